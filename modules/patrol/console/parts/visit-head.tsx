import { count, day } from '#kernel/ui/format.ts'
import { PageHead, To } from '#kernel/ui/parts.tsx'
import { grades } from '../../model/codes.ts'
import type { VisitPlan } from '../api.ts'

/** Whom one is about to visit, and what to know before. */
export function VisitHead({ plan }: { plan: VisitPlan }) {
  return (
    <PageHead
      trail={<To to="/patrols">待巡查</To>}
      meta={
        <>
          <span>
            {grades[plan.grade]}，
            {plan.lastOn ? (
              <To to="/patrols/records" search={{ objectId: plan.objectId }}>
                上次 {day(plan.lastOn)}
              </To>
            ) : (
              '还没有走访过'
            )}
            {plan.openHazards > 0 && (
              <>
                ，
                <To to="/hazards" search={{ objectId: plan.objectId, open: 'true' }}>
                  {count(plan.openHazards)} 条隐患没有改完
                </To>
              </>
            )}
          </span>
          <span>
            {plan.gridName}
            {plan.address && `　${plan.address}`}
          </span>
          <span>巡查不是执法检查：看、劝、报，不处罚，不计入检查次数</span>
        </>
      }
    >
      走访 {plan.name}
    </PageHead>
  )
}

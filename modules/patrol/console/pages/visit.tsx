import { Button } from 'antd'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useVisitPlan, type VisitPlan } from '../api.ts'
import { CheckIn } from '../parts/check-in.tsx'
import { CheckList } from '../parts/check-list.tsx'
import { Leaving } from '../parts/leaving.tsx'
import { VisitHead } from '../parts/visit-head.tsx'
import { useVisit } from '../use-visit.ts'
import '#kernel/cases/console/act.css'
import '../patrol.css'

/** Recording a visit on a phone: arrive, look, send. */
export function VisitPage() {
  const objectId = usePart('objectId')
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!me.data.permissions.includes('patrol.record'))
    return (
      <EmptyState whole icon="none" title="巡查由网格和监管岗位登记" acts={<To to="/patrols/records">看巡查记录</To>}>
        您的岗位可以看巡查，不能登记。
      </EmptyState>
    )
  return <Planned key={objectId} objectId={objectId} />
}

function Planned({ objectId }: { objectId: string }) {
  const plan = useVisitPlan(objectId)
  if (plan.error && !plan.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={plan.error}
          retry={() => void plan.refetch()}
          acts={<To to="/patrols">回到待巡查</To>}
        />
      </div>
    )
  return plan.data ? <Visit plan={plan.data} /> : <Waiting lines={8} />
}

function Visit({ plan }: { plan: VisitPlan }) {
  const visit = useVisit(plan)
  const { draft, told, problem, open, answered, busy } = visit
  return (
    <div className="ag-page ag-patrol-visit">
      <VisitHead plan={plan} />
      <form
        noValidate
        aria-label="登记走访"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void visit.submit()
        }}
      >
        <Sheet title="一　到场打卡">
          <CheckIn plan={plan} draft={draft} place={visit.place} fault={visit.reasonFault} />
        </Sheet>
        <CheckList plan={plan} visit={visit} />
        <Leaving visit={visit} />
        <div className="ag-patrol-go">
          <Refusal problem={problem} />
          {told.length > 0 && !problem && (
            <p className="ag-warn" role="alert">
              {told.map(({ message }) => message).join('；')}。填的内容都还在。
            </p>
          )}
          <Button type="primary" size="large" htmlType="submit" block disabled={busy || draft.under}>
            {busy ? '正在交…' : draft.under ? '等照片传完' : '离开，交记录'}
          </Button>
          {open.length > 0 && answered.length > 0 && (
            <p className="ag-pale">还有 {count(open.length)} 项没有看，不看的不会记为合格。</p>
          )}
        </div>
      </form>
    </div>
  )
}

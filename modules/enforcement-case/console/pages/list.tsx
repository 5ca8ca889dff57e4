import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { penaltyFace } from '../face.tsx'

/** Cases of penalty of the chosen grid. */
export function PenaltyListPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={penaltyFace}
      acts={
        <>
          <To to="/penalties">
            <Button size="small">公示</Button>
          </To>
          {may('enforcement-case.on-spot') && (
            <To to="/enforcement-cases/on-spot">
              <Button size="small">当场处罚</Button>
            </To>
          )}
          {may('enforcement-case.register') && (
            <To to="/enforcement-cases/register">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                登记线索
              </Button>
            </To>
          )}
        </>
      }
    />
  )
}

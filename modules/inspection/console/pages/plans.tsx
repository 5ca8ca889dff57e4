import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { planFace } from '../face.tsx'

/** Plans of the chosen grid and below. */
export function InspectionPlansPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={planFace}
      acts={
        may('inspection-plan.draft') && (
          <To to="/inspection-plans/new">
            <Button size="small" type="primary" icon={<Icon name="plus" />}>
              编制计划
            </Button>
          </To>
        )
      }
    />
  )
}

import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { hazardFace } from '../face.tsx'
import '../hazard.css'

/** Hazards of the chosen grid, or of one's own enterprise. */
export function HazardListPage() {
  const may = useMay()
  const opening = may('hazard.report')
    ? { to: '/hazards/report', words: '上报隐患' }
    : may('hazard.register')
      ? { to: '/hazards/register', words: '登记隐患' }
      : null
  return (
    <CaseListPage
      face={hazardFace}
      acts={
        <>
          <To to="/hazards/figures">
            <Button size="small" icon={<Icon name="table" />}>
              统计
            </Button>
          </To>
          {opening && (
            <To to={opening.to}>
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                {opening.words}
              </Button>
            </To>
          )}
        </>
      }
    />
  )
}

import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { oversightFace } from '../face.tsx'
import '../oversight.css'

/** Inspections of the chosen grid and below. */
export function OversightListPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={oversightFace}
      acts={
        <>
          <To to="/oversight/findings">
            <Button size="small" icon={<Icon name="warn" />}>
              问题
            </Button>
          </To>
          <To to="/oversight/figures">
            <Button size="small" icon={<Icon name="table" />}>
              统计
            </Button>
          </To>
          {may('oversight.notify') && (
            <To to="/oversight/new">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                通知检查
              </Button>
            </To>
          )}
        </>
      }
    />
  )
}

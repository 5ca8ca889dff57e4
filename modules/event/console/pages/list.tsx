import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { eventFace } from '../face.tsx'
import '../event.css'

/** Events of the chosen grid. */
export function EventListPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={eventFace}
      acts={
        <>
          <To to="/events/figures">
            <Button size="small" icon={<Icon name="table" />}>
              统计
            </Button>
          </To>
          {may('event.register') && (
            <To to="/events/register">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                登记事件
              </Button>
            </To>
          )}
        </>
      }
    />
  )
}

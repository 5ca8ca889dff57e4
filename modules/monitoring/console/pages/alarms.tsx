import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { alarmFace } from '../face.tsx'

/** Alarms of the chosen grid or of one's own enterprise. */
export function AlarmListPage() {
  return (
    <CaseListPage
      face={alarmFace}
      acts={
        <>
          <To to="/monitoring">
            <Button size="small" icon={<Icon name="grid" />}>
              监测一览
            </Button>
          </To>
          <To to="/monitoring/quality">
            <Button size="small" icon={<Icon name="table" />}>
              报警质量
            </Button>
          </To>
        </>
      }
    />
  )
}

import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { taskFace } from '../face.tsx'
import '../task.css'

/** Tasks of the chosen grid. */
export function TaskListPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={taskFace}
      acts={
        may('task.draft') && (
          <To to="/tasks/new">
            <Button size="small" type="primary" icon={<Icon name="plus" />}>
              起草任务
            </Button>
          </To>
        )
      }
    />
  )
}

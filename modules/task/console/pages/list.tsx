import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { taskFace } from '../face.tsx'
import { Running } from '../parts/running.tsx'
import '../task.css'

/** Tasks of the chosen grid, as a list or, those that run, along time. */
export function TaskListPage() {
  const may = useMay()
  const { search } = useAddress()
  if (search.view === 'timeline') return <Running grid={search.grid} />
  return (
    <CaseListPage
      face={taskFace}
      acts={
        <>
          <To to="/tasks" search={{ view: 'timeline', grid: search.grid }}>
            时间轴
          </To>
          {may('task.draft') && (
            <>
              <To to="/tasks/templates">模板</To>
              <To to="/tasks/new">
                <Button size="small" type="primary" icon={<Icon name="plus" />}>
                  起草任务
                </Button>
              </To>
            </>
          )}
        </>
      }
    />
  )
}

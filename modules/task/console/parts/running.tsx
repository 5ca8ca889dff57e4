import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { taskKinds } from '../../model/codes.ts'
import { useRunning } from '../api.ts'
import { Gantt } from './gantt.tsx'

/** The running tasks of a grid along time, by kind: what its office began and what it was handed. */
export function Running({ grid }: { grid: string | undefined }) {
  const read = useRunning(grid)
  const items = read.data?.items
  const late = items?.filter((part) => part.late).length ?? 0
  const groups = Object.entries(taskKinds).flatMap(([kind, title]) => {
    const rows = (items ?? [])
      .filter((part) => part.kind === kind)
      .map((part) => ({ part, name: part.title, beside: part.parentId ? '上级下达' : undefined, depth: 0 }))
    return rows.length > 0 ? [{ title, rows }] : []
  })
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/tasks">任务</To>}
        meta={read.data && <span>截至 {time(read.data.asOf)}；本级发起的和上级下达的</span>}
        acts={
          <To to="/tasks" search={{ grid }}>
            看列表
          </To>
        }
      >
        {items
          ? `${count(read.data?.total)} 项任务正在进行${late > 0 ? `，${count(late)} 项逾期` : ''}`
          : '正在进行的任务'}
      </PageHead>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : !items ? (
        <Waiting lines={8} />
      ) : (
        <Sheet>
          {groups.length === 0 ? (
            <EmptyState title="没有正在进行的任务" acts={<To to="/tasks">看全部任务</To>}>
              发布或收到任务以后在这里按期限排开。
            </EmptyState>
          ) : (
            <Gantt caption="正在进行的任务，按种类" head="任务" groups={groups} />
          )}
          {read.data && read.data.total > items.length && (
            <p className="ag-pad ag-meta">只列出期限最近的 {count(items.length)} 项，其余在列表里。</p>
          )}
        </Sheet>
      )}
    </div>
  )
}

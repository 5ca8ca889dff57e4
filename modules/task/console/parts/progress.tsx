import { Fragment } from 'react'
import { day, time } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { stateTitle } from '../../model/standing.ts'
import { type GridProgress, useProgress } from '../api.ts'
import { FeedbackMark } from './feedback.tsx'

/** How far a task is, by the grids below; each line opens the task handed there. */
export function Progress({ id }: { id: string }) {
  const read = useProgress(id)
  if (!read.data) return <span className="ag-pale">{read.error ? '没有取到进展' : '正在取…'}</span>
  if (read.data.choosing)
    return (
      <>
        <Bar done={read.data.choosing.chosen} of={read.data.choosing.total} />
        <p className="ag-meta" aria-live="polite">
          正在确定对象，可以离开本页；取消任务就停下。
        </p>
      </>
    )
  if (read.data.items.length === 0) return <span className="ag-pale">发布后按下级网格显示</span>
  return (
    <div className="ag-task-progress">
      <table>
        <thead>
          <tr>
            <th scope="col">网格</th>
            <th scope="col">已办</th>
            <th scope="col">问题</th>
          </tr>
        </thead>
        <tbody>
          {read.data.items.map((row) => (
            <Fragment key={row.gridCode}>
              <tr>
                <td>
                  {row.taskId ? <To to={`/tasks/${row.taskId}`}>{row.gridName}</To> : row.gridName}
                  <br />
                  <span className="ag-meta">{row.state ? stateTitle(row.state) : '没有下达'}</span>
                  {row.late && <span className="ag-meta ag-warn"> 逾期</span>}
                </td>
                <td>
                  <Bar done={row.done} of={row.targets} />
                </td>
                <td>{row.problems}</td>
              </tr>
              {row.next && (
                <tr className="ag-task-spoken">
                  <td colSpan={3}>
                    <Spoken next={row.next} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className="ag-meta">截至 {time(read.data.asOf)}</p>
    </div>
  )
}

/** How the feedback of a grid stands, with the last one and how many were missed. */
function Spoken({ next }: { next: NonNullable<GridProgress['next']> }) {
  return (
    <span className="ag-row ag-wrap">
      <FeedbackMark next={next} />
      <span className="ag-meta">
        {next.lastAt ? `上次反馈 ${day(next.lastAt)}` : '没有反馈过'}
        {next.missed > 0 && `，漏 ${next.missed} 期`}
      </span>
    </span>
  )
}

/** Done of all, in words and as a bar. */
export function Bar({ done, of }: { done: number; of: number }) {
  const share = of === 0 ? 0 : Math.round((done / of) * 100)
  return (
    <span className="ag-task-bar">
      <span className="ag-task-bar-line" role="presentation">
        <span style={{ width: `${share}%` }} />
      </span>
      <span>
        {done} / {of}
      </span>
    </span>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { count, moment } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { logKinds } from '../../model/codes.ts'
import { useLog } from '../api.ts'

/** Who looked, took away, checked or borrowed, when and what for; the last first. */
export function LogSheet({ id }: { id: string }) {
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined])
  const read = useLog(id, cursors.at(-1))
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={3} />
  const { items, total, nextCursor } = read.data
  return (
    <Sheet title="利用登记" meta={total > 0 ? `${count(total)} 次` : '还没有人看过、借过'}>
      {items.length > 0 && (
        <ul className="ag-archive-log">
          {items.map(({ id: line, at, who, what, purpose }) => (
            <li key={line}>
              <span className="ag-code">{moment(at)}</span>
              <b>{logKinds[what]}</b>
              <span>
                {who}
                <small className="ag-meta ag-archive-under">{purpose}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {(cursors.length > 1 || nextCursor) && (
        <div className="ag-pad ag-row">
          <Button size="small" disabled={cursors.length < 2} onClick={() => setCursors(cursors.slice(0, -1))}>
            上一页
          </Button>
          <Button
            size="small"
            disabled={!nextCursor}
            onClick={() => nextCursor && setCursors([...cursors, nextCursor])}
          >
            下一页
          </Button>
        </div>
      )}
    </Sheet>
  )
}

import { count } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { QueueEntry } from '#modules/enterprise/console/parts/queue.tsx'

interface RegisterLinesProps {
  /** What sort of work it is. */
  title: string
  queue: readonly QueueEntry[]
}

/** Work of another sort, as lines under the cases that wait. */
export function RegisterLines({ title, queue }: RegisterLinesProps) {
  return (
    <section aria-label={title}>
      <h3 className="ag-box-group">
        {title}
        <small>{count(queue.reduce((sum, entry) => sum + entry.count, 0))} 件</small>
      </h3>
      <ul className="ag-queue">
        {queue.map((entry) => (
          <li key={entry.key}>
            <span className="ag-kind">{entry.kind}</span>
            <span className="ag-grow">{entry.title}</span>
            <b>{count(entry.count)}</b>
            <To to={entry.to}>{entry.act}</To>
          </li>
        ))}
      </ul>
    </section>
  )
}

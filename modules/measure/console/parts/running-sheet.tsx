import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { useRunning } from '../api.ts'
import { measureFace } from '../face.tsx'

/** On the file of an enterprise: measures that run against it; nothing where none does. */
export function RunningMeasures({ objectId }: { objectId: string }) {
  const { data } = useRunning(objectId)
  if (!data || data.total === 0) return null
  return (
    <Sheet title="正在执行的强制措施" meta={`${data.total} 项`}>
      <ul className="ag-pad" style={{ margin: 0, listStyle: 'none' }}>
        {data.items.map(({ id, title, state }) => (
          <li key={id} className="ag-row ag-wrap">
            <To to={`/measures/${id}`}>{title}</To>
            <StatusMark kind={measureFace.statuses[state] ?? 'going'}>
              {measureFace.type.states[state]?.title ?? state}
            </StatusMark>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

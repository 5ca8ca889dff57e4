import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { type Site, useSite } from '../on-site-api.ts'

/** What an inspection ordered to be put right, as it stands now. */
export function OrderedHazards({ id }: { id: string }) {
  const site = useSite(id)
  if (site.error && !site.data) return <ProblemPanel error={site.error} retry={() => void site.refetch()} />
  if (!site.data) return <Waiting lines={3} />
  const { hazards } = site.data
  const left = hazards.filter(({ open }) => open).length
  if (hazards.length === 0) return null
  return (
    <div className="ag-site-hazards">
      <Sheet
        title="责令整改的隐患"
        meta={left > 0 ? `${hazards.length} 项，还有 ${left} 项` : `${hazards.length} 项，都办完了`}
      >
        <HazardLines hazards={hazards} />
      </Sheet>
    </div>
  )
}

/** Hazards by number, each leading to its page. */
export const HazardLines = ({ hazards }: { hazards: Site['hazards'] }) => (
  <ul className="ag-site-lines">
    {hazards.map(({ no, hazardId, what, stateTitle, dueOn, open, submitted }) => (
      <li key={hazardId}>
        <span>
          {no}　<To to={`/hazards/${hazardId}`}>{what}</To>
        </span>
        <span className="ag-row">
          {open && dueOn && <span className="ag-meta">{day(dueOn)} 前</span>}
          <StatusMark kind={open ? (submitted ? 'waiting' : 'going') : 'done'}>{stateTitle}</StatusMark>
        </span>
      </li>
    ))}
  </ul>
)

import { day, today } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type Listing, type ListingStep, stepStands } from '../../model/listing.ts'
import '../hazard.css'

const STANDS: Record<ReturnType<typeof stepStands>, { kind: StatusKind; word: string }> = {
  done: { kind: 'done', word: '已办' },
  'done-late': { kind: 'done', word: '已办，迟了' },
  open: { kind: 'waiting', word: '还没到' },
  due: { kind: 'going', word: '就要到' },
  late: { kind: 'late', word: '过了没办' },
  past: { kind: 'off', word: '已过' },
}

/** What a listing (挂牌督办) asks for, by when, and how each step stands. */
export function ListingLines({ id }: { id: string }) {
  const { data, error } = useRead<{ listing: Listing | null }>(`/hazards/${id}/listing`)
  if (error) return <span className="ag-pale">步骤暂时读不到</span>
  if (!data) return <span className="ag-pale">正在读…</span>
  return (
    <ul className="ag-listing">
      {(data.listing?.steps ?? []).map((step) => (
        <Line key={step.key} step={step} />
      ))}
    </ul>
  )
}

function Line({ step }: { step: ListingStep }) {
  const { kind, word } = STANDS[stepStands(step, today())]
  return (
    <li>
      <span>{step.title}</span>
      <StatusMark kind={kind}>{word}</StatusMark>
      <span className="ag-meta">
        {step.doneOn ? `${day(step.doneOn)} 办的，最晚 ${day(step.dueOn)}` : `最晚 ${day(step.dueOn)}`}
        {step.provisional && '，放假安排未公布，暂按周末推算'}
      </span>
    </li>
  )
}

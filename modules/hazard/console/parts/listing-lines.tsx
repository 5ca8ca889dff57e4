import type { CaseOne } from '#kernel/cases/console/api.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { day, today } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type Listing, type ListingStep, type ListingStepKey, stepStands } from '../../model/listing.ts'
import '../hazard.css'

const STANDS: Record<ReturnType<typeof stepStands>, { kind: StatusKind; word: string }> = {
  done: { kind: 'done', word: '已办' },
  'done-late': { kind: 'done', word: '已办，迟了' },
  open: { kind: 'waiting', word: '待办' },
  due: { kind: 'going', word: '快到期' },
  late: { kind: 'late', word: '逾期没办' },
  past: { kind: 'off', word: '已过' },
}

/** What a listing (挂牌督办) asks for, by when, and how each step stands. */
export function ListingLines({ one }: { one: CaseOne }) {
  const { id } = one
  const { data, error } = useRead<{ listing: Listing | null }>(`/hazards/${id}/listing`)
  if (error) return <span className="ag-pale">步骤暂时读不到</span>
  if (!data) return <span className="ag-pale">正在读…</span>
  return (
    <ul className="ag-listing">
      {(data.listing?.steps ?? []).map((step) => (
        <Line key={step.key} step={step} act={openActOf(step, one)} />
      ))}
    </ul>
  )
}

/** The act by which a step is done. */
const ACT_OF: Record<ListingStepKey, string> = {
  file: 'follow',
  publish: 'follow',
  progress: 'progress',
  ask: 'ask-time',
  decide: 'extend',
  lift: 'delist',
  'publish-lift': 'follow',
}

/** The act of a step that is left to do, when it is open to whoever looks. */
function openActOf({ key, doneOn }: ListingStep, { openActs }: CaseOne): string | null {
  const act = ACT_OF[key]
  return !doneOn && openActs.some((open) => open.act === act) ? act : null
}

function Line({ step, act }: { step: ListingStep; act: string | null }) {
  const { change } = useAddress()
  const { kind, word } = STANDS[stepStands(step, today())]
  return (
    <li>
      <span>
        {step.title}{' '}
        {act && (
          <button type="button" className="ag-link" onClick={() => change({ act }, true)}>
            去办
          </button>
        )}
      </span>
      <StatusMark kind={kind}>{word}</StatusMark>
      <span className="ag-meta">
        {step.doneOn ? `${day(step.doneOn)} 办的，最晚 ${day(step.dueOn)}` : `最晚 ${day(step.dueOn)}`}
        {step.provisional && '，放假安排未公布，暂按周末推算'}
      </span>
    </li>
  )
}

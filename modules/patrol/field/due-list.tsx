import type { z } from 'zod'
import { fieldDb, type KeptOperation } from '#kernel/sync/field/db.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { Standing } from '#kernel/sync/field/parts/standing.tsx'
import { TakeAlong } from '#kernel/sync/field/parts/take-along.tsx'
import { Notice } from '#kernel/ui/field/screen.tsx'
import { time } from '#kernel/ui/format.ts'
import type { DueView } from '../model/schema.ts'

type Due = z.output<typeof DueView>

const DUE = '/patrol-due?within=7&limit=50'

interface FieldDueProps {
  /** The one that stands open beside the list. */
  chosen?: string | undefined
  onOpen(objectId: string): void
}

/** Whom to visit within a week, the most pressing first; taken along with one tap. */
export function FieldDue({ chosen, onOpen }: FieldDueProps) {
  const { held, error } = useHeld<{ items: Due[] }>(DUE)
  if (error && !held) return <Notice kind="late">还没有带过任务，现在又连不上。到有网络的地方打开一次。</Notice>
  if (!held) return null
  const { items } = held.body
  return (
    <section aria-label="走访">
      <h2 className="fd-part">{items.length > 0 ? `七天内走访 ${items.length} 家` : '七天内没有要走访的'}</h2>
      {!held.fresh && <p className="fd-pale fd-pad">显示的是 {time(held.at)} 的数据</p>}
      {items.length > 0 && <TakeAlong needs={items.map(needsOf)} unit="家" />}
      <ol className="fd-list">
        {items.map((one) => (
          <DueLine key={one.objectId} one={one} isOpen={one.objectId === chosen} onOpen={onOpen} />
        ))}
      </ol>
    </section>
  )
}

/** What a visit needs without a network; the file of an enterprise beside it. */
const needsOf = ({ objectId, kind }: Due): [string, ...string[]] => [
  `/patrol-visits/${objectId}`,
  ...(kind === 'enterprise' ? [`/enterprises/${objectId}`] : []),
]

interface DueLineProps {
  one: Due
  isOpen: boolean
  onOpen(objectId: string): void
}

function DueLine({ one, isOpen, onOpen }: DueLineProps) {
  const { accountId } = usePerson()
  const begun = useLive(() => fieldDb.drafts.get(`${accountId} visit.${one.objectId}`), [accountId, one.objectId])
  const last = useLive(() => lastVisit(accountId, one.objectId), [accountId, one.objectId])
  return (
    <li>
      <button
        type="button"
        className="fd-open"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => onOpen(one.objectId)}
      >
        <span>{one.name}</span>
        <small className={one.overdueDays > 0 ? 'fd-warn' : undefined}>{one.reasons.join('；')}</small>
        <small>
          {one.gridName}
          {one.address && `　${one.address}`}
        </small>
        {!last && begun && <em>走访到一半</em>}
      </button>
      {last && <Standing one={last} />}
    </li>
  )
}

/** So long a visit is told of where it was made; the list of those due follows when it is read anew. */
const TOLD_MS = 12 * 3_600_000

/** The last visit made here on this device and not given up; undefined for none lately. */
async function lastVisit(accountId: string, objectId: string): Promise<KeptOperation | undefined> {
  const since = new Date(Date.now() - TOLD_MS).toISOString()
  const lately = fieldDb.operations.where('madeAt').above(since).reverse()
  return lately
    .filter(
      ({ accountId: whose, body, path, state }) =>
        whose === accountId && path.endsWith('/patrols') && body.objectId === objectId && state !== 'dropped',
    )
    .first()
}

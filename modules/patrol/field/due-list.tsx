import type { z } from 'zod'
import { fieldDb } from '#kernel/sync/field/db.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { TakeAlong } from '#kernel/sync/field/parts/take-along.tsx'
import { Notice } from '#kernel/ui/field/screen.tsx'
import { time } from '#kernel/ui/format.ts'
import type { DueView } from '../model/schema.ts'

type Due = z.output<typeof DueView>

const DUE = '/patrol-due?within=7&limit=50'

/** Whom to visit within a week, the most pressing first; taken along with one tap. */
export function FieldDue({ onOpen }: { onOpen(objectId: string): void }) {
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
          <DueLine key={one.objectId} one={one} onOpen={onOpen} />
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

function DueLine({ one, onOpen }: { one: Due; onOpen(objectId: string): void }) {
  const { accountId } = usePerson()
  const begun = useLive(() => fieldDb.drafts.get(`${accountId} visit.${one.objectId}`), [accountId, one.objectId])
  const kept = useLive(
    () =>
      fieldDb.operations
        .where('[accountId+state]')
        .equals([accountId, 'kept'])
        .filter(({ body, path }) => path.endsWith('/patrols') && body.objectId === one.objectId)
        .count(),
    [accountId, one.objectId],
  )
  return (
    <li>
      <button type="button" className="fd-open" onClick={() => onOpen(one.objectId)}>
        <span>{one.name}</span>
        <small className={one.overdueDays > 0 ? 'fd-warn' : undefined}>{one.reasons.join('；')}</small>
        <small>
          {one.gridName}
          {one.address && `　${one.address}`}
        </small>
        {kept ? <em>走访已存，待发</em> : begun ? <em>走访到一半</em> : null}
      </button>
    </li>
  )
}

import { useState } from 'react'
import type { z } from 'zod'
import { fieldDb } from '#kernel/sync/field/db.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { type Held, takeAlong, takenSize } from '#kernel/sync/field/taken.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { FieldInspections } from '#modules/inspection/field/inspections-list.tsx'
import type { DueView } from '#modules/patrol/model/schema.ts'
import { Line } from '../parts/line.tsx'
import { go } from '../route.ts'

type Due = z.output<typeof DueView>

interface InboxLine {
  id: string
  title: string
  stateTitle: string
  gridName: string
  objectName: string | null
  why: string
}

const DUE = '/patrol-due?within=7&limit=50'
const INBOX = '/cases?box=todo&limit=50'

/** What is to be done today: whom to visit, what waits in the inbox; and taking it along. */
export function TodayPage() {
  const person = usePerson()
  const visits = person.permissions.includes('patrol.record')
  const due = useHeld<{ items: Due[]; total: number }>(visits ? DUE : null)
  const inbox = useHeld<{ items: InboxLine[]; total: number }>(INBOX)
  const items = due.held?.body.items ?? []
  return (
    <Screen title={titleOf(visits, items.length, inbox.held?.body.total)} meta={person.seatTitle}>
      <Line />
      {visits && due.error && !due.held && (
        <Notice kind="late">还没有带过任务，现在又连不上。到有网络的地方打开一次。</Notice>
      )}
      {due.held && <Age held={due.held} />}
      {visits && items.length > 0 && <TakeAlong items={items} />}
      {visits && (
        <ol className="fd-list">
          {items.map((one) => (
            <DueLine key={one.objectId} one={one} />
          ))}
        </ol>
      )}
      {due.held && items.length === 0 && <p className="fd-pale fd-pad">七天内没有要走访的。</p>}
      {person.objectId && (
        <p className="fd-pad">
          <button type="button" className="fd-main" onClick={() => go('/report')}>
            上报隐患
          </button>
        </p>
      )}
      {person.permissions.includes('inspection.arrive') && (
        <FieldInspections onOpen={(id) => go(`/inspection/${id}`)} />
      )}
      <h2 className="fd-part">办件箱</h2>
      <ul className="fd-list">
        {(inbox.held?.body.items ?? []).map((line) => (
          <li key={line.id}>
            <span>{line.title}</span>
            <small>
              {line.stateTitle} · {line.objectName ?? line.gridName} · {line.why}
            </small>
          </li>
        ))}
      </ul>
      {inbox.held?.body.items.length === 0 && <p className="fd-pale fd-pad">没有要办的。</p>}
    </Screen>
  )
}

function titleOf(visits: boolean, due: number, todo: number | undefined): string {
  if (visits) return due > 0 ? `七天内走访 ${due} 家` : '今天没有要走访的'
  return todo === undefined ? '今天' : todo > 0 ? `有 ${count(todo)} 件要办` : '今天的事都办完了'
}

/** From when the shown is, where that is not now. */
function Age({ held }: { held: Held<unknown> }) {
  return held.fresh ? null : <p className="fd-pale fd-pad">显示的是 {time(held.at)} 的数据</p>
}

function DueLine({ one }: { one: Due }) {
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
  const late = one.overdueDays > 0
  return (
    <li>
      <button type="button" className="fd-open" onClick={() => go(`/visit/${one.objectId}`)}>
        <span>{one.name}</span>
        <small className={late ? 'fd-warn' : undefined}>{one.reasons.join('；')}</small>
        <small>
          {one.gridName}
          {one.address && `　${one.address}`}
        </small>
        {kept ? <em>走访已存，待发</em> : begun ? <em>走访到一半</em> : null}
      </button>
    </li>
  )
}

/** Takes along what the visits of the list need, and says how much that is. */
function TakeAlong({ items }: { items: readonly Due[] }) {
  const { accountId } = usePerson()
  const [at, setAt] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const size = useLive(() => takenSize(accountId), [accountId])
  const take = async () => {
    setFault(null)
    try {
      for (const [index, { objectId, kind }] of items.entries()) {
        setAt(index)
        await takeAlong(accountId, `/patrol-visits/${objectId}`)
        if (kind === 'enterprise') await takeAlong(accountId, `/enterprises/${objectId}`)
      }
    } catch {
      setFault('网络断开，没有带全；带好的都能用。')
    }
    setAt(null)
  }
  return (
    <div className="fd-take">
      <button type="button" className="fd-plain" disabled={at !== null} onClick={() => void take()}>
        {at === null ? `带上这 ${items.length} 家` : `正在带 ${at + 1} / ${items.length}`}
      </button>
      <small>{fault ?? (size ? `本机已带 ${(size.bytes / 1e6).toFixed(1)} MB` : '')}</small>
    </div>
  )
}

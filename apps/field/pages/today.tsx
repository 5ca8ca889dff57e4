import { useState } from 'react'
import type { z } from 'zod'
import { fieldDb } from '#kernel/sync/field/db.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { countHeld, type Held, takeAlong, takenSize } from '#kernel/sync/field/taken.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, day, time } from '#kernel/ui/format.ts'
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
  clock: { dueOn: string | null } | null
}

const DUE = '/patrol-due?within=7&limit=50'
const INBOX = '/cases?box=todo&limit=50'
/** The inbox itself is worked at a desk; here one only sees that there is something. */
const INBOX_SHOWN = 10

/** What is to be done today: whom to visit, what waits in the inbox; and taking it along. */
export function TodayPage() {
  const person = usePerson()
  const visits = person.permissions.includes('patrol.record')
  const due = useHeld<{ items: Due[]; total: number }>(visits ? DUE : null)
  const inbox = useHeld<{ items: InboxLine[]; total: number }>(INBOX)
  const items = due.held?.body.items ?? []
  const office = person.objectId === null
  return (
    <Screen title={titleOf(visits, items.length, inbox.held?.body.total)} meta={person.seatTitle}>
      <Line />
      {person.permissions.includes('inspection.arrive') && (
        <FieldInspections onOpen={(id) => go(`/inspection/${id}`)} />
      )}
      {visits && items.length > 0 && <h2 className="fd-part">七天内走访 {items.length} 家</h2>}
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
      <h2 className="fd-part">办件箱{office && '，在电脑上办'}</h2>
      <ul className="fd-list">
        {(inbox.held?.body.items ?? []).slice(0, INBOX_SHOWN).map((line) => (
          <li key={line.id}>
            <span>{line.title}</span>
            <small>
              {line.stateTitle} · {line.objectName ?? line.gridName} · {line.why}
            </small>
            {line.clock?.dueOn && <small>期限 {day(line.clock.dueOn)}</small>}
          </li>
        ))}
      </ul>
      {(inbox.held?.body.total ?? 0) > INBOX_SHOWN && (
        <p className="fd-pale fd-pad">
          列出前 {INBOX_SHOWN} 件，共 {count(inbox.held?.body.total ?? 0)} 件。
        </p>
      )}
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
  const taken = useLive(
    () =>
      countHeld(
        accountId,
        items.map(({ objectId }) => `/patrol-visits/${objectId}`),
      ),
    [accountId, items],
  )
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
      <small className={taken === items.length ? 'fd-ok' : undefined}>
        {fault ?? takenWords(taken ?? 0, items.length, size?.bytes ?? 0)}
      </small>
    </div>
  )
}

/** Whether one may leave the network: all of them are on the device, or how many. */
function takenWords(taken: number, all: number, bytes: number): string {
  const size = `本机已带 ${(bytes / 1e6).toFixed(1)} MB`
  if (taken === 0) return '还没有带，没有网络时打不开'
  return taken === all
    ? `✓ ${all} 家都带好了，没有网络也能查；${size}`
    : `带了 ${taken} 家，还差 ${all - taken} 家；${size}`
}

import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import { countCases } from '#kernel/cases/list-store.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { actOnCase, openCase } from '#kernel/cases/service.ts'
import { listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import {
  type EventItem,
  eventItemName,
  eventLevels,
  eventPriorities,
  findEventCategory,
  findEventItem,
  lastDayOf,
  limitDays,
} from '../model/catalogue.ts'
import { DOUBLE_DAYS, isCopiedToTown } from '../model/codes.ts'
import { eventProblems } from '../model/problems.ts'
import { EventFacts, EventFilter, type EventFilterInput } from '../model/schema.ts'
import { eventCase } from '../model/states.ts'
import * as store from './store.ts'

const SHORT = 40
const TOWN_DIGITS = 9

type Facts = z.output<typeof EventFacts>

/** Events as a kind of case: what the engine must know, and what this module keeps of each act. */
export const eventKind: CaseKind = {
  type: eventCase as unknown as CaseType,
  answering: (tx, { gridCode, on }) => officeSeatAt(tx, gridCode, on),
  titleOf: ({ itemCode, what }) => `${findEventItem(itemCode)?.name ?? ''}：${shortened(String(what))}`,
  link: (id) => `/events/${id}`,
  guard,
  after,
  list: {
    filter: EventFilter,
    facts: EventFacts,
    matching: (filter) => store.eventMatches(filter as EventFilterInput),
    factsOf: async (tx, ids) => new Map((await store.listEvents(tx, ids)).map((row) => [row.id, factsOf(row)])),
    sheet: [
      { head: '事项', width: 24, cell: ({ itemName }: Facts) => itemName },
      { head: '层级', width: 10, cell: ({ level }: Facts) => eventLevels[level] },
      { head: '紧急程度', width: 10, cell: ({ priority }: Facts) => eventPriorities[priority] },
      { head: '位置', width: 24, cell: ({ place }: Facts) => place },
      { head: '发现日期', width: 12, cell: ({ foundOn }: Facts) => foundOn },
      { head: '办结期限', width: 12, cell: ({ dueOn }: Facts) => dueOn },
    ],
  },
}

const shortened = (text: string): string => {
  const line = text.split(/[\n。；;]/, 1)[0] as string
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line
}

const factsOf = ({ id: _id, category, finderSeatId: _finder, what: _what, ...row }: store.EventRow) => ({
  ...row,
  itemName: eventItemName(row.itemCode),
  group: findEventCategory(category)?.group,
})

/** What makes another event the same matter as one registered today (grid.md §5). */
export const doubleOf = (
  about: { gridCode: string | null; objectId: string | null },
  itemCode: string,
  on: LocalDate,
): store.DoubleOf => ({ ...about, itemCode, foundFrom: addDays(on, -DOUBLE_DAYS) })

/** @throws notADouble, finderVerifies; invalid for a term longer than the item has */
async function guard(tx: Tx, { actor, case: about, act, input }: CaseWish): Promise<void> {
  if (act === 'register' && input.sameAs) return refuseOtherMatter(tx, actor, about, input)
  if (!['dispatch', 'accept', 'direct', 'take', 'return'].includes(act)) return
  const [event] = await store.listEvents(tx, [about.id])
  if (!event) return
  refuseLonger(event, String(input.dueOn))
  const seatId = act === 'dispatch' || act === 'direct' ? input.seatId : act === 'return' ? null : actor.seatId
  if (seatId === event.finderSeatId)
    throw new Problem(eventProblems.finderVerifies, '这件事由发现的岗位核查，处置要交给别的岗位，请另派。')
}

async function refuseOtherMatter(
  tx: Tx,
  actor: Actor,
  about: CaseWish['case'],
  { itemCode, sameAs }: Record<string, unknown>,
): Promise<void> {
  const matter = doubleOf(about, String(itemCode), today())
  const filter = { type: 'event', more: [...store.doubleMatches(matter), store.isCase(String(sameAs))] }
  if ((await countCases(tx, actor.scope, filter, 1)) > 0) return
  throw new Problem(
    eventProblems.notADouble,
    `只能并入同一对象或地点、同一事项、${DOUBLE_DAYS} 天内登记且没有结案的事件。请刷新后再看，或单独登记。`,
  )
}

/** Whoever sends an event out may give it no longer than the item has from today, or than was left of it. */
function refuseLonger(event: store.EventRow, dueOn: string): void {
  const item = findEventItem(event.itemCode) as EventItem
  const [last] = [lastDayOf(item, today()), event.dueOn].sort().slice(-1)
  if (!last || dueOn <= last) return
  const message = `「${item.name}」限 ${limitDays(item)} 天办结，最晚 ${last}`
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/input/dueOn', message }] })
}

/** Acts that close an event with an answer. */
const CLOSING: ReadonlySet<string> = new Set(['settle', 'close', 'close-county'])

async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { act, case: about, state } = done
  const on = today(new Date(act.at))
  if (act.act === 'register') return enter(tx, done, on)
  await store.updateEvent(tx, about.id, { state, ...changeOf(act.act, act.input, on) })
  if (act.act === 'make-hazard') await makeHazard(tx, done)
  if (CLOSING.has(act.act) || act.act === 'withdraw') await answerFinders(tx, done)
}

/** An event as the act that opens it tells. */
export function openedOf(
  { id, gridCode, objectId }: CaseDone['case'],
  { seatId, input }: { seatId: string | null; input: Record<string, unknown> },
  foundOn: string,
): Omit<store.NewEvent, 'state'> {
  const item = findEventItem(input.itemCode) as EventItem
  return {
    id,
    gridCode,
    objectId,
    itemCode: item.code,
    category: item.category,
    level: item.level,
    priority: item.priority,
    special: typeof input.special === 'string' ? input.special : null,
    what: String(input.what),
    place: String(input.where),
    foundOn,
    dueOn: String(input.dueOn),
    finderSeatId: seatId,
    mergedInto: typeof input.sameAs === 'string' ? input.sameAs : null,
  }
}

/** What an act changes of an event beside its state. */
export function changeOf(act: string, input: Record<string, unknown>, on: string): store.EventChange {
  if (act === 'reopen') return { closedOn: null, reply: null }
  return CLOSING.has(act) ? { closedOn: on, reply: String(input.reply) } : {}
}

async function enter(tx: Tx, done: CaseDone, on: string): Promise<void> {
  const { actor, act, case: about, state } = done
  const row = { ...openedOf(about, act, on), state }
  await store.insertEvents(tx, [row])
  const now = new Date(act.at)
  if (row.mergedInto) {
    const input = { caseId: row.mergedInto, text: '登记时并入同一事项' }
    await actOnCase(tx, actor, eventKind, about.id, 'relate', { input }, null, now)
  } else if (row.special && isCopiedToTown(row.special)) await copyToTown(tx, done, on)
}

/** A special matter goes to the county; the town is told at once, as an information and not as work (grid.md §5). */
async function copyToTown(tx: Tx, { actor, act, case: about }: CaseDone, on: string): Promise<void> {
  const town = await officeSeatAt(tx, about.gridCode.slice(0, TOWN_DIGITS), on)
  if (!town || town === actor.seatId || about.gridCode.length < TOWN_DIGITS) return
  const input = { seatId: town, text: '特殊事项，已直接报县级' }
  await actOnCase(tx, actor, eventKind, about.id, 'copy', { input }, null, new Date(act.at))
}

/** Opens a hazard of what was found, with the evidence of this act or else of the event, and links both. */
async function makeHazard(tx: Tx, { actor, act, case: about }: CaseDone): Promise<void> {
  const [event] = await store.listEvents(tx, [about.id])
  const { what = event?.what, where = event?.place, source } = act.input
  const input = { what, where, source }
  const evidence = act.attachments.length > 0 ? act.attachments : ((await listActs(tx, about.id))[0]?.attachments ?? [])
  const hazard = {
    id: newId(),
    act: 'register',
    title: hazardKind.titleOf(input),
    gridCode: about.gridCode,
    objectId: about.objectId,
    input,
    attachments: evidence.map(({ fileId }) => fileId),
  }
  const now = new Date(act.at)
  await openCase(tx, actor, hazardKind, hazard, now)
  const link = { input: { caseId: hazard.id, text: '由本事件转为隐患' } }
  await actOnCase(tx, actor, eventKind, about.id, 'relate', link, null, now)
  await store.updateEvent(tx, about.id, { hazardId: hazard.id })
}

/** Whoever found it, and whoever found it too, reads how it ended (反馈). */
async function answerFinders(tx: Tx, { actor, act, case: about }: CaseDone): Promise<void> {
  for (const seatId of await store.listFinders(tx, about.id)) {
    if (seatId === actor.seatId) continue
    await sendMessage(tx, {
      to: { seatId },
      kind: 'event.answered',
      ref: about.id,
      title: `您发现的事件${act.act === 'withdraw' ? '已撤回' : '已办结'}：${about.title}`,
      text: String(act.input.reply ?? act.input.text),
      link: eventKind.link(about.id),
    })
  }
}

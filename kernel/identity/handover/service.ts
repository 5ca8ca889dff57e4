import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { type IdentityLimits, today } from '../limits.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { findSeatAbove } from '../seat/store.ts'
import { listSeatsOfPerson } from '../store.ts'
import { handoverSource, handoverSources } from './sources.ts'
import * as store from './store.ts'

/**
 * Makes the list of what a seat answers for at this moment. With nothing on it the hand-over is closed at once; else the
 * seat, and so whoever sits on it next, is told.
 */
export async function openHandover(
  tx: Tx,
  limits: IdentityLimits,
  leaving: { seat: { id: string; title: string; gridCode: string }; personId: string; lastDay: string },
): Promise<{ handoverId: string; items: number }> {
  const { seat, personId, lastDay } = leaving
  const found = []
  for (const source of handoverSources()) {
    const things = await source.collect(tx, { seatId: seat.id, personId })
    found.push(...things.map((thing) => ({ ...thing, kind: source.kind })))
  }
  const now = limits.now()
  const handoverId = newId()
  await store.insertHandover(tx, {
    id: handoverId,
    seatId: seat.id,
    fromPersonId: personId,
    lastDay,
    gridCode: seat.gridCode,
    now,
    closed: found.length === 0,
  })
  for (const thing of found)
    await store.insertItem(tx, {
      id: newId(),
      handoverId,
      kind: thing.kind,
      ref: thing.ref,
      title: thing.title,
      link: thing.link ?? null,
    })
  if (found.length > 0)
    await sendMessage(tx, {
      to: { seatId: seat.id },
      kind: 'identity.handover',
      title: `岗位「${seat.title}」有 ${found.length} 项移交待接收`,
      text: `请在 ${limits.handoverHours} 小时内逐项接收，逾期将升至上级岗位。`,
      link: '/',
    })
  return { handoverId, items: found.length }
}

export interface HandoverWithItems extends store.HandoverRow {
  items: (store.HandoverItemRow & { mayAccept: boolean })[]
}

/** Hand-overs that concern a person, each with its items and which of them this person may accept. */
export async function listMine(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  page: { before: string | null; limit: number; open: boolean },
): Promise<{ rows: HandoverWithItems[]; total: number }> {
  const seats = await listSeatsOfPerson(tx, actor.personId, today(limits.now()))
  const seatIds = seats.map((seat) => seat.id)
  const { rows, total } = await store.listHandovers(tx, { personId: actor.personId, seatIds }, page)
  const full: HandoverWithItems[] = []
  for (const row of rows) {
    const items = await store.listItems(tx, row.id)
    full.push({ ...row, items: items.map((item) => ({ ...item, mayAccept: mayAccept(actor, seatIds, row, item) })) })
  }
  return { rows: full, total }
}

/**
 * Accepts one item; the last one closes the hand-over.
 * @throws notFound when it concerns others; forbidden for the leaver; itemAccepted
 */
export async function acceptItem(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  handoverId: string,
  itemId: string,
): Promise<{ closed: boolean; left: number; gridCode: string; kind: string; title: string }> {
  const handover = await store.findHandoverForUpdate(tx, handoverId)
  const on = today(limits.now())
  const seatIds = (await listSeatsOfPerson(tx, actor.personId, on)).map((seat) => seat.id)
  const items = handover ? await store.listItems(tx, handoverId) : []
  const item = items.find((candidate) => candidate.id === itemId)
  const above = handover && (await findSeatAbove(tx, { ...handover, id: handover.seatId }, on))
  const concerned =
    handover &&
    (seatIds.includes(handover.seatId) ||
      handover.fromPersonId === actor.personId ||
      seatIds.some((id) => id === item?.raisedTo || id === above))
  if (!handover || !item || !concerned) throw new Problem(common.notFound, '没有这个移交事项。')
  if (handover.fromPersonId === actor.personId)
    throw new Problem(common.forbidden, '移交人不能自己接收，请由接任者或上级岗位接收。')
  if (item.acceptedAt)
    throw new Problem(identityProblems.itemAccepted, `这一项已由 ${item.acceptedByName ?? '他人'} 接收。`)
  const now = limits.now()
  await store.acceptItem(tx, itemId, actor.personId, now)
  await handoverSource(item.kind)?.accepted?.(tx, item.ref, now)
  const closed = await store.closeIfDone(tx, handoverId, now)
  const left = items.filter((other) => !other.acceptedAt && other.id !== itemId).length
  return { closed, left, gridCode: handover.gridCode, kind: item.kind, title: item.title }
}

function mayAccept(actor: Actor, seatIds: string[], handover: store.HandoverRow, item: store.HandoverItemRow): boolean {
  if (item.acceptedAt || handover.fromPersonId === actor.personId) return false
  return seatIds.includes(handover.seatId) || (item.raisedTo !== null && seatIds.includes(item.raisedTo))
}

/**
 * Lets items nobody accepted in time rise to the seat above: no duty is ever orphaned.
 * @returns how many items rose
 */
export async function raiseOverdue(tx: Tx, limits: IdentityLimits): Promise<number> {
  const now = limits.now()
  let raised = 0
  for (const handover of await store.listOverdue(tx, new Date(now.getTime() - limits.handoverHours * 3_600_000))) {
    const above = await findSeatAbove(tx, { ...handover, id: handover.seatId }, today(now))
    if (!above) continue
    const items = await store.raiseItems(tx, handover.id, above, now)
    raised += items
    await sendMessage(tx, {
      to: { seatId: above },
      kind: 'identity.handover-raised',
      title: `岗位「${handover.seatTitle}」有 ${items} 项移交逾期未接收`,
      text: `${handover.fromPersonName} 已于 ${handover.lastDay} 离岗，事项已升至您的岗位，请接收或督促接任者接收。`,
      link: '/',
    })
  }
  return raised
}

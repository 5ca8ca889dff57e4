import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { covers } from '#kernel/scope/scope.ts'
import type { IdentityContext } from '../context.ts'
import { openHandover } from '../handover/service.ts'
import { type IdentityLimits, today } from '../limits.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { conflictOf, OBJECT_ROLES, ROLE_NAMES, rankOf, reaches } from '../model/roles.ts'
import { getPerson } from '../people/service.ts'
import { endStandInsFor } from '../stand-in/store.ts'
import { gridOfTopBody, insertBody, insertHolding, insertSeat } from '../store.ts'
import * as store from './store.ts'

export interface NewBodyInput {
  name: string
  shortName: string
  kind: string
  gridCode: string
  layer: string
  parentId?: string | null | undefined
}

/** Enters a body in one's own grid. @throws outsideRegion; notFound for a parent that is not there */
export async function createBody(tx: Tx, actor: Actor, input: NewBodyInput): Promise<string> {
  if (!covers(actor.scope, input.gridCode)) throw new Problem(identityProblems.outsideRegion, '只能登记本辖区的单位。')
  if (input.parentId && !(await store.findBody(tx, actor.scope, input.parentId)))
    throw new Problem(common.notFound, '没有这个上级单位。')
  const id = newId()
  await insertBody(tx, { ...input, id, parentId: input.parentId ?? null })
  return id
}

export interface NewSeatInput {
  bodyId: string
  title: string
  role: string
  gridCode: string
  layer: string
  objectId?: string | null | undefined
  fromOn?: string | undefined
}

/**
 * Sets up a seat: a body's, in one's own grid, with a role not above one's own.
 * @throws outsideRegion, aboveOneself, roleTooHigh; notFound for a body or object not in one's grid; invalid when role and object do not fit
 */
export async function createSeat(tx: Tx, context: IdentityContext, actor: Actor, input: NewSeatInput): Promise<string> {
  if (!covers(actor.scope, input.gridCode)) throw new Problem(identityProblems.outsideRegion, '只能设置本辖区的岗位。')
  mayGrant(actor, input.role)
  await refuseTooHigh(tx, input)
  if (!(await store.findBody(tx, actor.scope, input.bodyId))) throw new Problem(common.notFound, '没有这个单位。')
  await checkObject(tx, context, actor, input)
  const id = newId()
  await insertSeat(tx, {
    ...input,
    id,
    objectId: input.objectId ?? null,
    fromOn: input.fromOn ?? today(context.limits.now()),
  })
  return id
}

/** The contact of an object sees that object and nothing else; so the seat must name it, and no other seat may. */
async function checkObject(tx: Tx, context: IdentityContext, actor: Actor, input: NewSeatInput): Promise<void> {
  const needsObject = OBJECT_ROLES.has(input.role)
  if (needsObject !== Boolean(input.objectId)) {
    const message = needsObject ? '这个角色的岗位必须指定监管对象' : '这个角色的岗位不能指定监管对象'
    throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/objectId', message }] })
  }
  if (input.objectId && !(await context.placeOfObject(tx, actor.scope, input.objectId)))
    throw new Problem(common.notFound, '没有这个监管对象。')
}

function mayGrant(actor: Actor, role: string): void {
  if (rankOf(role) < rankOf(actor.role))
    throw new Problem(identityProblems.aboveOneself, '不能设置高于您自己的角色，请由上级办理。')
}

/** A role of city rank on a town's seat would outrank those who keep the town. */
async function refuseTooHigh(tx: Tx, input: NewSeatInput): Promise<void> {
  const top = await gridOfTopBody(tx)
  if (reaches(input.role, input.gridCode, top ?? input.gridCode)) return
  const message = `${ROLE_NAMES[input.role]}不能设在 ${input.gridCode} 这一级网格上，请选低一级的角色`
  throw new Problem(identityProblems.roleTooHigh, `${message}。`, { errors: [{ pointer: '/role', message }] })
}

/** A seat inside one's grid and not above one's own role. @throws notFound, aboveOneself */
async function getManagedSeat(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<store.SeatLineRow> {
  const seat = await store.findSeatForUpdate(tx, actor.scope, today(limits.now()), id)
  if (!seat) throw new Problem(common.notFound, '没有这个岗位，或不在您的辖区。')
  mayGrant(actor, seat.role)
  return seat
}

/** Closes a seat nobody sits on any more. @throws seatTaken; seatClosed */
export async function closeSeat(tx: Tx, limits: IdentityLimits, actor: Actor, id: string) {
  const on = today(limits.now())
  const seat = await getManagedSeat(tx, limits, actor, id)
  if (seat.toOn) throw new Problem(identityProblems.seatClosed, '岗位已经撤销。')
  const sitting = seat.holders.filter((holder) => holder.toOn === null || holder.toOn > on)
  if (sitting.length > 0)
    throw new Problem(identityProblems.seatTaken, `${sitting[0]?.name} 还在这个岗位上，请先办理离岗移交。`)
  // A seat that was to begin later ends on its first day.
  await store.closeSeat(tx, id, [on, seat.fromOn].sort()[1] as string)
  return { gridCode: seat.gridCode, title: seat.title }
}

/** Puts a person on a seat from a day on. @throws notFound; alreadySeated; seatClosed; aboveOneself; rolesApart */
export async function appoint(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  seatId: string,
  input: { personId: string; fromOn?: string | undefined },
) {
  const seat = await getManagedSeat(tx, limits, actor, seatId)
  const person = await getPerson(tx, limits, actor, input.personId)
  const fromOn = input.fromOn ?? today(limits.now())
  if (seat.toOn && seat.toOn < fromOn) throw new Problem(identityProblems.seatClosed, '岗位已经撤销。')
  if (fromOn < seat.fromOn)
    throw new Problem(common.invalid, `岗位自 ${seat.fromOn} 起设立，任职不能更早。`, {
      errors: [{ pointer: '/fromOn', message: '早于岗位设立日期' }],
    })
  if (
    seat.holders.some(
      (holder) =>
        holder.personId === person.id && !holder.standsInFor && (holder.toOn === null || holder.toOn >= fromOn),
    )
  )
    throw new Problem(identityProblems.alreadySeated, `${person.name} 已在这个岗位上。`)
  const conflict = conflictOf(
    person.seats.map((held) => held.role),
    seat.role,
  )
  if (conflict) throw new Problem(identityProblems.rolesApart, `${conflict}。`)
  await insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn })
  return { seatId, personId: person.id, personName: person.name, fromOn, gridCode: seat.gridCode }
}

/**
 * Ends a person's time on a seat and makes the hand-over list of what the seat answers for at this moment.
 * @throws notFound; notSeated; notOneself; aboveOneself
 */
export async function leaveSeat(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  seatId: string,
  input: { personId: string; lastDay: string },
) {
  const seat = await getManagedSeat(tx, limits, actor, seatId)
  if (input.personId === actor.personId) throw new Problem(identityProblems.notOneself, '离岗须由上级或他人办理。')
  const on = today(limits.now())
  const standing = seat.holders.find(({ personId, standsInFor }) => personId === input.personId && standsInFor)
  if (standing && !seat.holders.some(({ personId, standsInFor }) => personId === input.personId && !standsInFor))
    throw new Problem(
      identityProblems.standsIn,
      `${standing.name}是代理${standing.standsInFor}，请结束代理，不用办离岗。`,
    )
  const ended = await store.endHolding(tx, { seatId, ...input, on, endedBy: actor.personId })
  if (!ended) throw new Problem(identityProblems.notSeated, '这个人员不在这个岗位上，或离岗日早于任职日。')
  await endStandInsFor(tx, { seatId, ...input, endedBy: actor.personId })
  const handover = await openHandover(tx, limits, { seat, ...input })
  return { ...handover, gridCode: seat.gridCode }
}

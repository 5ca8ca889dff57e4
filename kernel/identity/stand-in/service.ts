import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { type IdentityLimits, today } from '../limits.ts'
import { type Actor, may } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { conflictOf } from '../model/roles.ts'
import { findSeatForUpdate, type SeatLineRow } from '../seat/store.ts'
import * as store from './store.ts'

export interface StandInInput {
  personId: string
  fromOn: string
  toOn: string
  reason: string
}

/** The seat the actor sits on in his own right. @throws notSeated for somebody who stands in himself or sits nowhere */
async function ownSeat(tx: Tx, actor: Actor, on: string): Promise<SeatLineRow> {
  const seat = actor.seatId ? await findSeatForUpdate(tx, inPlace(actor), on, actor.seatId) : undefined
  if (!seat) throw new Problem(identityProblems.notSeated, '您现在没有岗位，不用请人代理。')
  if (actor.standsInFor)
    throw new Problem(identityProblems.notSeated, '代理的岗位不能再请别人代理，先切换到自己的岗位。')
  return seat
}

/** The seat of an object lies in no grid scope of its holder; he still may look at where he sits. */
const inPlace = ({ seatGrid }: Actor) => ({ gridFrom: seatGrid, gridTo: `${seatGrid}~`, objectId: null })

/** Who may stand in on one's own seat. */
export async function listChoices(tx: Tx, limits: IdentityLimits, actor: Actor): Promise<store.StandInChoiceRow[]> {
  const on = today(limits.now())
  const seat = await ownSeat(tx, actor, on)
  const near = await store.listChoices(tx, seat, actor.personId, on)
  return near.filter(({ roles }) => conflictOf(roles, seat.role) === null).sort((a, b) => b.nearness - a.nearness)
}

/**
 * Lets somebody stand in on one's own seat during leave: the holder keeps the seat, both act from it, each under his own name.
 * @throws notSeated; standInTwice when somebody stands in already in those days; invalid for days that do not fit or somebody who may not
 */
export async function setStandIn(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  input: StandInInput,
): Promise<store.StandInRow> {
  const on = today(limits.now())
  const seat = await ownSeat(tx, actor, on)
  refuseDays(input, on, limits.standInDays)
  const chosen = (await listChoices(tx, limits, actor)).find(({ personId }) => personId === input.personId)
  if (!chosen) throw invalid('/personId', '只能请本单位或上级单位在岗、有账号的人代理')
  const other = await store.findStandInBetween(tx, seat.id, input)
  if (other)
    throw new Problem(
      identityProblems.standInTwice,
      `${other.fromOn} 至 ${other.toOn} 已由${other.personName}代理，先结束那一次再改。`,
    )
  const id = newId()
  await store.insertStandIn(tx, { ...input, id, seatId: seat.id, standsInFor: actor.personId })
  await sendMessage(tx, {
    to: { personId: input.personId },
    kind: 'stand-in.begun',
    ref: id,
    title: `请您代理${actor.personName}的岗位：${seat.title}`,
    text: `${input.fromOn} 至 ${input.toOn}，${input.reason}。这些天在右上角切换到这个岗位办理。`,
    link: '/me/stand-in',
    sms: true,
  })
  return (await store.findStandInForUpdate(tx, id, on)) as store.StandInRow
}

function refuseDays({ fromOn, toOn }: StandInInput, on: string, most: number): void {
  if (fromOn < on) throw invalid('/fromOn', `从今天 ${on} 起，不能更早`)
  if (toOn < fromOn) throw invalid('/toOn', '最后一天不能早于第一天')
  const days = (Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000 + 1
  if (days > most) throw invalid('/toOn', `一次代理最多 ${most} 天；更久的请办离岗移交`)
}

function invalid(pointer: string, message: string): Problem {
  return new Problem(common.invalid, `${message}。`, { errors: [{ pointer, message }] })
}

/**
 * Ends a stand-in: one that has begun with this day, one to come at once. By the one on leave, the one standing in, or
 * whoever manages seats there.
 * @throws notFound
 */
export async function endStandIn(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<store.StandInRow> {
  const on = today(limits.now())
  const row = await store.findStandInForUpdate(tx, id, on)
  const own = row && [row.personId, row.forPersonId].includes(actor.personId)
  const managed = row && may(actor, 'seat.manage') && (await findSeatForUpdate(tx, actor.scope, on, row.seatId))
  if (!row || !(own || managed)) throw new Problem(common.notFound, '没有这次代理，或它已经结束。')
  await store.endStandIn(tx, id, on, actor.personId)
  for (const personId of [row.personId, row.forPersonId].filter((one) => one !== actor.personId))
    await sendMessage(tx, {
      to: { personId },
      kind: 'stand-in.ended',
      ref: id,
      title: `代理结束：${row.seatTitle}`,
      text: `${actor.personName}结束了${row.personName}对${row.forPersonName}的代理。`,
      link: '/me/stand-in',
    })
  return row
}

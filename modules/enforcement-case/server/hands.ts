import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import { caseProblems } from '#kernel/cases/model/problems.ts'
import { actByPlatform } from '#kernel/cases/sealing.ts'
import { findCaseForUpdate } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { enforcementCase } from '../model/states.ts'
import type { Told } from '../model/story.ts'
import { type Story, storyOf } from '../model/story.ts'
import * as store from './store.ts'

/** Whoever did one of these handled the case and does not review it. */
const HANDLED: readonly string[] = enforcementCase.acts.review.notBy ?? []

/**
 * Legal review goes to another office seat whose role reviews, with somebody on it who had no hand in the case (行政处罚法第58条).
 * @throws seatUnfit with a sentence that says what is wrong with the seat
 */
export async function refuseReviewer(
  tx: Tx,
  { actor, case: about, act, input }: CaseWish,
  story: Story,
  acts: readonly Told[],
): Promise<void> {
  const sends = act === 'send-review'
  if (!sends && !(act === 'assign' && story.atReview)) return
  const seatId = String(input.seatId)
  const seat = await store.findSeatWithPeople(tx, seatId, today())
  const handled = new Set([
    story.handler.personId,
    story.coOfficer,
    ...story.recused,
    ...acts.filter((one) => HANDLED.includes(one.act)).map(({ personId }) => personId),
    ...(sends ? [actor.personId] : []),
  ])
  const why =
    sends && seatId === actor.seatId
      ? '不能送给自己审核'
      : !seat || seat.objectId || !about.gridCode.startsWith(seat.gridCode) || !mayReview(seat.role)
        ? '法制审核只能送给管这里、有审核职责的监管岗位'
        : seat.people.every((personId) => handled.has(personId))
          ? '这个岗位上的人办过本案，不能审核自己办的案件'
          : null
  if (!why) return
  throw new Problem(caseProblems.seatUnfit, `${why}，请另选一个岗位。`, {
    errors: [{ pointer: '/input/seatId', message: why }],
  })
}

const mayReview = (role: string) => (enforcementCase.acts.review.roles as readonly string[]).includes(role)

/** Where whose turn it was had to withdraw, his case goes on with whoever took his place. */
export async function passOn(tx: Tx, kind: CaseKind, { actor, case: about, act }: CaseDone, acts: readonly Told[]) {
  if (act.act !== 'settle-recusal') return
  const before = storyOf(acts.slice(0, -1))
  const { handler } = storyOf(acts)
  if (handler.personId === before.handler.personId || !handler.personId) return
  const row = await findCaseForUpdate(tx, actor.scope, about.id)
  const held = row?.holderSeatId ? await store.findSeatWithPeople(tx, row.holderSeatId, today()) : undefined
  if (!row || !held?.people.includes(before.handler.personId ?? '')) return
  const seatId = await store.findSeatOfPerson(tx, handler.personId, about.gridCode, today())
  if (seatId && seatId !== row.holderSeatId)
    await actByPlatform(
      tx,
      kind,
      row,
      'assign',
      { seatId, text: '原办案人员回避，由换上的人员承办' },
      seatId,
      new Date(),
    )
}

import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { insightProblems } from '../model/problems.ts'
import { type EntrustInput, type FindingView, LONGEST_DAYS } from '../model/schema.ts'
import { listOfficeSeats } from './office.ts'
import { decided, noFinding, refuseTerm } from './refusals.ts'
import * as store from './store/finding.ts'
import { viewFinding } from './view.ts'

const ENTRUSTED = 'insight.entrusted'
/**
 * Hands a finding to a seat of the leader's own office with a word and a day (交办): a to-do there until somebody decides on the finding.
 * Handed on a second time, the first to-do is over.
 * @throws notFound, decided, notYours where the seat is none of his office
 */
export async function entrustFinding(
  tx: Tx,
  actor: Actor,
  id: string,
  { seatId, words, dueOn }: EntrustInput,
): Promise<z.input<typeof FindingView>> {
  const row = await store.findFinding(tx, actor.scope, id, true)
  if (!row) throw noFinding()
  if (row.state !== 'open') throw decided(row)
  refuseTerm(dueOn, `期限最长 ${LONGEST_DAYS} 天`)
  const seat = (await listOfficeSeats(tx, actor, today())).find((one) => one.id === seatId)
  if (!seat) throw new Problem(insightProblems.notYours, '只能交办给本单位的监管岗位，且岗位上有人。')
  const to = `${seat.title} ${seat.personName}`
  await finishEntrusted(tx, id)
  await store.entrustFinding(tx, id, { seatId, to, by: actingName(actor), words, dueOn })
  const fresh = await store.findFinding(tx, actor.scope, id)
  if (!fresh) throw new Problem(common.notFound, '没有这条研判。')
  const view = await viewFinding(tx, actor, fresh)
  await sendMessage(tx, {
    to: { seatId },
    kind: ENTRUSTED,
    title: `${actingName(actor)} 交办研判，${dueOn} 前处理`,
    text: `${words}\n${view.sentence}`,
    link: `/insight/${id}`,
    ref: id,
    needsAction: true,
  })
  return view
}

/** Whoever was to decide on a finding has nothing to do there any more. */
export const finishEntrusted = (tx: Tx, id: string): Promise<number> => finishMessages(tx, ENTRUSTED, id)

import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { type Verdict, verdicts } from '../../model/codes.ts'
import { riskProblems } from '../../model/problems.ts'
import * as store from '../store/opinion.ts'
import type { RiskPointRow } from '../store/point.ts'
import { getPointForUpdate, signature } from './access.ts'

/** Notes what an office thinks of a point; one that asks for something is told to the enterprise. */
export async function giveOpinion(
  tx: Tx,
  actor: Actor,
  riskPointId: string,
  input: { verdict: Verdict; text: string },
): Promise<RiskPointRow> {
  const point = await getPointForUpdate(tx, actor, riskPointId)
  await store.insertOpinion(tx, point, { id: newId(), ...input, by: signature(actor), seatId: actor.seatId })
  if (input.verdict !== 'agreed')
    for (const seatId of await listSeatsOfObject(tx, point.objectId))
      await sendMessage(tx, {
        to: { seatId },
        kind: 'risk.reviewed',
        ref: point.id,
        title: `风险点「${point.name}」的复核意见：${verdicts[input.verdict]}`,
        text: input.text,
        link: `/risks/${point.id}`,
      })
  return point
}

/** Answers what the offices asked about a point. @throws nothingToAnswer */
export async function replyToOpinions(tx: Tx, actor: Actor, riskPointId: string, reply: string): Promise<RiskPointRow> {
  const point = await getPointForUpdate(tx, actor, riskPointId)
  if (!point.opinionOpen) throw new Problem(riskProblems.nothingToAnswer, '没有要回复的复核意见，或已经回复过了。')
  for (const seatId of await store.updateReplies(tx, riskPointId, reply, signature(actor)))
    await sendMessage(tx, {
      to: { seatId },
      kind: 'risk.replied',
      ref: point.id,
      title: `企业回复了风险点「${point.name}」的复核意见`,
      text: reply,
      link: `/risks/${point.id}`,
    })
  return point
}

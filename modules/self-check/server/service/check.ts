import { openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { finishMessages } from '#kernel/messages/service.ts'
import { findCheck, isUsable } from '#modules/check-item/server/library.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import type { Answer } from '../../model/codes.ts'
import { selfCheckProblems } from '../../model/problems.ts'
import * as store from '../store/check.ts'
import { DUE } from './remind.ts'

export const notFound = () => new Problem(selfCheckProblems.notFound, '没有这次自查，或它不在您的辖区。')

/** A check that can still be filled in, locked. @throws notFound, finished, missed: nothing is filled in afterwards */
async function getOpenCheck(tx: Tx, actor: Actor, id: string): Promise<store.CheckRow> {
  const check = await store.findCheckForUpdate(tx, actor.scope, id)
  if (!check) throw notFound()
  if (check.finishedAt) throw new Problem(selfCheckProblems.finished, '这次自查已经完成，不能再改。')
  if (check.dueOn < today())
    throw new Problem(selfCheckProblems.missed, `这次自查 ${check.dueOn} 到期，不能事后补填；请做新的一次。`)
  return check
}

function refuseForeignItem(check: store.CheckRow, itemCode: string): void {
  if (!check.itemCodes.includes(itemCode))
    throw new Problem(selfCheckProblems.itemUnknown, `这次自查里没有检查项 ${itemCode.slice(0, 40)}。`)
}

async function hazardOf(tx: Tx, actor: Actor, check: store.CheckRow, itemCode: string): Promise<string | null> {
  const answers = await store.listAnswers(tx, actor.scope, check.id)
  const answer = answers.find((one) => one.itemCode === itemCode)
  // One that was withdrawn has no number any more: the item may be answered anew.
  return answer?.hazardNumber ? answer.hazardId : null
}

/** Keeps the answer to one item at once. @throws hazardThere: what was reported is not answered away */
export async function answerItem(
  tx: Tx,
  actor: Actor,
  id: string,
  itemCode: string,
  input: { answer: Answer; note: string },
): Promise<store.CheckRow> {
  const check = await getOpenCheck(tx, actor, id)
  refuseForeignItem(check, itemCode)
  const hazardId = await hazardOf(tx, actor, check, itemCode)
  if (hazardId && input.answer !== 'bad')
    throw new Problem(selfCheckProblems.hazardThere, '这一项已经上报了隐患；报错了的，到隐患里撤回并写明原因。', {
      hazardId,
    })
  await store.upsertAnswer(tx, check, { itemCode, ...input, hazardId, by: actor.personName })
  return check
}

/**
 * Reports the hazard of an item that is not in order, and answers the item so. The same id again is the same hazard.
 * @throws hazardThere when the item has one; what openCase throws of a hazard
 */
export async function reportHazard(
  tx: Tx,
  actor: Actor,
  id: string,
  itemCode: string,
  { id: hazardId, what, where, attachments }: { id: string; what: string; where: string; attachments: string[] },
): Promise<{ check: store.CheckRow; hazardId: string; number: string | null }> {
  const check = await getOpenCheck(tx, actor, id)
  refuseForeignItem(check, itemCode)
  const earlier = await hazardOf(tx, actor, check, itemCode)
  if (earlier && earlier !== hazardId)
    throw new Problem(selfCheckProblems.hazardThere, '这一项已经上报过隐患，不用再报。', { hazardId: earlier })
  const { objectId, gridCode } = check
  // A check that was closed while this list was open still asks; what it found is kept without its code.
  const item = await findCheck(tx, itemCode, today())
  const input = { what, where, source: 'self_check', ...(item && isUsable(item, gridCode) ? { itemCode } : {}) }
  const opened = await openCase(tx, actor, hazardKind, {
    id: hazardId,
    act: 'report',
    title: hazardKind.titleOf(input),
    gridCode,
    objectId,
    input,
    attachments,
  })
  await store.upsertAnswer(tx, check, { itemCode, answer: 'bad', note: '', hazardId, by: actor.personName })
  return { check, hazardId, number: opened.number }
}

/**
 * Finishes a check: every item answered, every fault reported; with nothing found, zero must be said expressly.
 * @throws unanswered, hazardMissing, zeroUnconfirmed
 */
export async function finishCheck(
  tx: Tx,
  actor: Actor,
  id: string,
  zero: boolean,
): Promise<{ bad: number; zero: boolean }> {
  const check = await getOpenCheck(tx, actor, id)
  const answers = new Map((await store.listAnswers(tx, actor.scope, id)).map((row) => [row.itemCode, row]))
  const open = check.itemCodes.filter((code) => !answers.has(code))
  if (open.length > 0)
    throw new Problem(selfCheckProblems.unanswered, `还有 ${open.length} 项没有查，查完再完成。`, { itemCodes: open })
  const bad = [...answers.values()].filter(({ answer }) => answer === 'bad')
  const silent = bad.filter(({ hazardId }) => hazardId === null).map(({ itemCode }) => itemCode)
  if (silent.length > 0)
    throw new Problem(
      selfCheckProblems.hazardMissing,
      `有 ${silent.length} 项有问题还没有上报隐患，拍照上报后再完成。`,
      {
        itemCodes: silent,
      },
    )
  if (bad.length === 0 && !zero)
    throw new Problem(selfCheckProblems.zeroUnconfirmed, '本次自查未发现隐患，要明确确认零报告才能完成。', {
      errors: [{ pointer: '/zero', message: '请确认零报告' }],
    })
  const by = { name: actor.personName, seat: actor.seatTitle, body: actor.bodyName }
  await store.updateFinished(tx, id, bad.length === 0, by)
  await finishMessages(tx, DUE, id)
  return { bad: bad.length, zero: bad.length === 0 }
}

import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { checkItemProblems } from '../../model/problems.ts'
import {
  correctionFaults,
  isSeenFrom,
  saysSame,
  stemOf,
  versionOn,
  type Words,
  type WordsFault,
  wordsFaults,
} from '../../model/rules.ts'
import type { CheckWordsInput } from '../../model/schema.ts'
import { allChecks, type CheckVersion, checkHistories } from '../library.ts'
import { enter, firstOf, gridOf, nextCode, nextOf, refuseForeign, refusePast, refuseStale } from './keeping.ts'

/** Adds a check of the actor's own place under the next free code. @throws wordsWrong, questionTwice */
export async function addCheck(tx: Tx, actor: Actor, words: CheckWordsInput, why: string): Promise<CheckVersion> {
  refuseWords(wordsFaults(words))
  refuseTwice(await allChecks(tx, actor.gridCode), words)
  const code = await nextCode(tx, 'check_item', stemOf(words, actor.gridCode))
  return enter(tx, 'check_item', firstOf(actor, code, actor.gridCode, words.from, words, why))
}

/** Puts a typo right under the same code. @throws notFound, notYours, closed, versionMovedOn, meaningChanged, wordsWrong */
export async function correctCheck(
  tx: Tx,
  actor: Actor,
  code: string,
  seen: number | null,
  words: CheckWordsInput,
  why: string,
): Promise<CheckVersion> {
  const versions = await ownVersions(tx, actor, code, seen)
  const last = versions.at(-1) as CheckVersion
  if (saysSame(last.words, words)) throw new Problem(checkItemProblems.wordsWrong, '没有改动任何内容，不用保存。')
  const faults = correctionFaults(last.words, words)
  if (faults.length > 0)
    throw new Problem(
      checkItemProblems.meaningChanged,
      '已经发布的检查项只能改错字；意思变了的，停用它，再新增一项，原来的检查结果才不会被改动。',
      { errors: pointersOf(faults) },
    )
  refuseWords(wordsFaults(words))
  return enter(tx, 'check_item', nextOf(actor, last, 'corrected', { words, why }))
}

/** Says the last day of a check; what was found by it stays. @throws notFound, notYours, closed, versionMovedOn, pastDay */
export async function closeCheck(
  tx: Tx,
  actor: Actor,
  code: string,
  seen: number | null,
  lastOn: string,
  why: string,
): Promise<CheckVersion> {
  const versions = await ownVersions(tx, actor, code, seen)
  refusePast(lastOn, '/lastOn')
  return enter(tx, 'check_item', nextOf(actor, versions.at(-1) as CheckVersion, 'closed', { toOn: lastOn, why }))
}

/** All versions of a check seen from the actor's place. @throws notFound */
export async function getCheck(tx: Tx, actor: Actor, code: string): Promise<CheckVersion[]> {
  const versions = (await checkHistories(tx, [code])).get(code)
  if (!versions || !isSeenFrom(versions[0]?.gridCode ?? null, gridOf(actor)))
    throw new Problem(common.notFound, '没有这个检查项，或它不在您的辖区。')
  return versions
}

async function ownVersions(tx: Tx, actor: Actor, code: string, seen: number | null): Promise<CheckVersion[]> {
  const versions = await getCheck(tx, actor, code)
  refuseForeign(actor, versions, '检查项')
  refuseStale(versions, seen)
  return versions
}

const pointersOf = (faults: readonly WordsFault[]) =>
  faults.map(({ field, message }) => ({ pointer: `/words/${field}`, message }))

function refuseWords(faults: readonly WordsFault[]): void {
  if (faults.length === 0) return
  throw new Problem(checkItemProblems.wordsWrong, `${faults[0]?.message}。`, { errors: pointersOf(faults) })
}

/** The code of the check in force that asks the same of the same industry; null when there is none (check-items.md §7.5). */
export function twinOf(
  all: ReadonlyMap<string, CheckVersion[]>,
  { industry, question }: Pick<Words, 'industry' | 'question'>,
): string | null {
  const on = today()
  for (const [code, versions] of all) {
    const { version, standing } = versionOn(versions, on)
    if (standing !== 'closed' && version.words.industry === industry && version.words.question === question) return code
  }
  return null
}

function refuseTwice(all: ReadonlyMap<string, CheckVersion[]>, words: CheckWordsInput): void {
  const twin = twinOf(all, words)
  if (!twin) return
  const message = `同一行业已有问法相同的检查项 ${twin}`
  throw new Problem(checkItemProblems.questionTwice, `${message}，请直接用它。`, {
    errors: [{ pointer: '/words/question', message }],
    code: twin,
  })
}

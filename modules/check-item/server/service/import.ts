import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { checkItemProblems } from '../../model/problems.ts'
import {
  codeFault,
  correctionFaults,
  isKeptBy,
  type Judged,
  placeOfCode,
  saysSame,
  versionOn,
  wordsFaults,
} from '../../model/rules.ts'
import type { CheckWordsInput } from '../../model/schema.ts'
import { allChecks, type CheckVersion } from '../library.ts'
import * as store from '../store.ts'
import { twinOf } from './check.ts'
import { firstOf, movedOn, nextOf } from './keeping.ts'

/**
 * What rows of an import would do to the library, judged one by one and beside each other: a new code adds a check, a known
 * one puts a typo right, and whatever would change a meaning is refused (check-items.md §7).
 */
export function judgeRows(
  all: ReadonlyMap<string, CheckVersion[]>,
  rows: readonly { code: string; words: CheckWordsInput }[],
  gridCode: string,
): Judged[] {
  const codes = new Set<string>()
  const asked = new Set<string>()
  return rows.map(({ code, words }) => {
    const question = `${words.industry} ${words.question}`
    const twice = codes.has(code)
      ? `编码 ${code} 在表里出现了两次`
      : asked.has(question)
        ? '同一行业的问法在表里出现了两次'
        : null
    codes.add(code)
    asked.add(question)
    const reasons = [...(twice ? [twice] : []), ...wordsFaults(words).map(({ message }) => message)]
    const versions = all.get(code)
    return versions ? judgeKnown(versions, words, gridCode, reasons) : judgeNew(all, code, words, gridCode, reasons)
  })
}

function judgeKnown(
  versions: readonly CheckVersion[],
  words: CheckWordsInput,
  gridCode: string,
  reasons: string[],
): Judged {
  const last = versions.at(-1) as CheckVersion
  if (saysSame(last.words, words) && reasons.length === 0) return { outcome: 'unchanged', reasons }
  if (!isKeptBy(last.gridCode, gridCode)) reasons.push('这一项不归本单位维护，不能改')
  if (versionOn(versions, today()).standing === 'closed') reasons.push('这一项已经停用，编码不能再用')
  reasons.push(...correctionFaults(last.words, words).map(({ message }) => message))
  return reasons.length > 0 ? { outcome: 'refused', reasons } : { outcome: 'typo', reasons: [] }
}

function judgeNew(
  all: ReadonlyMap<string, CheckVersion[]>,
  code: string,
  words: CheckWordsInput,
  gridCode: string,
  reasons: string[],
): Judged {
  const fault = codeFault(code, words, gridCode)
  if (fault) reasons.unshift(fault)
  const twin = twinOf(all, words)
  if (twin) reasons.push(`同一行业已有问法相同的检查项 ${twin}`)
  return reasons.length > 0 ? { outcome: 'refused', reasons } : { outcome: 'new', reasons: [] }
}

/** Writes rows of an import, all or none; rows that change nothing are passed over. @throws rowsRefused, versionMovedOn */
export async function applyRows(
  tx: Tx,
  actor: Actor,
  rows: readonly { code: string; words: CheckWordsInput }[],
  why: string,
): Promise<{ added: number; corrected: number }> {
  const all = await allChecks(tx, actor.gridCode)
  const judged = judgeRows(all, rows, actor.gridCode)
  const refused = judged.flatMap(({ outcome, reasons }, at) =>
    outcome === 'refused' ? [{ pointer: `/rows/${at}/code`, message: `${rows[at]?.code}：${reasons[0]}` }] : [],
  )
  if (refused.length > 0)
    throw new Problem(
      checkItemProblems.rowsRefused,
      `有 ${refused.length} 行不能写入，一行也没有写。请去掉这些行再试。`,
      {
        errors: refused.slice(0, 100),
      },
    )
  const versions = rows.flatMap(({ code, words }, at) => {
    const { outcome } = judged[at] as Judged
    if (outcome === 'new') return [firstOf(actor, code, placeOfCode(code, actor.gridCode), words.from, words, why)]
    const last = all.get(code)?.at(-1)
    return outcome === 'typo' && last ? [nextOf(actor, last, 'corrected', { words, why })] : []
  })
  if ((await store.insertVersions(tx, 'check_item', versions)) < versions.length) throw movedOn()
  const added = judged.filter(({ outcome }) => outcome === 'new').length
  return { added, corrected: versions.length - added }
}

import type { Database } from '#kernel/db/db.ts'
import type { CaseKind } from './holder.ts'
import { wordsOfAct, wordsOfHead } from './model/words.ts'
import { insertWords, takeUnworded } from './word-store.ts'

const PAGE = 100

/**
 * Enters the words of cases that are older than the search for words, some at a time; several workers may. A page is entered and
 * noted in one transaction. @returns how many cases were entered
 */
export async function enterOldWords(db: Database, kinds: ReadonlyMap<string, CaseKind>): Promise<number> {
  let entered = 0
  for (;;) {
    const taken = await db.system(async (tx) => {
      const cases = await takeUnworded(tx, PAGE)
      for (const { id: caseId, type, number, title, acts } of cases) {
        const kind = kinds.get(type)
        const said = kind
          ? acts.map(({ seq, act, input }) => ({ caseId, seq, words: wordsOfAct(kind.type, act, input) }))
          : []
        await insertWords(tx, [{ caseId, seq: 0, words: wordsOfHead({ title, number }) }, ...said])
      }
      return cases.length
    })
    entered += taken
    if (taken < PAGE) return entered
  }
}

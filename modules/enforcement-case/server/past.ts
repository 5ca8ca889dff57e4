import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { enforcementCase } from '../model/states.ts'
import { DEFAULT_TERMS } from '../model/terms.ts'
import { rowsOf } from './rows.ts'
import { writePenalties } from './store.ts'

/** Enters cases of penalty of the time before the platform, with their stories. */
export async function enterPenalties(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  const entered = await enterCases(tx, enforcementCase as unknown as CaseType, cases, now)
  const told = cases.map(({ id, gridCode, objectId, acts }, at) => ({
    id,
    gridCode,
    objectId,
    state: entered[at]?.state ?? '',
    acts: acts.map(({ act, at: when, input, by }) => ({
      act,
      at: when.toISOString(),
      input,
      seatId: by.seatId,
      personId: by.personId,
      attachments: [],
    })),
  }))
  await writePenalties(tx, rowsOf(told, DEFAULT_TERMS, today(now)))
}

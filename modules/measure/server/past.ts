import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { measureCase } from '../model/measure.ts'
import { storyOf } from '../model/story.ts'
import { rowOf } from './kind.ts'
import { writeMeasures } from './store.ts'

/** Enters measures of the time before the platform, with their stories. */
export async function enterMeasures(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  const entered = await enterCases(tx, measureCase as unknown as CaseType, cases, now)
  const rows = cases.map(({ id, gridCode, objectId, acts }, at) => {
    const told = acts.map(({ act, at: when, input, by }) => ({
      ...{ act, at: when.toISOString(), input },
      personId: by.personId,
    }))
    const story = storyOf(told)
    const about = { id, gridCode, objectId: objectId ?? null, state: entered[at]?.state ?? '' }
    return rowOf(story, { ...about, dueOn: story.lengthened?.until ?? story.until })
  })
  await writeMeasures(tx, rows)
}

import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import { takeInspections } from '#modules/inspection/field/take.ts'
import { LAW_PATH } from '../model/law.ts'
import { type AlongLine, alongDb, type TakenArea } from './db.ts'
import { takeArea } from './take.ts'

/** Where the outlines of a grid and of what lies in it are read. */
export const outlinePath = (grid: string): string => `/grids/${grid}/boundaries`

/** What is being taken along, for whoever waits. */
export interface Step {
  words: string
  /** Share that is done, 0 to 1; null where nobody can say. */
  share: number | null
}

/**
 * Takes an area along with everything a day in it needs: files, the outline, one's inspections there with templates and numbers. What
 * came is kept, whatever happens to the rest.
 * @throws ApiProblem when there is no way
 */
export async function leaveWith(person: FieldPerson, area: TakenArea, tell: (step: Step) => void): Promise<void> {
  const { accountId } = person
  await takeArea(area.key, (taken, total) =>
    tell({ words: `企业 ${taken} / ${total}`, share: total > 0 ? taken / total : null }),
  )
  tell({ words: '边界', share: null })
  await takeAlong(accountId, outlinePath(person.gridCode))
  if ('grid' in area.choice && area.choice.grid !== person.gridCode)
    await takeAlong(accountId, outlinePath(area.choice.grid))
  tell({ words: '法规与裁量', share: null })
  await takeAlong(accountId, LAW_PATH)
  tell({ words: '检查、文书模板和文号', share: null })
  const along = new Set((await linesOf(area.key)).map(({ id }) => id))
  await takeInspections(person, (id) => along.has(id))
}

const linesOf = (key: string): Promise<AlongLine[]> => alongDb.lines.where('areas').equals(key).toArray()

import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import type { BaseMap } from '#kernel/ui/map/base-map.ts'
import { takeInspections } from '#modules/inspection/field/take.ts'
import { LAW_PATH } from '../model/law.ts'
import { type Box, tileSetOf } from '../model/tiles.ts'
import { type AlongLine, alongDb, type TakenArea } from './db.ts'
import { boxOfOutlines, boxOfPoints, type Outlines, outlinePath } from './outlines.ts'
import { takeArea } from './take.ts'
import { BASE_MAP, takeTiles } from './tiles.ts'

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
  const box = await boxOf(accountId, area)
  tell({ words: '法规与裁量', share: null })
  await takeAlong(accountId, LAW_PATH)
  tell({ words: '检查、文书模板和文号', share: null })
  const along = new Set((await linesOf(area.key)).map(({ id }) => id))
  await takeInspections(person, (id) => along.has(id))
  const base = await takeAlong<BaseMap>(accountId, BASE_MAP)
  if (!area.wantsTiles || base.layers.length === 0 || !box) return
  const set = tileSetOf(box, base.maxZoom)
  const came = await takeTiles(accountId, base, set, (done, all) =>
    tell({ words: `底图 ${done} / ${all} 张`, share: done / all }),
  )
  await alongDb.areas.update(area.key, { tiles: { ...came, to: set.to } })
}

/** The box around an area; null where nobody knows where its enterprises stand. */
async function boxOf(accountId: string, { choice, key }: TakenArea): Promise<Box | null> {
  if ('grid' in choice) return boxOfOutlines(await takeAlong<Outlines>(accountId, outlinePath(choice.grid)))
  return boxOfPoints(await linesOf(key))
}

const linesOf = (key: string): Promise<AlongLine[]> => alongDb.lines.where('areas').equals(key).toArray()

import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { CaseDesk } from './desk.ts'
import { listFeed } from './feed-store.ts'
import { titleOfAct } from './model/title-of-act.ts'

/** How many of the newest acts a page is told of. */
export const FEED_LENGTH = 20

/** One act as a live page tells it: what was done, to what, where, by which office. Nobody is named. */
export const FeedLine = z
  .object({
    id: z.string().meta({ description: '办件和第几步' }),
    at: z.iso.datetime(),
    typeTitle: z.string(),
    actTitle: z.string(),
    title: z.string(),
    objectName: z.string().nullable(),
    gridName: z.string(),
    body: z.string().meta({ description: '哪个单位办的；企业自己办的为企业名' }),
    link: z.string(),
  })
  .meta({ id: 'FeedLine' })

/** What of the world a live page is told. */
export interface FeedView {
  scope: Scope
  /** A grid inside the scope; null for all of it. */
  grid: string | null
  /** Kinds of cases its reader may read. */
  types: readonly string[]
}

/** The newest acts of people a reader may know of, the newest first; those after a moment only when one is given. */
export async function readFeed(
  tx: Tx,
  desk: CaseDesk,
  view: FeedView,
  since: Date | null,
): Promise<z.input<typeof FeedLine>[]> {
  const rows = await listFeed(tx, view, since, FEED_LENGTH)
  const grids = await desk.world.gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
  const objectIds = [...new Set(rows.flatMap(({ objectId }) => objectId ?? []))]
  const objects = await desk.world.objectNames(tx, view.scope, objectIds)
  return rows.flatMap((row) => {
    const kind = desk.kinds.get(row.type)
    if (!kind) return []
    return {
      id: `${row.caseId}-${row.seq}`,
      at: row.at.toISOString(),
      typeTitle: kind.type.title,
      actTitle: titleOfAct(kind.type, row.act),
      title: row.title,
      objectName: (row.objectId && objects.get(row.objectId)) || null,
      gridName: grids.get(row.gridCode) ?? row.gridCode,
      body: row.body ?? '',
      link: kind.link(row.caseId),
    }
  })
}

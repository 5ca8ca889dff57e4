import { sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { narrow } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { FeedView } from './feed.ts'

/** One act of the feed, with what its case is called now. */
export interface FeedRow {
  caseId: string
  seq: number
  at: Date
  type: string
  act: string
  body: string | null
  title: string
  gridCode: string
  objectId: string | null
}

/** The newest acts of people inside a view. What moved out of it since is not told: the case is asked where it lies now. */
export async function listFeed(tx: Tx, view: FeedView, since: Date | null, limit: number): Promise<FeedRow[]> {
  const bounds = view.grid ? narrow(view.scope, view.grid) : view.scope
  const found = await sql<FeedRow>`${PLANNED_EACH_TIME}
    select f.case_id, f.seq, f.at, f.type, a.act, a.actor->>'body' as body, c.title, c.grid_code, c.object_id
    from case_feed f
    join case_record c on c.id = f.case_id
    join case_act a on a.case_id = f.case_id and a.seq = f.seq
    where f.grid_code >= ${bounds.gridFrom} and f.grid_code < ${bounds.gridTo} and ${inScope(bounds, 'c', 'object_id')}
      and f.type = any(${[...view.types]}::text[]) and (${since}::timestamptz is null or f.at > ${since})
    order by f.at desc, f.case_id, f.seq desc limit ${limit}`.execute(tx)
  return found.rows
}

/** Forgets the news of days before yesterday; the acts themselves stay with their cases. */
export async function forgetOldFeed(tx: Tx): Promise<void> {
  await sql`delete from case_feed where at < now() - interval '2 days'`.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface Failure {
  hazardId: string
  controlId: string
  failedAt: string
}

/** Notes that a hazard names a measure that failed; said again of the same hazard, the last word counts. */
export async function upsertFailures(tx: Tx, rows: readonly Failure[]): Promise<void> {
  await sql`
    insert into risk_failure (hazard_id, control_id, risk_point_id, object_id, grid_code, failed_at)
    select x."hazardId", c.id, c.risk_point_id, c.object_id, c.grid_code, x."failedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("hazardId" uuid, "controlId" uuid, "failedAt" timestamptz)
    join risk_control c on c.id = x."controlId"
    on conflict (hazard_id) do update set control_id = excluded.control_id, risk_point_id = excluded.risk_point_id, dropped = false`.execute(
    tx,
  )
}

export async function dropFailure(tx: Tx, hazardId: string): Promise<void> {
  await sql`update risk_failure set dropped = true where hazard_id = ${hazardId}`.execute(tx)
}

/** A risk point somebody is to be told of. */
export interface ToldPoint {
  id: string
  name: string
  objectId: string
  gridCode: string
  failures: number
  reviewDueOn: string
}

/**
 * Marks the points on which hazards came up repeatedly since the last assessment, and inside the time that counts.
 * A point is marked once; two workers never mark the same. @returns those marked now
 */
export async function markRepeated(tx: Tx, rule: { count: number; since: string; on: string }): Promise<ToldPoint[]> {
  const done = await sql<ToldPoint>`
    update risk_point p set reassess_since = ${rule.on}, reassess_reason = 'repeated', version = version + 1
    from (
      select f.risk_point_id, count(*) as n from risk_failure f join risk_point q on q.id = f.risk_point_id
      where not f.dropped and f.failed_at > q.graded_at and f.failed_at >= ${rule.since}::date and q.reassess_since is null
        and q.withdrawn_at is null
      group by f.risk_point_id having count(*) >= ${rule.count}) x
    where p.id = x.risk_point_id and p.reassess_since is null
    returning p.id, p.name, p.object_id, p.grid_code, x.n as failures, p.review_due_on`.execute(tx)
  return done.rows
}

/** Takes the points whose assessment falls due by a day and whose enterprise was not reminded of it yet, and notes it is. */
export async function takeDueReviews(tx: Tx, by: string, limit: number): Promise<ToldPoint[]> {
  const done = await sql<ToldPoint>`
    update risk_point p set review_told_on = p.review_due_on
    where p.id in (
      select q.id from risk_point q
      where q.withdrawn_at is null and q.review_due_on <= ${by} and q.review_told_on is distinct from q.review_due_on
      order by q.object_id, q.id limit ${limit} for update skip locked)
    returning p.id, p.name, p.object_id, p.grid_code, 0 as failures, p.review_due_on`.execute(tx)
  return done.rows
}

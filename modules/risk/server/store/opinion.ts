import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Verdict } from '../../model/codes.ts'
import type { RiskPointRow, Signature } from './point.ts'

export interface OpinionRow {
  id: string
  verdict: Verdict
  text: string
  by: Signature
  seatId: string | null
  at: Date
  reply: string | null
  repliedAt: Date | null
  repliedBy: Signature | null
}

/** Adds an opinion; one that asks for something stands open until the enterprise answers. */
export async function insertOpinion(
  tx: Tx,
  point: Pick<RiskPointRow, 'id' | 'objectId' | 'gridCode'>,
  opinion: { id: string; verdict: Verdict; text: string; by: Signature; seatId: string | null },
): Promise<void> {
  await sql`
    insert into risk_opinion (id, risk_point_id, object_id, grid_code, verdict, text, by_who, seat_id)
    values (${opinion.id}, ${point.id}, ${point.objectId}, ${point.gridCode}, ${opinion.verdict}, ${opinion.text},
            ${JSON.stringify(opinion.by)}::jsonb, ${opinion.seatId})`.execute(tx)
  await sql`
    update risk_point set opinion_open = ${opinion.verdict !== 'agreed'}, version = version + 1 where id = ${point.id}`.execute(
    tx,
  )
}

/** Opinions on a point, the latest first. */
export async function listOpinions(tx: Tx, scope: Scope, riskPointId: string): Promise<OpinionRow[]> {
  const found = await sql<OpinionRow>`
    select o.id, o.verdict, o.text, o.by_who as by, o.seat_id, o.made_at as at, o.reply, o.replied_at, o.replied_by
    from risk_opinion o where o.risk_point_id = ${riskPointId} and ${inScope(scope, 'o', 'object_id')}
    order by o.made_at desc, o.id desc limit 50`.execute(tx)
  return found.rows
}

/** Answers every opinion that stands open on a point. @returns seats that gave them */
export async function updateReplies(tx: Tx, riskPointId: string, reply: string, by: Signature): Promise<string[]> {
  const done = await sql<{ seatId: string | null }>`
    update risk_opinion set reply = ${reply}, replied_at = now(), replied_by = ${JSON.stringify(by)}::jsonb
    where risk_point_id = ${riskPointId} and verdict <> 'agreed' and reply is null
    returning seat_id`.execute(tx)
  await sql`
    update risk_point set opinion_open = false, version = version + 1 where id = ${riskPointId} and opinion_open`.execute(
    tx,
  )
  return [...new Set(done.rows.flatMap(({ seatId }) => seatId ?? []))]
}

import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { DoubleReason, Nearness } from '../../model/doubles.ts'
import type { Comparable } from './likeness.ts'

/** What is read of an enterprise to compare it. */
export type ComparedRow = Comparable & { id: string; name: string }

const comparedColumns = sql.raw(
  `e.id, e.grid_code, e.name, e.former_name, e.credit_code, e.address, e.lng, e.lat, e.contact_phone, e.principal_phone,
   e.legal_representative_phone, e.legal_representative`,
)

/** Keeps the keys of enterprises that were just added, and notes that their doubles are to be looked for. */
export async function insertLikeness(tx: Tx, rows: { id: string; gridCode: string; keys: number[] }[]): Promise<void> {
  const keys = rows.flatMap((row) => row.keys.map((key) => ({ key, ...row })))
  await sql`
    insert into enterprise_likeness (key, enterprise_id, grid_code)
    select * from unnest(${keys.map(({ key }) => key)}::bigint[], ${keys.map(({ id }) => id)}::uuid[],
                         ${keys.map(({ gridCode }) => gridCode)}::text[])
    on conflict do nothing`.execute(tx)
  await sql`
    insert into enterprise_likeness_due (enterprise_id, grid_code, is_keyed)
    select id, grid, true from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ gridCode }) => gridCode)}::text[]) as x(id, grid)
    on conflict (enterprise_id) do update set is_keyed = true`.execute(tx)
}

/** Notes that keys of enterprises that were just added are to be made, and their doubles to be looked for. */
export async function insertUnkeyed(tx: Tx, rows: { id: string; gridCode: string }[]): Promise<void> {
  await sql`
    insert into enterprise_likeness_due (enterprise_id, grid_code, is_keyed)
    select id, grid, false from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ gridCode }) => gridCode)}::text[]) as x(id, grid)`.execute(
    tx,
  )
}

/** Puts the keys of a changed enterprise in the place of those it had. */
export async function replaceLikeness(tx: Tx, row: { id: string; gridCode: string; keys: number[] }): Promise<void> {
  await sql`delete from enterprise_likeness where enterprise_id = ${row.id} and key <> all(${row.keys}::bigint[])`.execute(
    tx,
  )
  await insertLikeness(tx, [row])
}

/** Takes an enterprise out of the search: its file was closed. */
export async function removeLikeness(tx: Tx, id: string): Promise<void> {
  await sql`delete from enterprise_likeness where enterprise_id = ${id}`.execute(tx)
  await sql`delete from enterprise_likeness_due where enterprise_id = ${id}`.execute(tx)
}

// A phone of an agency or the address of a market stands at hundreds: the first of them are enough to ask a person.
const HOLDERS_PER_KEY = 60

/** Who shares a key with each of some askers, inside the scope; `asker` is the caller's own number. */
export async function listSharers(
  tx: Tx,
  scope: Scope,
  asked: { asker: number; keys: number[] }[],
): Promise<{ asker: number; id: string }[]> {
  const askers = new Map<number, number[]>()
  for (const { asker, keys } of asked) for (const key of keys) askers.set(key, [...(askers.get(key) ?? []), asker])
  if (askers.size === 0) return []
  // Sorted, the keys are met in one walk through the index.
  const keys = [...askers.keys()].sort((a, b) => a - b)
  const found = await sql<{ key: number; id: string }>`
    select x.key, x.enterprise_id as id from enterprise_likeness x
    where x.key = any(${keys}::bigint[]) and ${inScope(scope, 'x', 'enterprise_id')}
    limit ${keys.length * HOLDERS_PER_KEY}`.execute(tx)
  const holders = Map.groupBy(found.rows, ({ key }) => key)
  const sharers = new Map<string, { asker: number; id: string }>()
  for (const [key, rows] of holders)
    for (const { id } of rows.slice(0, HOLDERS_PER_KEY))
      for (const asker of askers.get(key) ?? []) sharers.set(`${asker}/${id}`, { asker, id })
  return [...sharers.values()]
}

/** Enterprises as they are compared, inside the scope. */
export async function listCompared(tx: Tx, scope: Scope, ids: string[]): Promise<ComparedRow[]> {
  if (ids.length === 0) return []
  const found = await sql<ComparedRow>`
    select ${comparedColumns} from enterprise e
    where e.id = any(${ids}::uuid[]) and e.merged_into is null and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows
}

/** Some enterprises whose keys were never made. */
export async function takeUnkeyed(tx: Tx, limit: number): Promise<ComparedRow[]> {
  const found = await sql<ComparedRow>`
    select ${comparedColumns} from enterprise_likeness_due d join enterprise e on e.id = d.enterprise_id
    where not d.is_keyed order by d.enterprise_id limit ${limit} for update of d skip locked`.execute(tx)
  return found.rows
}

/** Takes some enterprises whose doubles are to be looked for; they are no longer due when the transaction commits. */
export async function takeDue(tx: Tx, limit: number): Promise<string[]> {
  const taken = await sql<{ id: string }>`
    delete from enterprise_likeness_due where enterprise_id in (
      select enterprise_id from enterprise_likeness_due where is_keyed limit ${limit} for update skip locked)
    returning enterprise_id as id`.execute(tx)
  return taken.rows.map(({ id }) => id)
}

/** Two enterprises in the order in which pairs are kept, with how near they are. */
export interface Pair extends Nearness {
  a: { id: string; gridCode: string }
  b: { id: string; gridCode: string }
}

/** Keeps pairs that were found; one that somebody has spoken about keeps its verdict. */
export async function upsertPairs(tx: Tx, pairs: Pair[]): Promise<void> {
  if (pairs.length === 0) return
  const rows = pairs.map(({ a, b, score, reasons }) => ({
    a: a.id,
    b: b.id,
    g: a.gridCode,
    o: b.gridCode,
    score,
    reasons,
  }))
  await sql`
    insert into enterprise_double (a_id, b_id, grid_code, other_grid_code, score, reasons)
    select x.a, x.b, x.g, x.o, x.score, x.reasons
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(a uuid, b uuid, g text, o text, score int, reasons text[])
    on conflict (a_id, b_id) do update set score = excluded.score, reasons = excluded.reasons`.execute(tx)
}

/** Drops open pairs of some enterprises that were not found again: a name or a phone was put right. */
export async function removeStalePairs(tx: Tx, ids: string[], pairs: Pair[]): Promise<void> {
  const kept = pairs.map(({ a, b }) => `${a.id}/${b.id}`)
  await sql`
    delete from enterprise_double where verdict is null and (a_id = any(${ids}::uuid[]) or b_id = any(${ids}::uuid[]))
      and a_id || '/' || b_id <> all(${kept}::text[])`.execute(tx)
}

/** Notes that a person holds the two of each pair for two enterprises. */
export async function insertVerdicts(tx: Tx, pairs: Pair[], by: object, reason: string | null): Promise<void> {
  await upsertPairs(tx, pairs)
  for (const { a, b } of pairs) {
    await sql`
      update enterprise_double set verdict = 'different', verdict_by = ${JSON.stringify(by)}, verdict_at = now(),
        verdict_reason = ${reason} where a_id = ${a.id} and b_id = ${b.id}`.execute(tx)
  }
}

/** Takes a verdict back. @returns false when there was none */
export async function removeVerdict(tx: Tx, aId: string, bId: string): Promise<boolean> {
  const done = await sql`
    update enterprise_double set verdict = null, verdict_by = null, verdict_at = null, verdict_reason = null
    where a_id = ${aId} and b_id = ${bId} and verdict is not null`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** What was said about the pairs of a file that is closed holds for the file it went into. */
export async function moveVerdicts(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    insert into enterprise_double (a_id, b_id, grid_code, other_grid_code, score, reasons, verdict, verdict_by, verdict_at, verdict_reason)
    select least(${into.id}::uuid, o.id), greatest(${into.id}::uuid, o.id),
           case when ${into.id}::uuid < o.id then ${into.gridCode} else o.grid_code end,
           case when ${into.id}::uuid < o.id then o.grid_code else ${into.gridCode} end,
           d.score, d.reasons, d.verdict, d.verdict_by, d.verdict_at, d.verdict_reason
    from enterprise_double d join enterprise o on o.id = case when d.a_id = ${fromId} then d.b_id else d.a_id end
    where (d.a_id = ${fromId} or d.b_id = ${fromId}) and d.verdict is not null and o.id <> ${into.id}
    on conflict (a_id, b_id) do nothing`.execute(tx)
  await sql`delete from enterprise_double where (a_id = ${fromId} or b_id = ${fromId}) and verdict is null`.execute(tx)
}

/** Remembers by what else spreadsheets call an enterprise. */
export async function insertAliases(
  tx: Tx,
  aliases: { key: string; enterpriseId: string; gridCode: string }[],
): Promise<void> {
  if (aliases.length === 0) return
  await sql`
    insert into enterprise_alias (key, enterprise_id, grid_code)
    select x.key, x."enterpriseId", x."gridCode"
    from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as x(key text, "enterpriseId" uuid, "gridCode" text)
    on conflict do nothing`.execute(tx)
}

/** Names a closed file was known by now lead to the one it went into. */
export async function moveAliases(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    insert into enterprise_alias (key, enterprise_id, grid_code)
    select key, ${into.id}::uuid, ${into.gridCode} from enterprise_alias where enterprise_id = ${fromId}
    on conflict do nothing`.execute(tx)
  await sql`delete from enterprise_alias where enterprise_id = ${fromId}`.execute(tx)
}

/** Which enterprises are known by these names, inside the scope. */
export async function listByAlias(tx: Tx, scope: Scope, keys: string[]): Promise<{ key: string; id: string }[]> {
  if (keys.length === 0) return []
  const found = await sql<{ key: string; id: string }>`
    select x.key, x.enterprise_id as id from enterprise_alias x
    where x.key = any(${keys}::text[]) and ${inScope(scope, 'x', 'enterprise_id')} order by x.key, x.enterprise_id`.execute(
    tx,
  )
  return found.rows
}

export interface DoubleMember {
  id: string
  name: string
  creditCode: string | null
  gridCode: string
  gridName: string
  address: string | null
  contact: string | null
  contactPhone: string | null
  legalRepresentative: string | null
  operatingState: string
  version: number
  createdAt: string
}

/** A pair as a person looks at it. */
export interface DoubleRow {
  score: number
  reasons: DoubleReason[]
  members: [DoubleMember, DoubleMember]
  verdict: 'different' | null
  verdictBy: { name?: string } | null
  verdictAt: Date | null
  verdictReason: string | null
}

const member = (alias: string) =>
  sql.raw(`jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'creditCode', ${alias}.credit_code, 'gridCode', ${alias}.grid_code,
    'gridName', (select g.name from grid_node g where g.code = ${alias}.grid_code), 'address', ${alias}.address,
    'contact', ${alias}.contact, 'contactPhone', ${alias}.contact_phone, 'legalRepresentative', ${alias}.legal_representative,
    'operatingState', ${alias}.operating_state, 'version', ${alias}.version, 'createdAt', ${alias}.created_at)`)

const pairsInScope = (scope: Scope, verdict: 'open' | 'different') => sql`
  from enterprise_double d join enterprise a on a.id = d.a_id join enterprise b on b.id = d.b_id
  where d.verdict ${verdict === 'open' ? sql`is null` : sql`= 'different'`}
    and ${inScope(scope, 'a', 'id')} and ${inScope(scope, 'b', 'id')} and a.merged_into is null and b.merged_into is null`

/** One page of pairs both halves of which lie inside the scope, the likeliest first. */
export async function listDoubles(
  tx: Tx,
  scope: Scope,
  query: { verdict: 'open' | 'different'; cursor?: string | undefined; limit: number },
): Promise<{ items: DoubleRow[]; nextCursor: string | null }> {
  const after = readCursor<[number, string, string]>(query.cursor, ['number', 'uuid', 'uuid'])
  const found = await sql<DoubleRow & { aId: string; bId: string }>`
    select d.a_id, d.b_id, d.score, d.reasons, d.verdict, d.verdict_by, d.verdict_at, d.verdict_reason,
           jsonb_build_array(${member('a')}, ${member('b')}) as members
    ${pairsInScope(scope, query.verdict)}
    ${after ? sql`and (-d.score, d.a_id, d.b_id) > (${-after[0]}, ${after[1]}::uuid, ${after[2]}::uuid)` : sql``}
    order by d.score desc, d.a_id, d.b_id limit ${query.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.rows.length > query.limit && last ? writeCursor([last.score, last.aId, last.bId]) : null,
  }
}

/** How many pairs there are inside the scope. */
export async function countDoubles(tx: Tx, scope: Scope, verdict: 'open' | 'different'): Promise<number> {
  const counted = await sql<{ n: number }>`select count(*) as n ${pairsInScope(scope, verdict)}`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

/** How many enterprises wait for their doubles to be looked for, inside the scope. */
export async function countDue(tx: Tx, scope: Scope): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*) as n from enterprise_likeness_due x where ${inScope(scope, 'x', 'enterprise_id')}`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

/** Members of a warning, inside the scope. */
export async function listMembers(tx: Tx, scope: Scope, ids: string[]): Promise<DoubleMember[]> {
  if (ids.length === 0) return []
  const found = await sql<{ member: DoubleMember }>`
    select ${member('e')} as member from enterprise e where e.id = any(${ids}::uuid[]) and ${inScope(scope, 'e', 'id')}`.execute(
    tx,
  )
  return found.rows.map((row) => row.member)
}

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { MeasureKind, MeasureType } from '../model/codes.ts'
import type { MeasureFilterInput } from '../model/schema.ts'

/** A measure as lists read it. */
export interface MeasureRow {
  id: string
  gridCode: string
  objectId: string | null
  state: string
  kind: MeasureKind
  type: MeasureType
  scope: string
  urgent: boolean
  takenOn: string
  servedOn: string | null
  dueOn: string | null
  testedSince: string | null
  cutFrom: string | null
  askedOn: string | null
  liftedOn: string | null
}

const columns = sql`m.id, m.grid_code, m.object_id, m.state, m.kind, m.type, m.scope, m.urgent, m.taken_on::text, m.served_on::text,
  m.due_on::text, m.tested_since::text, to_char(m.cut_from, 'YYYY-MM-DD HH24:MI') as cut_from, m.asked_on::text, m.lifted_on::text`

/** Writes measures as their acts now say; what was written before is brought up to that. */
export async function writeMeasures(tx: Tx, rows: readonly MeasureRow[]): Promise<void> {
  await sql`
    insert into measure (id, grid_code, object_id, state, kind, type, scope, urgent, taken_on, served_on, due_on, tested_since, cut_from,
      asked_on, lifted_on)
    select x.id, x."gridCode", x."objectId", x.state, x.kind, x.type, x.scope, x.urgent, x."takenOn", x."servedOn", x."dueOn",
      x."testedSince", x."cutFrom", x."askedOn", x."liftedOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, state text, kind text, type text,
      scope text, urgent boolean, "takenOn" date, "servedOn" date, "dueOn" date, "testedSince" date, "cutFrom" timestamp, "askedOn" date,
      "liftedOn" date)
    on conflict (id) do update set state = excluded.state, served_on = excluded.served_on, due_on = coalesce(excluded.due_on, measure.due_on),
      tested_since = excluded.tested_since, cut_from = excluded.cut_from, asked_on = excluded.asked_on,
      lifted_on = excluded.lifted_on`.execute(tx)
}

/** Measures by id; whoever asks has read the cases inside his scope. */
export async function listMeasures(tx: Tx, ids: readonly string[]): Promise<MeasureRow[]> {
  const found = await sql<MeasureRow>`select ${columns} from measure m where m.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

const RUNNING = sql<boolean>`m.state in ('in_force', 'cut', 'ready')`

/** The filter of the module as conditions on the case `c`. */
export function measureMatches({ kind, running, asked }: MeasureFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (kind) conditions.push(sql<boolean>`m.kind = ${kind}`)
  if (running) conditions.push(sql<boolean>`${RUNNING} = ${running === 'true'}`)
  if (asked) conditions.push(sql<boolean>`(m.asked_on is not null and ${RUNNING}) = ${asked === 'true'}`)
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from measure m where m.id = c.id and ${sql.join(conditions, sql` and `)})`]
}

/** What an object was told of, the latest first, with the numbers of the cases. */
export async function listOwn(tx: Tx, scope: Scope): Promise<(MeasureRow & { number: string | null })[]> {
  const found = await sql<MeasureRow & { number: string | null }>`
    select ${columns}, c.number from measure m join case_record c on c.id = m.id
    where ${inScope(scope, 'm', 'object_id')} and m.object_id = ${scope.objectId} and (m.urgent or m.served_on is not null)
    order by m.taken_on desc, m.id limit 200`.execute(tx)
  return found.rows
}

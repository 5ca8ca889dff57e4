import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { FieldGrade } from './model/grade.ts'
import type { GradeCounts } from './model/schema.ts'
import type { FieldRecordRow } from './store.ts'

/** What narrows the records one looks at; days are those on which they were received. */
export interface RecordFilter {
  grid?: string | undefined
  aboutId?: string | undefined
  grade?: FieldGrade | undefined
  kind?: string | undefined
  personId?: string | undefined
  deviceId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

const ZONE = sql`'Asia/Shanghai'`

function matching(scope: Scope, filter: RecordFilter): RawBuilder<boolean> {
  const conditions = [inScope(filter.grid ? narrow(scope, filter.grid) : scope, 'r', 'object_id')]
  if (filter.aboutId) conditions.push(sql<boolean>`r.about_id = ${filter.aboutId}`)
  if (filter.grade) conditions.push(sql<boolean>`r.grade = ${filter.grade}`)
  if (filter.kind) conditions.push(sql<boolean>`r.kind = ${filter.kind}`)
  if (filter.personId) conditions.push(sql<boolean>`r.person_id = ${filter.personId}`)
  if (filter.deviceId) conditions.push(sql<boolean>`r.device_id = ${filter.deviceId}`)
  if (filter.from) conditions.push(sql<boolean>`r.received_at >= ${filter.from}::date::timestamp at time zone ${ZONE}`)
  if (filter.to) conditions.push(sql<boolean>`r.received_at < (${filter.to}::date + 1)::timestamp at time zone ${ZONE}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** How many records there are inside a scope. */
export async function countRecords(tx: Tx, scope: Scope, filter: RecordFilter): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from field_record r where ${matching(scope, filter)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Records inside a scope, the latest received first. */
export async function listRecords(
  tx: Tx,
  scope: Scope,
  filter: RecordFilter,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<(FieldRecordRow & { receivedKey: string })[]> {
  const rest = page.after
    ? sql`and (r.received_at, r.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const found = await sql<FieldRecordRow & { receivedKey: string }>`
    select r.id, r.account_id, r.person_id, r.person_name, r.seat_id, r.device_id, r.seq, r.grid_code, r.object_id, r.about_path,
      r.about_id, r.about_seq, r.wall_at, r.done_at, r.received_at, r.received_at::text as received_key, r.distance_m, r.grade,
      r.reasons, r.hash
    from field_record r where ${matching(scope, filter)} ${rest}
    order by r.received_at desc, r.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

/** How many records of each grade under one key. */
export interface GradeCount {
  key: string
  grade: FieldGrade
  n: number
}

/** How many records of each grade, by the grids of a length of code or by the months in China. */
export async function countGrades(
  tx: Tx,
  scope: Scope,
  filter: RecordFilter,
  by: { digits: number } | 'month',
): Promise<GradeCount[]> {
  const key =
    by === 'month'
      ? sql`to_char(r.received_at at time zone ${ZONE}, 'YYYY-MM')`
      : sql`left(r.grid_code, ${by.digits}::int)`
  const found = await sql<GradeCount>`
    select ${key} as key, r.grade, count(*)::int as n from field_record r
    where ${matching(scope, filter)} group by 1, 2 order by 1, 2`.execute(tx)
  return found.rows
}

/** Something records can be narrowed by that occurs among them. */
export interface Occurring {
  value: string
  name: string
  n: number
}

/** Choices of a filter offered at most. */
const MOST_CHOICES = 200

/** Kinds, people and devices that occur among some records, the most frequent first. */
export async function listOccurring(
  tx: Tx,
  scope: Scope,
  filter: RecordFilter,
): Promise<{ kinds: Occurring[]; people: Occurring[]; devices: Occurring[] }> {
  const by = async (value: RawBuilder<unknown>, name: RawBuilder<unknown>) =>
    (
      await sql<Occurring>`
        select ${value} as value, ${name} as name, count(*)::int as n from field_record r
        where ${matching(scope, filter)} group by 1 order by 3 desc, 1 limit ${MOST_CHOICES}`.execute(tx)
    ).rows
  return {
    kinds: await by(sql`r.kind`, sql`min(r.about_path)`),
    people: await by(sql`r.person_id::text`, sql`max(r.person_name)`),
    devices: await by(sql`r.device_id::text`, sql`string_agg(distinct r.person_name, '、')`),
  }
}

/**
 * How the records of some cases and visits were made, by their id; those no device wrote are missing. Whoever asks has read them inside
 * his scope.
 */
export async function gradesOf(tx: Tx, aboutIds: readonly string[]): Promise<Map<string, GradeCounts>> {
  if (aboutIds.length === 0) return new Map()
  const found = await sql<{ id: string; onSite: number; delayed: number; backFilled: number }>`
    select r.about_id as id, count(*) filter (where r.grade = 'on-site')::int as on_site,
      count(*) filter (where r.grade = 'delayed')::int as delayed,
      count(*) filter (where r.grade = 'back-filled')::int as back_filled
    from field_record r where r.about_id = any(${aboutIds}::uuid[]) group by 1`.execute(tx)
  return new Map(found.rows.map(({ id, ...counts }) => [id, counts]))
}

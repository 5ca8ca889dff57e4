import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Answer, Rhythm } from '../../model/codes.ts'
import type { CheckFilterInput } from '../../model/schema.ts'

/** How whoever did something signs. */
export interface Signature {
  name: string
  seat: string
  body: string
}

export interface CheckRow {
  id: string
  planId: string
  objectId: string
  gridCode: string
  template: string
  rhythm: Rhythm
  itemCodes: string[]
  fromOn: string
  dueOn: string
  answered: number
  bad: number
  zero: boolean
  finishedAt: Date | null
  finishedBy: Signature | null
}

const columns =
  sql.raw(`c.id, c.plan_id, c.object_id, c.grid_code, c.template, c.rhythm, c.item_codes, c.from_on, c.due_on,
  c.answered, c.bad, c.zero, c.finished_at, c.finished_by`)

export type CheckLineRow = CheckRow & { objectName: string }

function matching(scope: Scope, filter: CheckFilterInput, today: string): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions = [inScope(bounds, 'c', 'object_id')]
  const add = (condition: RawBuilder<boolean>) => conditions.push(condition)
  if (filter.grid && scope.objectId) add(sql<boolean>`starts_with(c.grid_code, ${filter.grid})`)
  if (filter.objectId) add(sql<boolean>`c.object_id = ${filter.objectId}`)
  if (filter.state === 'done') add(sql<boolean>`c.finished_at is not null`)
  else if (filter.state) add(sql<boolean>`c.finished_at is null`)
  if (filter.state === 'missed') add(sql<boolean>`c.due_on < ${today}`)
  if (filter.state === 'due') add(sql<boolean>`c.due_on >= ${today} and c.answered = 0`)
  if (filter.state === 'doing') add(sql<boolean>`c.due_on >= ${today} and c.answered > 0`)
  if (filter.zero) add(sql<boolean>`c.zero = ${filter.zero === 'true'}`)
  if (filter.dueFrom) add(sql<boolean>`c.due_on >= ${filter.dueFrom}`)
  if (filter.dueTo) add(sql<boolean>`c.due_on <= ${filter.dueTo}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of checks, the latest due first. */
export async function listChecks(
  tx: Tx,
  scope: Scope,
  filter: CheckFilterInput,
  today: string,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: CheckLineRow[]; nextCursor: string | null }> {
  const at = readCursor<[string, string]>(page.cursor, ['string', 'uuid'])
  const rest =
    at && /^\d{4}-\d\d-\d\d$/.test(at[0]) ? sql`and (c.due_on, c.id) < (${at[0]}::date, ${at[1]}::uuid)` : sql``
  const found = await sql<CheckLineRow>`
    select ${columns}, coalesce(e.name, '') as object_name
    from self_check c left join supervised_enterprise e on e.id = c.object_id
    where ${matching(scope, filter, today)} ${rest} order by c.due_on desc, c.id desc limit ${page.limit + 1}`.execute(
    tx,
  )
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.dueOn, last.id]) : null }
}

export async function countChecks(tx: Tx, scope: Scope, filter: CheckFilterInput, today: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from self_check c where ${matching(scope, filter, today)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export async function findCheck(tx: Tx, scope: Scope, id: string): Promise<CheckLineRow | undefined> {
  const found = await sql<CheckLineRow>`
    select ${columns}, coalesce(e.name, '') as object_name
    from self_check c left join supervised_enterprise e on e.id = c.object_id
    where c.id = ${id} and ${inScope(scope, 'c', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export async function findCheckForUpdate(tx: Tx, scope: Scope, id: string): Promise<CheckRow | undefined> {
  const found = await sql<CheckRow>`
    select ${columns} from self_check c where c.id = ${id} and ${inScope(scope, 'c', 'object_id')} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export interface AnswerRow {
  itemCode: string
  answer: Answer
  note: string
  hazardId: string | null
  hazardNumber: string | null
  answeredAt: Date
  answeredBy: string
}

/** Answers of a check, with the numbers of the hazards that came of them. */
export async function listAnswers(tx: Tx, scope: Scope, checkId: string): Promise<AnswerRow[]> {
  const found = await sql<AnswerRow>`
    select a.item_code, a.answer, a.note, a.hazard_id, h.number as hazard_number, a.answered_at, a.answered_by
    from self_check_answer a left join known_hazard h on h.id = a.hazard_id
    where a.check_id = ${checkId} and ${inScope(scope, 'a', 'object_id')} order by a.item_code`.execute(tx)
  return found.rows
}

/** Keeps an answer; said again, the last word counts. */
export async function upsertAnswer(
  tx: Tx,
  check: Pick<CheckRow, 'id' | 'objectId' | 'gridCode'>,
  answer: { itemCode: string; answer: Answer; note: string; hazardId: string | null; by: string },
): Promise<void> {
  await sql`
    insert into self_check_answer (check_id, item_code, object_id, grid_code, answer, note, hazard_id, answered_by)
    values (${check.id}, ${answer.itemCode}, ${check.objectId}, ${check.gridCode}, ${answer.answer}, ${answer.note},
            ${answer.hazardId}, ${answer.by})
    on conflict (check_id, item_code) do update set answer = excluded.answer, note = excluded.note,
      hazard_id = excluded.hazard_id, answered_at = now(), answered_by = excluded.answered_by`.execute(tx)
  await sql`
    update self_check c set answered = x.answered, bad = x.bad
    from (select count(*)::int as answered, count(*) filter (where answer = 'bad')::int as bad
          from self_check_answer where check_id = ${check.id}) x
    where c.id = ${check.id}`.execute(tx)
}

export async function updateFinished(tx: Tx, id: string, zero: boolean, by: Signature): Promise<void> {
  await sql`
    update self_check set finished_at = now(), finished_by = ${JSON.stringify(by)}::jsonb, zero = ${zero} where id = ${id}`.execute(
    tx,
  )
}

/** A check somebody is to be reminded of. */
export interface DueCheck {
  id: string
  objectId: string
  template: string
  dueOn: string
}

/** Takes unfinished checks of a rhythm whose enterprise was not yet reminded ahead of the last day, and notes it is. */
export async function takeAhead(tx: Tx, rhythm: Rhythm, on: string, until: string, limit: number): Promise<DueCheck[]> {
  const done = await sql<DueCheck>`
    update self_check c set told_ahead_at = now() where c.id in (
      select q.id from self_check q where q.finished_at is null and q.told_ahead_at is null and q.rhythm = ${rhythm}
        and q.due_on > ${on} and q.due_on <= ${until}
      order by q.object_id, q.id limit ${limit} for update skip locked)
    returning c.id, c.object_id, c.template, c.due_on`.execute(tx)
  return done.rows
}

/** The same for checks whose last day it is. */
export async function takeDue(tx: Tx, on: string, limit: number): Promise<DueCheck[]> {
  const done = await sql<DueCheck>`
    update self_check c set told_due_at = now() where c.id in (
      select q.id from self_check q where q.finished_at is null and q.told_due_at is null and q.due_on = ${on}
      order by q.object_id, q.id limit ${limit} for update skip locked)
    returning c.id, c.object_id, c.template, c.due_on`.execute(tx)
  return done.rows
}

/** A check of the time before the platform; items not listed were in order. */
export interface PastCheck extends Omit<CheckRow, 'finishedAt'> {
  finishedAt: string | null
  list: { itemCode: string; answer: Answer; hazardId: string | null }[]
}

/** Enters checks as they were done, or as they wait. */
export async function insertPastChecks(tx: Tx, rows: readonly PastCheck[]): Promise<void> {
  await sql`
    insert into self_check (id, plan_id, object_id, grid_code, template, rhythm, item_codes, from_on, due_on, answered, bad, zero,
      finished_at, finished_by, told_ahead_at, told_due_at)
    select x.id, x."planId", x."objectId", x."gridCode", x.template, x.rhythm, x."itemCodes", x."fromOn", x."dueOn", x.answered,
      x.bad, x.zero, x."finishedAt", x."finishedBy", x."finishedAt", x."finishedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "planId" uuid, "objectId" uuid, "gridCode" text,
      template text, rhythm text, "itemCodes" text[], "fromOn" date, "dueOn" date, answered int, bad int, zero boolean,
      "finishedAt" timestamptz, "finishedBy" jsonb)`.execute(tx)
  const listed = rows.flatMap(({ id, list }) => list.map((answer) => ({ checkId: id, ...answer })))
  await sql`
    insert into self_check_answer (check_id, item_code, object_id, grid_code, answer, hazard_id, answered_at, answered_by)
    select c.id, i.code, c.object_id, c.grid_code, coalesce(x.answer, 'ok'), x."hazardId", c.finished_at, c.finished_by->>'name'
    from self_check c cross join unnest(c.item_codes) i(code)
    left join jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as x("checkId" uuid, "itemCode" text, answer text,
      "hazardId" uuid) on x."checkId" = c.id and x."itemCode" = i.code
    where c.id = any(${rows.map(({ id }) => id)}::uuid[]) and c.finished_at is not null`.execute(tx)
}

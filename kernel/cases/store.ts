import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { type Clock, type ClockStage, nextStageAt, stageAt } from './model/clock.ts'
import { wordsOfHead } from './model/words.ts'
import type { SealedAct } from './seal.ts'
import { insertWords } from './word-store.ts'

export interface CaseRow {
  id: string
  type: string
  number: string | null
  title: string
  gridCode: string
  layer: string
  objectId: string | null
  state: string
  stateSince: Date
  holderSeatId: string | null
  /** Grid of the holder's seat; null without a holder. */
  holderGrid: string | null
  openedSeatId: string | null
  openedAt: Date
  closedAt: Date | null
  acts: number
  headHash: string
  clock: Clock | null
  stage: ClockStage | null
  supervisedSeatId: string | null
  supervisorGrid: string | null
  /** Number under which it was put away; null while it is at hand. */
  filedAs: string | null
}

export const columns = sql`
  c.id, c.type, c.number, c.title, c.grid_code, c.layer, c.object_id, c.state, c.state_since, c.holder_seat_id,
  (select s.grid_code from seat s where s.id = c.holder_seat_id) as holder_grid, c.opened_seat_id, c.opened_at,
  c.closed_at, c.acts, c.head_hash, c.clock, c.stage, c.supervised_seat_id,
  (select s.grid_code from seat s where s.id = c.supervised_seat_id) as supervisor_grid,
  c.filed_as`

export async function findCase(tx: Tx, scope: Scope, id: string): Promise<CaseRow | undefined> {
  const found = await sql<CaseRow>`
    select ${columns} from case_record c where c.id = ${id} and ${inScope(scope, 'c', 'object_id')}`.execute(tx)
  return found.rows[0]
}

/** Titles of cases inside a scope, by id. */
export async function listTitles(tx: Tx, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; title: string }>`
    select c.id, c.title from case_record c
    where c.id = any(${ids}::uuid[]) and ${inScope(scope, 'c', 'object_id')}`.execute(tx)
  return new Map(found.rows.map(({ id, title }) => [id, title]))
}

/** Locks cases in the order of their ids, so that two who lock the same pair wait for each other and never hang. */
export async function lockCases(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  await sql`
    select c.id from case_record c where c.id = any(${ids}::uuid[]) and ${inScope(scope, 'c', 'object_id')}
    order by c.id for update of c`.execute(tx)
}

export async function findCaseForUpdate(tx: Tx, scope: Scope, id: string): Promise<CaseRow | undefined> {
  const found = await sql<CaseRow>`
    select ${columns} from case_record c where c.id = ${id} and ${inScope(scope, 'c', 'object_id')} for update of c`.execute(
    tx,
  )
  return found.rows[0]
}

/** How a case stands after an act. */
export interface CaseStand {
  /** When it came to stand so: the instant of its last act. */
  at: string
  state: string
  stateSince: string
  holderSeatId: string | null
  closedAt: string | null
  acts: number
  headHash: string
  clock: Clock | null
  supervisedSeatId: string | null
}

/** Enters a new case; false when its id is taken, here or where one cannot see it. */
export async function insertCase(
  tx: Tx,
  about: {
    id: string
    type: string
    number: string
    title: string
    gridCode: string
    layer: string
    objectId: string | null
    openedSeatId: string | null
    openedAt: string
  },
  stand: CaseStand,
): Promise<boolean> {
  const done = await sql`
    insert into case_record (id, type, number, title, grid_code, layer, object_id, opened_seat_id, opened_at, state, state_since,
                             holder_seat_id, closed_at, acts, head_hash, clock, overdue_at, stage, next_stage_at)
    values (${about.id}, ${about.type}, ${about.number}, ${about.title}, ${about.gridCode}, ${about.layer}, ${about.objectId},
            ${about.openedSeatId}, ${about.openedAt}, ${stand.state}, ${stand.stateSince}, ${stand.holderSeatId},
            ${stand.closedAt}, ${stand.acts}, ${stand.headHash}, ${clockText(stand.clock)}, ${stand.clock?.overdueAt ?? null},
            ${stand.clock ? 'running' : null}, ${stand.clock?.amberAt ?? null})
    on conflict (id) do nothing`.execute(tx)
  const isNew = (done.numAffectedRows ?? 0n) > 0n
  if (isNew) await insertWords(tx, [{ caseId: about.id, seq: 0, words: wordsOfHead(about) }])
  return isNew
}

/** Writes how a case stands; a clock that goes on as it was keeps its stage. */
export async function updateCase(tx: Tx, before: Pick<CaseRow, 'id' | 'clock'>, stand: CaseStand): Promise<void> {
  const { clock } = stand
  const goesOn = before.clock?.overdueAt === clock?.overdueAt && !before.clock?.stoppedSince === !clock?.stoppedSince
  // A case that comes back under an old term may be late already.
  const stage = clock && stageAt(clock, stand.at)
  const next = clock && stage && !clock.stoppedSince ? nextStageAt(clock, stage) : null
  await sql`
    update case_record set state = ${stand.state}, state_since = ${stand.stateSince}, holder_seat_id = ${stand.holderSeatId},
      closed_at = ${stand.closedAt}, acts = ${stand.acts}, head_hash = ${stand.headHash}, clock = ${clockText(clock)},
      supervised_seat_id = ${stand.supervisedSeatId}
      ${goesOn ? sql`` : sql`, overdue_at = ${clock?.overdueAt ?? null}, stage = ${stage}, next_stage_at = ${next}`}
    where id = ${before.id}`.execute(tx)
}

const clockText = (clock: Clock | null) => (clock ? JSON.stringify(clock) : null)

export interface ActRow extends Omit<SealedAct, 'at' | 'deviceAt' | 'place'> {
  /** Grid of the office it was done from; null for the seat of an object and for the platform. */
  seatGrid: string | null
  at: Date
  deviceAt: Date | null
  lng: number | null
  lat: number | null
  accuracyM: number | null
  hash: string
}

export async function listActs(tx: Tx, caseId: string): Promise<ActRow[]> {
  const found = await sql<ActRow>`
    select a.*, s.grid_code as seat_grid from case_act a left join seat s on s.id = a.seat_id and s.object_id is null
    where a.case_id = ${caseId} order by a.seq`.execute(tx)
  return found.rows
}

/** Enters an act with what it says. @param words as `wordsOfAct` gives them */
export async function insertAct(tx: Tx, act: SealedAct & { hash: string }, words: string): Promise<void> {
  await sql`
    insert into case_act (case_id, seq, act, seat_id, person_id, actor, at, device_at, lng, lat, accuracy_m, input,
                          attachments, holder_seat_id, previous_hash, hash)
    values (${act.caseId}, ${act.seq}, ${act.act}, ${act.seatId}, ${act.personId}, ${JSON.stringify(act.actor)}, ${act.at},
            ${act.deviceAt}, ${act.place?.lng ?? null}, ${act.place?.lat ?? null}, ${act.place?.accuracyM ?? null},
            ${JSON.stringify(act.input)}, ${JSON.stringify(act.attachments)}, ${act.holderSeatId}, ${act.previousHash},
            ${act.hash})`.execute(tx)
  await insertWords(tx, [{ caseId: act.caseId, seq: act.seq, words }])
}

/** Hashes of files inside a scope, by id; files one cannot see are missing. */
/** SHA-256 of files by id that may be evidence about an object: its own, or of none; withdrawn ones are missing. */
export async function listFileHashes(
  tx: Tx,
  scope: Scope,
  ids: string[],
  objectId: string | null,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await sql<{ id: string; sha256: string }>`
    select f.id, f.sha256 from file f
    where f.id = any(${ids}::uuid[]) and ${inScope(scope, 'f', 'object_id')} and f.withdrawn_at is null
      and (${objectId}::uuid is null or f.object_id is null or f.object_id = ${objectId})`.execute(tx)
  return new Map(found.rows.map(({ id, sha256 }) => [id, sha256]))
}

/** A seat that somebody sits on today and that may hold a case: of its object, or of a body whose grid covers it. */
export async function findFitSeat(
  tx: Tx,
  seatId: string,
  about: { gridCode: string; objectId: string | null },
  on: string,
): Promise<string | null> {
  const found = await sql<{ id: string }>`
    select s.id from seat s
    where s.id = ${seatId} and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and (s.object_id = ${about.objectId} or (s.object_id is null and starts_with(${about.gridCode}, s.grid_code)))
      and exists (select from seat_holding h where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))`.execute(
    tx,
  )
  return found.rows[0]?.id ?? null
}

export interface SeatPlace {
  id: string
  gridCode: string
  layer: string
  role: string
  objectId: string | null
}

/** Where a seat stands, open or closed. */
export async function findSeat(tx: Tx, id: string): Promise<SeatPlace | undefined> {
  const found = await sql<SeatPlace>`
    select id, grid_code, layer, role, object_id from seat where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Office seats over a place, somebody sitting on each today, the nearest grid first. */
export async function listSeatsOver(tx: Tx, gridCode: string, layer: string, on: string): Promise<SeatPlace[]> {
  const found = await sql<SeatPlace>`
    select s.id, s.grid_code, s.layer, s.role, s.object_id from seat s
    where starts_with(${gridCode}, s.grid_code) and s.object_id is null and s.layer = ${layer}
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and exists (select from seat_holding h
        where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))
    order by length(s.grid_code) desc, s.id`.execute(tx)
  return found.rows
}

/** The first seat of an object with somebody sitting on it today. @param but a seat that will not do */
export async function findSeatOfObject(
  tx: Tx,
  objectId: string,
  on: string,
  but: string | null = null,
): Promise<string | null> {
  const found = await sql<{ id: string }>`
    select s.id from seat s
    where s.object_id = ${objectId} and s.id is distinct from ${but} and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and exists (select from seat_holding h where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))
    order by s.from_on, s.id limit 1`.execute(tx)
  return found.rows[0]?.id ?? null
}

/** Open cases of a seat, the most urgent first. */
export async function listOpenOfSeat(tx: Tx, seatId: string): Promise<CaseRow[]> {
  const found = await sql<CaseRow>`
    select ${columns} from case_record c where c.holder_seat_id = ${seatId} and c.closed_at is null
    order by c.due_at, c.id`.execute(tx)
  return found.rows
}

/**
 * Open cases whose holder nobody has sat on since before a day, or that have none: work about to be lost. Locked for
 * whoever moves them; those another worker has are left out.
 */
export async function listUnheld(tx: Tx, on: string, emptySince: string, limit: number): Promise<CaseRow[]> {
  const found = await sql<CaseRow>`
    select ${columns} from case_record c
    where c.closed_at is null and c.filed_as is null and not exists (
      select from seat s join seat_holding h on h.seat_id = s.id
      where s.id = c.holder_seat_id and (s.to_on is null or s.to_on >= ${on})
        and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${emptySince}))
    order by c.id limit ${limit} for update of c skip locked`.execute(tx)
  return found.rows
}

/** Notes under which number a case was put away; null when it is at hand again. */
export async function updateFiled(tx: Tx, id: string, number: string | null): Promise<void> {
  await sql`update case_record set filed_as = ${number} where id = ${id}`.execute(tx)
}

/** A case whose clock runs. */
export interface RunningClock {
  id: string
  type: string
  title: string
  gridCode: string
  layer: string
  holderSeatId: string | null
  clock: Clock
  stage: ClockStage
}

/** Clocks whose next stage has come, locked; those another worker has are left out. */
export async function listDueClocks(tx: Tx, now: Date, limit: number): Promise<RunningClock[]> {
  const found = await sql<RunningClock>`
    select id, type, title, grid_code, layer, holder_seat_id, clock, stage from case_record
    where next_stage_at <= ${now} order by next_stage_at, id limit ${limit} for update skip locked`.execute(tx)
  return found.rows
}

export async function updateStage(tx: Tx, id: string, stage: ClockStage, next: Date | null): Promise<void> {
  await sql`update case_record set stage = ${stage}, next_stage_at = ${next} where id = ${id}`.execute(tx)
}

/** Gives the next running number of a kind, county and year; others who want one wait for this transaction. */
export async function takeNumber(tx: Tx, type: string, county: string, year: number): Promise<number> {
  const taken = await sql<{ last: number }>`
    insert into case_number (type, county, year, last) values (${type}, ${county}, ${year}, 1)
    on conflict (type, county, year) do update set last = case_number.last + 1 returning last`.execute(tx)
  return (taken.rows[0] as { last: number }).last
}

export async function insertAsk(
  tx: Tx,
  ask: { caseId: string; seq: number; kind: string; seatId: string; at: string },
): Promise<void> {
  await sql`
    insert into case_ask (case_id, seq, kind, seat_id, asked_at)
    values (${ask.caseId}, ${ask.seq}, ${ask.kind}, ${ask.seatId}, ${ask.at})`.execute(tx)
}

/** The first open question to a seat is answered. */
export async function markAnswered(tx: Tx, caseId: string, seatId: string, at: string): Promise<void> {
  await sql`
    update case_ask set answered_at = ${at} where case_id = ${caseId} and seq = (
      select min(seq) from case_ask where case_id = ${caseId} and seat_id = ${seatId} and answered_at is null)`.execute(
    tx,
  )
}

export async function insertCopy(tx: Tx, caseId: string, seatId: string, at: string): Promise<void> {
  await sql`
    insert into case_copy (case_id, seat_id, copied_at) values (${caseId}, ${seatId}, ${at})
    on conflict (case_id, seat_id) do update set copied_at = excluded.copied_at`.execute(tx)
}

export async function insertLink(tx: Tx, fromId: string, toId: string, at: string): Promise<void> {
  await sql`
    insert into case_link (from_id, to_id, made_at) values (${fromId}, ${toId}, ${at})
    on conflict (from_id, to_id) do update set made_at = excluded.made_at, ended_at = null
    where case_link.ended_at is not null`.execute(tx)
}

/** Hides files from the people of their object, or shows them again where they stand in a matter these read. */
export async function keepFilesInside(tx: Tx, ids: readonly string[], isRead: boolean): Promise<void> {
  await sql`select keep_files_inside(${ids}::uuid[], ${isRead})`.execute(tx)
}

/** Cases one came out of, or that were put into it, as they still hang together. */
export async function listOrigins(tx: Tx, id: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select l.from_id as id from case_link l where l.to_id = ${id} and l.ended_at is null`.execute(tx)
  return found.rows.map((row) => row.id)
}

/** Two cases do not hang together any more; that they did stays. */
export async function endLink(tx: Tx, fromId: string, toId: string, at: string): Promise<void> {
  await sql`
    update case_link set ended_at = ${at} where from_id = ${fromId} and to_id = ${toId} and ended_at is null`.execute(
    tx,
  )
}

/** A whole case to enter at once. */
export interface StoryRow extends Omit<CaseStand, 'at'> {
  id: string
  type: string
  number: string
  title: string
  gridCode: string
  objectId: string | null
  openedSeatId: string
  openedAt: string
  overdueAt: string | null
  stage: ClockStage | null
  nextStageAt: string | null
}

export type StoryAct = SealedAct & { hash: string; words: string }

/** Enters cases with all their acts, few statements however many there are. */
export async function insertStories(tx: Tx, cases: readonly StoryRow[], acts: readonly StoryAct[]): Promise<void> {
  await sql`
    insert into case_record (id, type, number, title, grid_code, object_id, opened_seat_id, opened_at, state, state_since,
                             holder_seat_id, closed_at, acts, head_hash, clock, overdue_at, stage, next_stage_at, supervised_seat_id)
    select x.id, x.type, x.number, x.title, x."gridCode", x."objectId", x."openedSeatId", x."openedAt", x.state, x."stateSince",
           x."holderSeatId", x."closedAt", x.acts, x."headHash", x.clock, x."overdueAt", x.stage, x."nextStageAt", x."supervisedSeatId"
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as x(id uuid, type text, number text, title text, "gridCode" text,
      "objectId" uuid, "openedSeatId" uuid, "openedAt" timestamptz, state text, "stateSince" timestamptz, "holderSeatId" uuid,
      "closedAt" timestamptz, acts int, "headHash" text, clock jsonb, "overdueAt" timestamptz, stage text,
      "nextStageAt" timestamptz, "supervisedSeatId" uuid)`.execute(tx)
  await sql`
    insert into case_act (case_id, seq, act, seat_id, person_id, actor, at, input, attachments, holder_seat_id, previous_hash, hash)
    select x."caseId", x.seq, x.act, x."seatId", x."personId", x.actor, x.at, x.input, x.attachments, x."holderSeatId",
           x."previousHash", x.hash
    from jsonb_to_recordset(${JSON.stringify(acts)}::jsonb) as x("caseId" uuid, seq int, act text, "seatId" uuid, "personId" uuid,
      actor jsonb, at timestamptz, input jsonb, attachments jsonb, "holderSeatId" uuid, "previousHash" text, hash text)`.execute(
    tx,
  )
  await insertWords(tx, [
    ...cases.map((row) => ({ caseId: row.id, seq: 0, words: wordsOfHead(row) })),
    ...acts.map(({ caseId, seq, words }) => ({ caseId, seq, words })),
  ])
}

/** Running numbers that past cases have taken. */
export async function noteNumbers(
  tx: Tx,
  taken: readonly { type: string; county: string; year: number; last: number }[],
): Promise<void> {
  await sql`
    insert into case_number (type, county, year, last)
    select x.type, x.county, x.year, x.last from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
      as x(type text, county text, year int, last int)
    on conflict (type, county, year) do update set last = greatest(case_number.last, excluded.last)`.execute(tx)
}

export async function moveCasesOfObject(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update case_record set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

export async function giveCases(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    update case_record set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(tx)
}

/** Cases about a place and no object, when its grid is retired: they go to the one that follows it. */
export async function moveCasesOfGrid(tx: Tx, from: string, to: string): Promise<void> {
  await sql`update case_record set grid_code = ${to} where grid_code = ${from} and object_id is null`.execute(tx)
}

/** Open questions of a case need no answer any more. */
export async function closeAsks(tx: Tx, caseId: string, at: string): Promise<void> {
  await sql`update case_ask set answered_at = ${at} where case_id = ${caseId} and answered_at is null`.execute(tx)
}

/** Does work that is undone when it fails, and nothing else of the transaction with it. @throws what the work throws */
export async function insideSavepoint(tx: Tx, work: () => Promise<unknown>): Promise<void> {
  await sql`savepoint one_of_many`.execute(tx)
  try {
    await work()
  } catch (error) {
    await sql`rollback to savepoint one_of_many`.execute(tx)
    throw error
  }
  await sql`release savepoint one_of_many`.execute(tx)
}

/** How a case says its chain ends. */
export interface ChainHead {
  id: string
  acts: number
  headHash: string
}

/** Cases with their acts, in one statement: an act done while we walk is in both or in neither. */
export async function listChains(
  tx: Tx,
  after: string,
  limit: number,
): Promise<{ head: ChainHead; chain: ActRow[] }[]> {
  const found = await sql<ActRow & { headId: string; headActs: number; headHash: string }>`
    select c.id as head_id, c.acts as head_acts, c.head_hash, a.*
    from (select id, acts, head_hash from case_record where id > ${after} order by id limit ${limit}) c
    left join case_act a on a.case_id = c.id order by c.id, a.seq`.execute(tx)
  return [...Map.groupBy(found.rows, (row) => row.headId)].map(([id, rows]) => {
    const [first] = rows as [(typeof rows)[number]]
    const head = { id, acts: first.headActs, headHash: first.headHash }
    return { head, chain: rows.filter((row) => row.seq !== null) }
  })
}

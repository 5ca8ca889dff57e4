import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { PenaltyFilterInput } from '../model/schema.ts'

/** A case as lists and figures read it; amounts in fen. */
export interface PenaltyRow {
  id: string
  gridCode: string
  objectId: string | null
  state: string
  procedure: 'ordinary' | 'simple'
  source: string
  what: string
  partyKind: 'unit' | 'person'
  partyName: string
  cause: string | null
  item: string | null
  stage: string | null
  tier: string | null
  violatedOn: string
  filedOn: string | null
  notifiedOn: string | null
  hearingOn: string | null
  decidedOn: string | null
  decisionNo: string | null
  outcome: 'penalise' | 'none-minor' | 'none-unproven' | 'transfer' | null
  others: string[]
  fineFen: number
  paidFen: number
  surchargePaidFen: number
  servedOn: string | null
  payBy: string | null
  trace: string[] | null
  publishedOn: string | null
  publicFacts: string | null
  withdrawnOn: string | null
  annulledOn: string | null
  closedOn: string | null
  handlerId: string | null
  coOfficerId: string | null
  /** Seat that decided. */
  deciderSeatId: string | null
}

export interface EvidenceRow {
  caseId: string
  no: number
  kind: string
  title: string
  source: string
  collectedOn: string
  place: string
  copy: string
  collectorId: string
  coOfficerId: string
  keeper: string
  files: { fileId: string; sha256: string }[]
}

export interface CustodyRow {
  caseId: string
  evidenceNo: number
  no: number
  fromKeeper: string
  toKeeper: string
  handedOn: string
  why: string
}

export interface PaymentRow {
  caseId: string
  no: number
  kind: string
  amountFen: number
  paidOn: string
  receipt: string
}

export interface InstalmentRow {
  caseId: string
  no: number
  dueOn: string
  amountFen: number
}

export interface DutyRow {
  caseId: string
  key: string
  title: string
  who: 'office' | 'party'
  dueOn: string
  doneOn: string | null
}

/** Everything kept beside the acts of some cases. */
export interface PenaltyWrite {
  cases: readonly PenaltyRow[]
  evidence: readonly EvidenceRow[]
  custody: readonly CustodyRow[]
  payments: readonly PaymentRow[]
  instalments: readonly InstalmentRow[]
  duties: readonly DutyRow[]
}

/** Brings the tables up to what the acts say; written again it changes nothing. */
export async function writePenalties(tx: Tx, { cases, ...rest }: PenaltyWrite): Promise<void> {
  await writeCases(tx, cases)
  await writeEvidence(tx, rest.evidence, rest.custody)
  await writeMoney(
    tx,
    cases.map(({ id }) => id),
    rest.payments,
    rest.instalments,
  )
  await writeDuties(
    tx,
    cases.map(({ id }) => id),
    rest.duties,
  )
}

async function writeCases(tx: Tx, rows: readonly PenaltyRow[]): Promise<void> {
  await sql`
    insert into enforcement_case (id, grid_code, object_id, state, procedure, source, what, party_kind, party_name, cause, item, stage, tier,
      violated_on, filed_on, notified_on, hearing_on, decided_on, decision_no, outcome, others, fine_fen, paid_fen, surcharge_paid_fen,
      served_on, pay_by, trace, published_on, public_facts, withdrawn_on, annulled_on, closed_on, handler_id, co_officer_id, agency_grid)
    select x.id, x."gridCode", x."objectId", x.state, x.procedure, x.source, x.what, x."partyKind", x."partyName", x.cause, x.item,
      x.stage, x.tier, x."violatedOn", x."filedOn", x."notifiedOn", x."hearingOn", x."decidedOn", x."decisionNo", x.outcome, x.others,
      x."fineFen", x."paidFen", x."surchargePaidFen", x."servedOn", x."payBy", x.trace, x."publishedOn", x."publicFacts",
      x."withdrawnOn", x."annulledOn", x."closedOn", x."handlerId", x."coOfficerId",
      (select left(s.grid_code, 6) from seat s where s.id = x."deciderSeatId")
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, state text, procedure text,
      source text, what text, "partyKind" text, "partyName" text, cause text, item text, stage text, tier text, "violatedOn" date,
      "filedOn" date, "notifiedOn" date, "hearingOn" date, "decidedOn" date, "decisionNo" text, outcome text, others text[],
      "fineFen" bigint, "paidFen" bigint, "surchargePaidFen" bigint, "servedOn" date, "payBy" date, trace jsonb, "publishedOn" date,
      "publicFacts" text, "withdrawnOn" date, "annulledOn" date, "closedOn" date, "handlerId" uuid, "coOfficerId" uuid,
      "deciderSeatId" uuid)
    on conflict (id) do update set state = excluded.state, cause = excluded.cause, item = excluded.item, stage = excluded.stage,
      tier = excluded.tier, filed_on = excluded.filed_on, notified_on = excluded.notified_on, hearing_on = excluded.hearing_on,
      decided_on = excluded.decided_on, decision_no = excluded.decision_no, outcome = excluded.outcome, others = excluded.others,
      fine_fen = excluded.fine_fen, paid_fen = excluded.paid_fen, surcharge_paid_fen = excluded.surcharge_paid_fen,
      served_on = excluded.served_on, pay_by = excluded.pay_by, trace = coalesce(enforcement_case.trace, excluded.trace),
      published_on = excluded.published_on, public_facts = excluded.public_facts, withdrawn_on = excluded.withdrawn_on,
      annulled_on = excluded.annulled_on, closed_on = excluded.closed_on, handler_id = excluded.handler_id,
      co_officer_id = excluded.co_officer_id,
      agency_grid = coalesce(enforcement_case.agency_grid, excluded.agency_grid)`.execute(tx)
}

async function writeEvidence(tx: Tx, evidence: readonly EvidenceRow[], custody: readonly CustodyRow[]): Promise<void> {
  if (evidence.length === 0) return
  await sql`
    insert into enforcement_evidence (case_id, no, kind, title, source, collected_on, place, copy, collector_id, co_officer_id, keeper, files)
    select x."caseId", x.no, x.kind, x.title, x.source, x."collectedOn", x.place, x.copy, x."collectorId", x."coOfficerId", x.keeper, x.files
    from jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb) as x("caseId" uuid, no int, kind text, title text, source text,
      "collectedOn" date, place text, copy text, "collectorId" uuid, "coOfficerId" uuid, keeper text, files jsonb)
    on conflict (case_id, no) do update set keeper = excluded.keeper`.execute(tx)
  await sql`
    insert into enforcement_custody (case_id, evidence_no, no, from_keeper, to_keeper, handed_on, why)
    select x."caseId", x."evidenceNo", x.no, x."fromKeeper", x."toKeeper", x."handedOn", x.why
    from jsonb_to_recordset(${JSON.stringify(custody)}::jsonb) as x("caseId" uuid, "evidenceNo" int, no int, "fromKeeper" text,
      "toKeeper" text, "handedOn" date, why text)
    on conflict (case_id, evidence_no, no) do nothing`.execute(tx)
}

async function writeMoney(
  tx: Tx,
  ids: readonly string[],
  payments: readonly PaymentRow[],
  instalments: readonly InstalmentRow[],
): Promise<void> {
  await sql`
    insert into enforcement_payment (case_id, no, kind, amount_fen, paid_on, receipt)
    select x."caseId", x.no, x.kind, x."amountFen", x."paidOn", x.receipt
    from jsonb_to_recordset(${JSON.stringify(payments)}::jsonb) as x("caseId" uuid, no int, kind text, "amountFen" bigint, "paidOn" date,
      receipt text)
    on conflict (case_id, no) do nothing`.execute(tx)
  // A new approval replaces the parts of an older one.
  await sql`delete from enforcement_instalment where case_id = any(${ids}::uuid[])`.execute(tx)
  await sql`
    insert into enforcement_instalment (case_id, no, due_on, amount_fen)
    select x."caseId", x.no, x."dueOn", x."amountFen"
    from jsonb_to_recordset(${JSON.stringify(instalments)}::jsonb) as x("caseId" uuid, no int, "dueOn" date, "amountFen" bigint)`.execute(
    tx,
  )
}

async function writeDuties(tx: Tx, ids: readonly string[], duties: readonly DutyRow[]): Promise<void> {
  const rows = JSON.stringify(duties)
  // What no act asks for any more is gone: a new notice begins the terms anew.
  await sql`
    delete from enforcement_duty d where d.case_id = any(${ids}::uuid[]) and not exists (
      select from jsonb_to_recordset(${rows}::jsonb) as x("caseId" uuid, key text) where x."caseId" = d.case_id and x.key = d.key)`.execute(
    tx,
  )
  await sql`
    insert into enforcement_duty (case_id, key, title, who, due_on, done_on)
    select x."caseId", x.key, x.title, x.who, x."dueOn", x."doneOn"
    from jsonb_to_recordset(${rows}::jsonb) as x("caseId" uuid, key text, title text, who text, "dueOn" date, "doneOn" date)
    on conflict (case_id, key) do update set title = excluded.title, due_on = excluded.due_on, done_on = excluded.done_on,
      told = case when enforcement_duty.due_on = excluded.due_on then enforcement_duty.told end`.execute(tx)
}

const columns = sql`c.id, c.grid_code, c.object_id, c.state, c.procedure, c.source, c.what, c.party_kind, c.party_name, c.cause, c.item, c.stage,
  c.tier, c.violated_on::text, c.filed_on::text, c.notified_on::text, c.hearing_on::text, c.decided_on::text, c.decision_no, c.outcome,
  c.others, c.fine_fen::float8 as fine_fen, c.paid_fen::float8 as paid_fen, c.surcharge_paid_fen::float8 as surcharge_paid_fen,
  c.served_on::text, c.pay_by::text, c.trace, c.published_on::text, c.public_facts, c.withdrawn_on::text, c.annulled_on::text,
  c.closed_on::text, c.handler_id, c.co_officer_id`

export interface PenaltyLine extends Omit<PenaltyRow, 'deciderSeatId'> {
  dutyOn: string | null
  dutyTitle: string | null
}

/** Cases by id, each with the nearest term that is not met; whoever asks has read the cases inside his scope. */
export async function listPenalties(tx: Tx, ids: readonly string[]): Promise<PenaltyLine[]> {
  const found = await sql<PenaltyLine>`
    select ${columns}, d.due_on::text as duty_on, d.title as duty_title
    from enforcement_case c left join lateral (select due_on, title from enforcement_duty
      where case_id = c.id and done_on is null order by due_on, key limit 1) d on true
    where c.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** The filter of the module as conditions on the case `c`. */
export function penaltyMatches(filter: PenaltyFilterInput, on: string): RawBuilder<boolean>[] {
  const conditions = conditionsOf(filter, on)
  if (conditions.length === 0) return []
  return [
    sql<boolean>`exists (select from enforcement_case e where e.id = c.id and ${sql.join(conditions, sql` and `)})`,
  ]
}

function conditionsOf(filter: PenaltyFilterInput, on: string): RawBuilder<boolean>[] {
  const { unpaid, late, published, duty } = filter
  const equal = (['source', 'procedure', 'outcome', 'item'] as const).flatMap((key) =>
    filter[key] ? [sql<boolean>`${sql.ref(`e.${key}`)} = ${filter[key]}`] : [],
  )
  const owed = sql`(e.served_on is not null and e.paid_fen < e.fine_fen and e.annulled_on is null and e.closed_on is null)`
  return [
    ...equal,
    ...(filter.partyKind ? [sql<boolean>`e.party_kind = ${filter.partyKind}`] : []),
    ...(unpaid ? [sql<boolean>`${owed} = ${unpaid === 'true'}`] : []),
    ...(late ? [sql<boolean>`(${owed} and e.pay_by < ${on}) = ${late === 'true'}`] : []),
    ...(published
      ? [sql<boolean>`(e.published_on is not null and e.withdrawn_on is null) = ${published === 'true'}`]
      : []),
    ...(filter.decidedFrom ? [sql<boolean>`e.decided_on >= ${filter.decidedFrom}`] : []),
    ...(filter.decidedTo ? [sql<boolean>`e.decided_on <= ${filter.decidedTo}`] : []),
    ...(duty
      ? [
          sql<boolean>`exists (select from enforcement_duty d where d.case_id = e.id and d.done_on is null and ${
            duty === 'late' ? sql`d.due_on < ${on}` : sql`d.due_on between ${on}::date and ${on}::date + 3`
          })`,
        ]
      : []),
  ]
}

/** Evidence of a case with each handing over; the collectors by name. */
export async function listEvidence(tx: Tx, scope: Scope, caseId: string) {
  const found = await sql<
    Omit<EvidenceRow, 'caseId' | 'collectorId' | 'coOfficerId'> & {
      collectors: string[]
      handings: { from: string; to: string; on: string; why: string }[]
    }
  >`
    select v.no, v.kind, v.title, v.source, v.collected_on::text, v.place, v.copy, v.keeper, v.files,
      array(select p.name from person p where p.id in (v.collector_id, v.co_officer_id) order by p.id = v.co_officer_id) as collectors,
      coalesce((select json_agg(json_build_object('from', h.from_keeper, 'to', h.to_keeper, 'on', h.handed_on, 'why', h.why) order by h.no)
        from enforcement_custody h where h.case_id = v.case_id and h.evidence_no = v.no), '[]') as handings
    from enforcement_evidence v join enforcement_case c on c.id = v.case_id
    where v.case_id = ${caseId} and ${inScope(scope, 'c', 'object_id')} order by v.no`.execute(tx)
  return found.rows
}

/** A decision that already fined a party for the same act; undefined for none. */
export async function findFined(
  tx: Tx,
  scope: Scope,
  about: { id: string; objectId: string | null; partyName: string; item: string; violatedOn: string },
): Promise<{ decisionNo: string } | undefined> {
  const found = await sql<{ decisionNo: string }>`
    select c.decision_no from enforcement_case c
    where ${inScope(scope, 'c', 'object_id')} and c.id <> ${about.id} and c.object_id is not distinct from ${about.objectId}
      and c.party_name = ${about.partyName} and c.item = ${about.item} and c.violated_on = ${about.violatedOn} and c.fine_fen > 0
      and c.decided_on is not null and c.annulled_on is null limit 1`.execute(tx)
  return found.rows[0]
}

/** Whether the agency of a grid gave a number to another decision, however its digits are written. */
export async function isNumberTaken(
  tx: Tx,
  scope: Scope,
  about: { id: string; agency: string; decisionNo: string },
): Promise<boolean> {
  const found = await sql`
    select from enforcement_case c
    where ${inScope(scope, 'c', 'object_id')} and c.id <> ${about.id} and c.agency_grid = left(${about.agency}, 6)
      and normalize(c.decision_no, nfkc) = normalize(${about.decisionNo}, nfkc) limit 1`.execute(tx)
  return found.rows.length > 0
}

export interface SimilarRow {
  id: string
  county: string
  tier: string | null
  fineFen: number
  others: string[]
  decidedOn: string
  partyKind: string
}

/** Decisions on the same conduct in a city since a day, the newest first; the view names nobody, so it shows the whole city. */
export async function listSimilar(
  tx: Tx,
  about: { city: string; item: string; stage: string; since: string; without: string },
): Promise<SimilarRow[]> {
  const found = await sql<SimilarRow>`
    select s.id, s.county, s.tier, s.fine_fen::float8 as fine_fen, s.others, s.decided_on::text, s.party_kind
    from similar_penalty s
    where s.city = ${about.city} and s.item = ${about.item} and s.stage = ${about.stage} and s.decided_on >= ${about.since}
      and s.id <> ${about.without} order by s.decided_on desc, s.id limit 50`.execute(tx)
  return found.rows
}

export type OwnRow = Omit<PenaltyRow, 'deciderSeatId'>

/** Cases an object was told of, the newest first. */
export async function listOwn(tx: Tx, scope: Scope): Promise<OwnRow[]> {
  const found = await sql<OwnRow>`
    select ${columns} from enforcement_case c
    where ${inScope(scope, 'c', 'object_id')} and c.object_id = ${scope.objectId} and c.party_kind = 'unit'
      and (c.notified_on is not null or c.served_on is not null)
    order by coalesce(c.notified_on, c.served_on) desc, c.id limit 200`.execute(tx)
  return found.rows
}

/** One case an object was told of. */
export async function findOwn(tx: Tx, scope: Scope, id: string): Promise<OwnRow | undefined> {
  const found = await sql<OwnRow>`
    select ${columns} from enforcement_case c
    where c.id = ${id} and ${inScope(scope, 'c', 'object_id')} and c.object_id = ${scope.objectId} and c.party_kind = 'unit'
      and (c.notified_on is not null or c.served_on is not null)`.execute(tx)
  return found.rows[0]
}

export interface PublishedRow {
  id: string
  gridCode: string
  partyKind: 'unit' | 'person'
  partyName: string
  decisionNo: string
  decidedOn: string
  publicFacts: string
  item: string | null
  fineFen: number
  others: string[]
  publishedOn: string
}

/** What is published, the newest first. */
export async function listPublished(
  tx: Tx,
  filter: { q: string; grid: string },
  page: { after: [string, string] | null; limit: number },
): Promise<{ rows: PublishedRow[]; total: number }> {
  const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  const where = sql`(${filter.q} = '' or (p.party_kind = 'unit' and p.party_name like ${like}) or p.decision_no like ${like})
    and starts_with(p.grid_code, ${filter.grid})`
  const found = await sql<PublishedRow>`
    select p.id, p.grid_code, p.party_kind, p.party_name, p.decision_no, p.decided_on::text, p.public_facts, p.item,
      p.fine_fen::float8 as fine_fen, p.others, p.published_on::text
    from published_penalty p
    where ${where} and (${page.after === null} or (p.published_on, p.id) < (${page.after?.[0] ?? null}::date, ${page.after?.[1] ?? null}::uuid))
    order by p.published_on desc, p.id desc limit ${page.limit}`.execute(tx)
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from published_penalty p where ${where}`.execute(tx)
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 }
}

export interface OpenDutyRow {
  caseId: string
  key: string
  title: string
  who: 'office' | 'party'
  dueOn: string
  party: string
  objectId: string | null
  holderSeatId: string | null
  stands: 'due' | 'late'
}

/** Terms that end within a day or have ended, and of which nobody was told yet as they stand; locked for one worker. */
export async function listDutiesToTell(tx: Tx, on: string, limit: number): Promise<OpenDutyRow[]> {
  const found = await sql<OpenDutyRow>`
    select d.case_id, d.key, d.title, d.who, d.due_on::text, c.party_name as party, c.object_id, r.holder_seat_id,
      case when d.due_on < ${on}::date then 'late' else 'due' end as stands
    from enforcement_duty d join enforcement_case c on c.id = d.case_id join case_record r on r.id = d.case_id
    where d.done_on is null and d.due_on <= ${on}::date + 1
      and d.told is distinct from (case when d.due_on < ${on}::date then 'late' else 'due' end)
    order by d.case_id, d.key limit ${limit} for update of d skip locked`.execute(tx)
  return found.rows
}

export async function markTold(tx: Tx, caseId: string, key: string, stands: 'due' | 'late'): Promise<void> {
  await sql`update enforcement_duty set told = ${stands} where case_id = ${caseId} and key = ${key}`.execute(tx)
}

export interface PeopledSeat {
  role: string
  gridCode: string
  objectId: string | null
  people: string[]
}

/** A seat with the persons that sit on it on a day. */
export async function findSeatWithPeople(tx: Tx, id: string, on: string): Promise<PeopledSeat | undefined> {
  const found = await sql<PeopledSeat>`
    select s.role, s.grid_code, s.object_id, array(select h.person_id from seat_holding h
      where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})) as people
    from seat s where s.id = ${id}`.execute(tx)
  return found.rows[0]
}

/** The office seat over a place a person has on a day, the nearest to the place; null for none. */
export async function findSeatOfPerson(tx: Tx, personId: string, gridCode: string, on: string): Promise<string | null> {
  const found = await sql<{ id: string }>`
    select s.id from seat s join seat_holding h on h.seat_id = s.id
    where h.person_id = ${personId} and s.object_id is null and starts_with(${gridCode}, s.grid_code)
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on}) and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
    order by h.stands_in_for is null desc, length(s.grid_code) desc, s.id limit 1`.execute(tx)
  return found.rows[0]?.id ?? null
}

export type PenaltyOf = Pick<
  PenaltyRow,
  'id' | 'state' | 'what' | 'partyKind' | 'item' | 'decisionNo' | 'decidedOn' | 'fineFen'
> & {
  objectId: string
  total: number
}

/** Cases of each object that are read at most. */
const MOST_OF_OBJECT = 10

/** The last cases of some objects, of each the latest first; without those withdrawn. */
export async function listPenaltiesOf(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<PenaltyOf[]> {
  const found = await sql<PenaltyOf>`
    select x.* from unnest(${objectIds}::uuid[]) o(id) cross join lateral (
      select count(*) over ()::int as total, p.id, p.object_id, p.state, p.what, p.party_kind, p.item, p.decision_no,
        p.decided_on::text, p.fine_fen
      from enforcement_case p
      where p.object_id = o.id and p.withdrawn_on is null and ${inScope(scope, 'p', 'object_id')}
      order by coalesce(p.decided_on, p.filed_on) desc nulls last, p.id desc limit ${MOST_OF_OBJECT}) x`.execute(tx)
  return found.rows
}

import { type RawBuilder, sql } from 'kysely'
import { listOrigins } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import type { DocumentState } from '../../model/acts.ts'
import type { DocumentFilter } from '../../model/schema.ts'

export interface DocumentLineRow {
  id: string
  gridCode: string
  objectId: string | null
  caseId: string | null
  key: string
  name: string
  audience: 'external' | 'internal'
  partyName: string
  state: DocumentState
  version: number
  number: string | null
  createdAt: Date
  createdBy: string
  issuedOn: string | null
  servedOn: string | null
  receivedAt: Date | null
}

export interface DocumentRow extends DocumentLineRow {
  agencyGrid: string
  templateVersion: number
  template: DocumentTemplate
  values: Record<string, unknown>
  word: string | null
  year: number | null
  seq: number | null
  words: string | null
  textHash: string | null
  checkCode: string | null
  issuedAt: Date | null
  issuedBy: string | null
  /** Line above the title as it was issued. */
  series: string | null
  /** When a device issued it, by the device's clock. */
  madeAt: Date | null
  notes: string[]
  endedBy: string | null
  endedReason: string | null
  replacesId: string | null
  replacedById: string | null
}

const lineColumns = sql.raw(
  `d.id, d.grid_code, d.object_id, d.case_id, d.key, d.name, d.audience, d.party_name, d.state, d.version, d.number,
   d.created_at, d.created_by, d.issued_on, d.served_on, d.received_at`,
)
const allColumns = sql`${lineColumns}, d.agency_grid, d.template_version, d.template, d."values", d.word, d.year, d.seq, d.words,
  d.text_hash, d.check_code, d.issued_at, d.issued_by, d.series, d.made_at, d.notes, d.ended_by, d.ended_reason, d.replaces_id,
  (select n.id from legal_document n where n.replaces_id = d.id and n.state <> 'discarded' limit 1) as replaced_by_id`

/** What somebody sees: his grid; or, of the other side, what was served on it. */
const seen = (scope: Scope): RawBuilder<boolean> =>
  scope.objectId
    ? sql<boolean>`(${inScope(scope, 'd', 'object_id')} and d.audience = 'external' and d.served_on is not null)`
    : inScope(scope, 'd', 'object_id')

function matching(scope: Scope, filter: Omit<DocumentFilter, 'cursor' | 'limit'>): RawBuilder<boolean> {
  const conditions = [seen(scope)]
  const add = (condition: RawBuilder<boolean>) => conditions.push(condition)
  if (filter.state) add(sql<boolean>`d.state = ${filter.state}`)
  else add(sql<boolean>`d.state <> 'discarded'`)
  if (filter.key) add(sql<boolean>`d.key = ${filter.key}`)
  if (filter.objectId) add(sql<boolean>`d.object_id = ${filter.objectId}`)
  if (filter.caseId) add(sql<boolean>`d.case_id = ${filter.caseId}`)
  if (filter.served) add(sql<boolean>`(d.served_on is not null) = ${filter.served === 'yes'}`)
  if (filter.received) add(sql<boolean>`(d.received_at is not null) = ${filter.received === 'yes'}`)
  if (filter.served || filter.received) add(sql<boolean>`d.state = 'issued' and d.audience = 'external'`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[%_\\]/g, '\\$&')}%`
    add(sql<boolean>`(d.number like ${like} or d.party_name like ${like} or d.name like ${like})`)
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of documents, the latest first. */
export async function listDocuments(
  tx: Tx,
  scope: Scope,
  filter: DocumentFilter,
): Promise<{ items: DocumentLineRow[]; nextCursor: string | null; total: number }> {
  const at = readCursor<[string, string]>(filter.cursor, ['instant', 'uuid'])
  const where = matching(scope, filter)
  const rest = at ? sql`and (d.created_at, d.id) < (${at[0]}::timestamptz, ${at[1]}::uuid)` : sql``
  const found = await sql<DocumentLineRow & { at: string }>`
    select ${lineColumns}, d.created_at::text as at from legal_document d where ${where} ${rest}
    order by d.created_at desc, d.id desc limit ${filter.limit + 1}`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*)::int as n from legal_document d where ${where}`.execute(tx)
  const items = found.rows.slice(0, filter.limit)
  const last = found.rows.length > filter.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.at, last.id]) : null, total: counted.rows[0]?.n ?? 0 }
}

export async function findDocument(tx: Tx, scope: Scope, id: string): Promise<DocumentRow | undefined> {
  const found = await sql<DocumentRow>`
    select ${allColumns} from legal_document d where d.id = ${id} and ${seen(scope)}`.execute(tx)
  return found.rows[0]
}

export async function findDocumentForUpdate(tx: Tx, scope: Scope, id: string): Promise<DocumentRow | undefined> {
  const found = await sql<DocumentRow>`
    select ${allColumns} from legal_document d where d.id = ${id} and ${seen(scope)} for update`.execute(tx)
  return found.rows[0]
}

/** Issued documents of a case and of those it came out of, or of an object that belong to no case, the latest first. */
export async function listEarlier(
  tx: Tx,
  scope: Scope,
  about: { caseId: string | null; objectId: string | null },
): Promise<DocumentRow[]> {
  const cases = about.caseId ? [about.caseId, ...(await listOrigins(tx, about.caseId))] : []
  const found = await sql<DocumentRow>`
    select ${allColumns} from legal_document d
    where ${seen(scope)} and d.state = 'issued'
      and case when ${about.caseId}::uuid is not null then d.case_id = any(${cases}::uuid[])
               else d.case_id is null and d.object_id = ${about.objectId}::uuid end
    order by d.issued_at desc, d.id desc limit 40`.execute(tx)
  return found.rows
}

/** Documents of a case as somebody may see them, the first one first; discarded drafts are left out. */
export async function listOfCase(tx: Tx, scope: Scope, caseId: string): Promise<DocumentLineRow[]> {
  const found = await sql<DocumentLineRow>`
    select ${lineColumns} from legal_document d where ${matching(scope, { caseId })}
    order by d.created_at, d.id limit 200`.execute(tx)
  return found.rows
}

export type NewDocument = Pick<
  DocumentRow,
  | 'id'
  | 'gridCode'
  | 'objectId'
  | 'caseId'
  | 'agencyGrid'
  | 'key'
  | 'name'
  | 'templateVersion'
  | 'template'
  | 'values'
  | 'audience'
  | 'partyName'
  | 'createdBy'
  | 'replacesId'
> & { createdAccount: string }

/** @returns false when a document of this id is there already */
export async function insertDocument(tx: Tx, row: NewDocument): Promise<boolean> {
  const done = await sql`
    insert into legal_document (id, grid_code, object_id, case_id, agency_grid, key, name, template_version, template,
      "values", audience, party_name, state, created_by, created_account, replaces_id)
    values (${row.id}, ${row.gridCode}, ${row.objectId}, ${row.caseId}, ${row.agencyGrid}, ${row.key}, ${row.name},
      ${row.templateVersion}, ${JSON.stringify(row.template)}::jsonb, ${JSON.stringify(row.values)}::jsonb, ${row.audience},
      ${row.partyName}, 'draft', ${row.createdBy}, ${row.createdAccount}, ${row.replacesId})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function updateValues(
  tx: Tx,
  id: string,
  values: Record<string, unknown>,
  partyName: string,
): Promise<void> {
  await sql`
    update legal_document set "values" = ${JSON.stringify(values)}::jsonb, party_name = ${partyName}, version = version + 1
    where id = ${id}`.execute(tx)
}

/** What is taken down when a document is issued. */
export interface Frozen {
  values: Record<string, unknown>
  number: string | null
  word: string | null
  year: number
  seq: number | null
  /** Line above the title; none for what was issued before the platform. */
  series?: string
  words: string
  textHash: string
  checkCode: string
  issuedOn: string
  issuedBy: string
}

export async function updateIssued(tx: Tx, id: string, frozen: Frozen): Promise<void> {
  await sql`
    update legal_document set state = 'issued', "values" = ${JSON.stringify(frozen.values)}::jsonb, number = ${frozen.number},
      word = ${frozen.word}, year = ${frozen.year}, seq = ${frozen.seq}, series = ${frozen.series ?? null}, words = ${frozen.words},
      text_hash = ${frozen.textHash}, check_code = ${frozen.checkCode}, issued_on = ${frozen.issuedOn}, issued_at = now(),
      issued_by = ${frozen.issuedBy}, version = version + 1
    where id = ${id}`.execute(tx)
}

/** Says of a document that a device issued it, and what is to be known of that. */
export async function updateFromDevice(
  tx: Tx,
  id: string,
  from: { deviceId: string; madeAt: Date; notes: readonly string[] },
): Promise<void> {
  await sql`
    update legal_document set device_id = ${from.deviceId}, made_at = ${from.madeAt}, notes = ${[...from.notes]}
    where id = ${id}`.execute(tx)
}

export async function updateEnded(
  tx: Tx,
  id: string,
  end: { state: 'withdrawn' | 'replaced' | 'discarded'; by: string; reason: string },
): Promise<void> {
  await sql`
    update legal_document set state = ${end.state}, ended_at = now(), ended_by = ${end.by}, ended_reason = ${end.reason},
      version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateServed(tx: Tx, id: string, servedOn: string, received: boolean): Promise<void> {
  await sql`
    update legal_document set served_on = least(coalesce(served_on, ${servedOn}::date), ${servedOn}::date),
      received_at = case when ${received} then coalesce(received_at, now()) else received_at end, version = version + 1
    where id = ${id}`.execute(tx)
}

/** What the public check is told; undefined when number and code do not belong together. */
export interface CheckedRow {
  id: string
  name: string
  number: string
  partyName: string
  state: DocumentState
  issuedOn: string
  agency: string | null
  hashes: string[]
}

export async function findChecked(tx: Tx, number: string, code: string): Promise<CheckedRow | undefined> {
  const found = await sql<CheckedRow>`select * from legal_document_check(${number}, ${code})`.execute(tx)
  return found.rows[0]
}

/** Drafts go where the object went; what was issued stays where the agency that issued it keeps it. */
export async function moveDocumentsOfObject(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update legal_document set grid_code = ${gridCode} where object_id = ${objectId} and state = 'draft'`.execute(
    tx,
  )
}

/** Documents of an object that turned out to be another one; the name they print stays as it was printed. */
export async function giveDocuments(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await moveDocumentsOfObject(tx, fromId, into.gridCode)
  await sql`update legal_document set object_id = ${into.id} where object_id = ${fromId}`.execute(tx)
}

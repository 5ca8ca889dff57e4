import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import type { Frozen, NewDocument } from './document.ts'

/** A document that was issued, signed and handed over on paper before it came into the platform. */
export type PastRow = Omit<NewDocument, 'template' | 'replacesId' | 'createdAccount'> &
  Frozen & {
    issuedAt: Date
    recipient: string
    /** Who signed where. */
    signatures: readonly { id: string; field: string; signer: string }[]
    serviceId: string
    servedAt: Date | null
    servedBy: string
  }

/** Enters documents all at once, with their numbers, signatures and service; templates by key, as they were then. */
export async function insertPast(
  tx: Tx,
  rows: readonly PastRow[],
  templates: Readonly<Record<string, DocumentTemplate>>,
): Promise<void> {
  const given = JSON.stringify(rows.map(({ signatures, ...row }) => row))
  await sql`
    insert into legal_document (id, grid_code, object_id, case_id, agency_grid, key, name, template_version, template, "values",
      audience, party_name, state, number, word, year, seq, words, text_hash, check_code, created_at, created_by,
      issued_on, issued_at, issued_by, served_on, received_at)
    select x.id, x."gridCode", x."objectId", x."caseId", x."agencyGrid", x.key, x.name, x."templateVersion",
      ${JSON.stringify(templates)}::jsonb -> x.key, x."values", x.audience, x."partyName", 'issued', x.number, x.word, x.year, x.seq,
      x.words, x."textHash", x."checkCode", x."issuedAt", x."createdBy", x."issuedOn", x."issuedAt",
      x."issuedBy", (x."servedAt" at time zone 'Asia/Shanghai')::date, x."servedAt"
    from jsonb_to_recordset(${given}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, "caseId" uuid, "agencyGrid" text,
      key text, name text, "templateVersion" int, "values" jsonb, audience text, "partyName" text, number text, word text, year int,
      seq int, words text, "textHash" text, "checkCode" text, "createdBy" text, "issuedOn" date,
      "issuedAt" timestamptz, "issuedBy" text, "servedAt" timestamptz)`.execute(tx)
  await insertNumbers(tx, given)
  await sql`
    insert into legal_document_service (id, document_id, way, recipient, place, served_on, served_by, served_at, received_at, received_by)
    select x."serviceId", x.id, 'paper', x.recipient, '', (x."servedAt" at time zone 'Asia/Shanghai')::date, x."servedBy", x."servedAt",
      x."servedAt", x.recipient
    from jsonb_to_recordset(${given}::jsonb) as x(id uuid, "serviceId" uuid, recipient text, "servedBy" text, "servedAt" timestamptz)
    where x."servedAt" is not null`.execute(tx)
  const signed = rows.flatMap(({ id, signatures, issuedAt, issuedBy }) =>
    signatures.map((one) => ({ ...one, documentId: id, at: issuedAt, by: issuedBy })),
  )
  await sql`
    insert into legal_document_signature (id, document_id, field, kind, signer, signed_at, taken_by)
    select x.id, x."documentId", x.field, 'paper', x.signer, x.at, x.by
    from jsonb_to_recordset(${JSON.stringify(signed)}::jsonb) as x(id uuid, "documentId" uuid, field text, signer text,
      at timestamptz, by text)`.execute(tx)
}

/** Notes the numbers as used, and lets the counters go on after the highest. */
async function insertNumbers(tx: Tx, given: string): Promise<void> {
  const numbers = sql`jsonb_to_recordset(${given}::jsonb) as x(id uuid, "agencyGrid" text, word text, year int, seq int,
    "issuedBy" text, "issuedAt" timestamptz)`
  await sql`
    insert into legal_number (agency_grid, word, year, n, state, document_id, changed_at, changed_by)
    select x."agencyGrid", x.word, x.year, x.seq, 'used', x.id, x."issuedAt", x."issuedBy" from ${numbers}`.execute(tx)
  await sql`
    insert into legal_number_counter (agency_grid, word, year, last)
    select x."agencyGrid", x.word, x.year, max(x.seq) from ${numbers} group by 1, 2, 3
    on conflict (agency_grid, word, year) do update set last = greatest(legal_number_counter.last, excluded.last)`.execute(
    tx,
  )
}

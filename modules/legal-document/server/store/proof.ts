import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { ServiceWay } from '../../model/acts.ts'
import type { Service } from '../case-source.ts'

/** What proves a document: its files, its signatures, how it was served. Whoever sees the document sees them. */

export interface EditionRow {
  documentId: string
  edition: number
  sha256: string
  fileId: string
  pages: number
  why: 'issued' | 'signed'
  madeAt: Date
}

export async function listEditions(tx: Tx, documentId: string): Promise<EditionRow[]> {
  const found = await sql<EditionRow>`
    select e.document_id, e.edition, e.sha256, e.file_id, e.pages, e.why, e.made_at
    from legal_document_edition e where e.document_id = ${documentId} order by e.edition`.execute(tx)
  return found.rows
}

export async function insertEdition(tx: Tx, row: Omit<EditionRow, 'madeAt'>): Promise<void> {
  await sql`
    insert into legal_document_edition (document_id, edition, sha256, file_id, pages, why)
    values (${row.documentId}, ${row.edition}, ${row.sha256}, ${row.fileId}, ${row.pages}, ${row.why})`.execute(tx)
}

export interface SignatureRow {
  id: string
  documentId: string
  field: string
  kind: 'picture' | 'paper' | 'refused'
  signer: string
  picture: Buffer | null
  reason: string | null
  witness: { name: string; idNo: string; phone: string } | null
  signedAt: Date
}

export async function listSignatures(tx: Tx, documentId: string): Promise<SignatureRow[]> {
  const found = await sql<SignatureRow>`
    select s.id, s.document_id, s.field, s.kind, s.signer, s.picture, s.reason, s.witness, s.signed_at
    from legal_document_signature s where s.document_id = ${documentId} order by s.signed_at, s.id`.execute(tx)
  return found.rows
}

export async function insertSignature(tx: Tx, row: SignatureRow & { takenBy: string }): Promise<void> {
  await sql`
    insert into legal_document_signature (id, document_id, field, kind, signer, picture, reason, witness, signed_at, taken_by)
    values (${row.id}, ${row.documentId}, ${row.field}, ${row.kind}, ${row.signer}, ${row.picture}, ${row.reason},
            ${row.witness ? JSON.stringify(row.witness) : null}::jsonb, ${row.signedAt}, ${row.takenBy})`.execute(tx)
}

export interface ServiceRow {
  id: string
  way: ServiceWay
  recipient: string
  place: string
  servedOn: string
  trackingNo: string | null
  proofFileId: string | null
  servedBy: string
  receivedAt: Date | null
  receivedBy: string | null
  until: string | null
}

export async function listServices(tx: Tx, documentId: string): Promise<ServiceRow[]> {
  const found = await sql<ServiceRow>`
    select s.id, s.way, s.recipient, s.place, s.served_on, s.tracking_no, s.proof_file_id, s.served_by, s.received_at,
      s.received_by, s.until
    from legal_document_service s where s.document_id = ${documentId} order by s.served_at, s.id`.execute(tx)
  return found.rows
}

export async function insertService(
  tx: Tx,
  row: Service & { id: string; documentId: string; servedBy: string; received: boolean },
): Promise<void> {
  await sql`
    insert into legal_document_service (id, document_id, way, recipient, place, served_on, tracking_no, proof_file_id,
      until, served_by, received_at, received_by)
    values (${row.id}, ${row.documentId}, ${row.way}, ${row.recipient}, ${row.place}, ${row.on}, ${row.trackingNo}, ${row.proofFileId},
      ${row.until}, ${row.servedBy}, case when ${row.received} then now() end,
      case when ${row.received} then ${row.recipient} end)`.execute(tx)
}

/** Takes down who signed for a service through the account, and when. @returns false when none waits */
export async function updateReceived(
  tx: Tx,
  documentId: string,
  by: { name: string; picture: Buffer | null },
): Promise<boolean> {
  const done = await sql`
    update legal_document_service set received_at = now(), received_by = ${by.name}, received_picture = ${by.picture}
    where document_id = ${documentId} and way = 'account' and received_at is null`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

import type { Tx } from '#kernel/db/db.ts'
import { findFile } from '#kernel/files/store.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type DocumentLineRow, listOfCase } from '../store/document.ts'
import { type EditionRow, listEditions, listServices } from '../store/proof.ts'

/** A document as a bound file takes it: its last edition, and the files that prove how it was served. */
export interface DocumentToBind {
  document: DocumentLineRow
  /** Null for one of the time before the platform: it is set anew as a copy. */
  edition: (EditionRow & { size: number }) | null
  proofs: { fileId: string; recipient: string; servedOn: string }[]
}

/**
 * The documents of a case that belong into its file: issued ones with their last edition, the first one first. What was withdrawn or
 * replaced is no document any more; drafts are named, since they must be issued or discarded before.
 */
export async function documentsToBind(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<{ documents: DocumentToBind[]; drafts: string[] }> {
  const all = await listOfCase(tx, actor.scope, caseId)
  const documents: DocumentToBind[] = []
  for (const document of all.filter(({ state }) => state === 'issued')) {
    const edition = (await listEditions(tx, document.id)).at(-1)
    const file = edition && (await findFile(tx, actor.scope, edition.fileId))
    const proofs = (await listServices(tx, document.id)).flatMap(({ proofFileId, recipient, servedOn }) =>
      proofFileId ? [{ fileId: proofFileId, recipient, servedOn }] : [],
    )
    documents.push({ document, edition: edition && file ? { ...edition, size: file.size } : null, proofs })
  }
  return { documents, drafts: all.filter(({ state }) => state === 'draft').map(({ name }) => name) }
}

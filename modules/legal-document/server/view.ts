import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { checkAddress } from '../model/number.ts'
import type { DocumentLine, DocumentView } from '../model/schema.ts'
import { actsOf, listMissing } from './service/draft.ts'
import { serviceOnCase } from './service/served.ts'
import type { DocumentLineRow, DocumentRow } from './store/document.ts'
import * as proofs from './store/proof.ts'

/** A document as a line of a list. */
export const lineView = ({ createdAt, receivedAt, ...row }: DocumentLineRow): z.input<typeof DocumentLine> => ({
  id: row.id,
  key: row.key,
  name: row.name,
  number: row.number,
  state: row.state,
  partyName: row.partyName,
  objectId: row.objectId,
  caseId: row.caseId,
  gridCode: row.gridCode,
  audience: row.audience,
  version: row.version,
  createdAt: createdAt.toISOString(),
  createdBy: row.createdBy,
  issuedOn: row.issuedOn,
  servedOn: row.servedOn,
  receivedAt: receivedAt?.toISOString() ?? null,
})

/** A document with all that belongs to it, as somebody sees it. The other side learns nothing of what is missing or of witnesses. */
export async function documentView(
  tx: Tx,
  actor: Actor,
  row: DocumentRow,
  site: string,
): Promise<z.input<typeof DocumentView>> {
  const office = actor.scope.objectId === null
  const editions = await proofs.listEditions(tx, row.id)
  const signatures = await proofs.listSignatures(tx, row.id)
  const services = await proofs.listServices(tx, row.id)
  const acts = await actsOf(tx, actor, row)
  const editable = row.state === 'draft' && may(actor, 'legal-document.draft')
  return {
    ...lineView(row),
    template: row.template,
    templateVersion: row.templateVersion,
    values: row.values,
    missing: editable ? await listMissing(tx, actor, row) : [],
    acts,
    textHash: row.textHash,
    checkAddress: row.checkCode ? checkAddress(site, { number: row.number, checkCode: row.checkCode }) : null,
    issuedBy: row.issuedBy,
    madeAt: row.madeAt?.toISOString() ?? null,
    notes: office ? row.notes : [],
    endedReason: row.endedReason,
    endedBy: row.endedBy,
    replacesId: row.replacesId,
    replacedById: row.replacedById,
    editions: editions.map(({ edition, sha256, pages, why, madeAt }) => ({
      edition,
      sha256,
      pages,
      why,
      madeAt: madeAt.toISOString(),
    })),
    signatures: signatures.map(({ field, kind, signer, reason, witness, signedAt }) => ({
      field,
      kind,
      signer,
      reason,
      witness: office ? (witness?.name ?? null) : null,
      signedAt: signedAt.toISOString(),
    })),
    services: services.map(({ id: _id, until: _until, receivedAt, ...service }) => ({
      ...service,
      proofFileId: office ? service.proofFileId : null,
      receivedAt: receivedAt?.toISOString() ?? null,
    })),
    service: acts.includes('serve') ? await askedOf(tx, actor, row) : null,
  }
}

/** What the form of a service is to know of the case. */
async function askedOf(tx: Tx, actor: Actor, row: DocumentRow): Promise<z.input<typeof DocumentView>['service']> {
  const stand = await serviceOnCase(tx, actor.scope, row)
  if (!stand) return null
  if ('asks' in stand.on) return { ...stand.on.asks, ways: [...stand.on.asks.ways], told: null }
  const { way, on, recipient } = stand.on.told
  return { act: '', ways: [way], until: null, told: { way, servedOn: on, recipient } }
}

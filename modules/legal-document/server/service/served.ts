import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { finishMessages } from '#kernel/messages/service.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { findSource, type Served, type Service, type ServiceOnCase, type ServiceSource } from '../case-source.ts'
import * as store from '../store/document.ts'
import * as proofs from '../store/proof.ts'

/** Name of the message that a document waits to be signed for. */
export const SERVED = 'legal-document.served'

/** Enters a service of a document. */
export async function enterService(
  tx: Tx,
  actor: Actor,
  documentId: string,
  service: Service,
  received: boolean,
): Promise<void> {
  await proofs.insertService(tx, { ...service, id: newId(), documentId, servedBy: actingName(actor), received })
  await store.updateServed(tx, documentId, service.on, received)
}

/** What a document's service has to do with its case; null where only the document tells of it. */
export async function serviceOnCase(
  tx: Tx,
  scope: Scope,
  row: store.DocumentRow,
): Promise<{ on: ServiceOnCase; source: ServiceSource; served: Served } | null> {
  const { caseId, key, name, number, values, state, audience } = row
  if (!caseId || state !== 'issued' || audience !== 'external') return null
  const matter = await findCase(tx, scope, caseId)
  const source = matter && findSource(matter.type)?.service
  const served = { caseId, key, name: `《${name}》${number ?? ''}`, values }
  const on = await source?.of(tx, served)
  if (!source || !on) return null
  // A correction, a second paper of its kind and whatever else is dated after what was told are served by themselves.
  if ('told' in on && (row.replacesId !== null || on.told.on < String(row.issuedOn) || (await hasTwin(tx, scope, row))))
    return null
  return { on, source, served }
}

/** Whether a paper of this kind was served in the same case: what was told is the service of that one. */
const hasTwin = async (tx: Tx, scope: Scope, { id, caseId, key }: store.DocumentRow): Promise<boolean> =>
  (await store.listOfCase(tx, scope, caseId as string)).some(
    (one) => one.id !== id && one.key === key && one.receivedAt !== null,
  )

/**
 * Documents of a case that an act on it served: those issued no later and not received yet take its day and way over. Told by whoever owns
 * the kind, after the act.
 */
export async function settleService(
  tx: Tx,
  actor: Actor,
  about: { caseId: string; keys: readonly string[] },
  service: Service,
): Promise<void> {
  for (const { id, key, state, audience, issuedOn, receivedAt } of await store.listOfCase(
    tx,
    actor.scope,
    about.caseId,
  )) {
    if (!about.keys.includes(key) || state !== 'issued' || audience !== 'external' || receivedAt) continue
    if (issuedOn === null || issuedOn > service.on) continue
    if (service.way === 'account' && (await proofs.updateReceived(tx, id, { name: service.recipient, picture: null })))
      await store.updateServed(tx, id, service.on, true)
    else await enterService(tx, actor, id, service, true)
    await finishMessages(tx, SERVED, id)
  }
}

/** A document that is issued after its case told of the service, on the day of it or before, was served by it. */
export async function settleIssued(tx: Tx, actor: Actor, row: store.DocumentRow): Promise<void> {
  const stand = await serviceOnCase(tx, actor.scope, row)
  if (!stand || !('told' in stand.on)) return
  await enterService(tx, actor, row.id, stand.on.told, true)
}

/** How one of some documents of a case was served and received, the first one entered; null when none was. */
export async function findService(
  tx: Tx,
  scope: Scope,
  about: { caseId: string; keys: readonly string[] },
): Promise<{ service: Service; name: string } | null> {
  for (const { id, key, state, name, number } of await store.listOfCase(tx, scope, about.caseId)) {
    if (!about.keys.includes(key) || state !== 'issued') continue
    const one = (await proofs.listServices(tx, id)).find(({ receivedAt }) => receivedAt !== null)
    if (one) return { service: { ...one, on: one.servedOn }, name: `《${name}》${number ?? ''}` }
  }
  return null
}

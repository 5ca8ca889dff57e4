import { findCase, listActs } from '#kernel/cases/store.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { type Listing, type ListingStep, type ListingTerms, listingOf, stepStands } from '../model/listing.ts'
import * as store from './store.ts'

const PAGE = 100

/** The last listing of a hazard inside a scope; null when it was never listed, undefined when there is no such hazard. */
export async function readListing(
  tx: Tx,
  scope: Scope,
  id: string,
  terms: ListingTerms,
): Promise<Listing | null | undefined> {
  if (!(await findCase(tx, scope, id))) return undefined
  return storyOf(tx, id, terms)
}

async function storyOf(tx: Tx, id: string, terms: ListingTerms): Promise<Listing | null> {
  const acts = await listActs(tx, id)
  return listingOf(
    acts.map((act) => ({ ...act, at: act.at.toISOString() })),
    terms,
  )
}

/**
 * Tells whose step of a listing is due within a day or missed: each once before and once after, in one transaction with the note of it.
 * @returns how many messages
 */
export async function remindOfListings(db: Database, terms: ListingTerms, on = today()): Promise<number> {
  let told = 0
  for (let after: string | null = null; ; ) {
    const page: store.ListedHazard[] = await db.system(async (tx) => {
      const listed = await store.listListed(tx, after, PAGE)
      for (const hazard of listed) told += await remindOf(tx, hazard, terms, on)
      return listed
    })
    if (page.length < PAGE) return told
    after = page.at(-1)?.id ?? null
  }
}

async function remindOf(tx: Tx, hazard: store.ListedHazard, terms: ListingTerms, on: string): Promise<number> {
  const listing = await storyOf(tx, hazard.id, terms)
  let told = 0
  for (const step of listing?.steps ?? []) {
    const stands = stepStands(step, on)
    if (stands !== 'due' && stands !== 'late') continue
    if (!(await store.insertReminder(tx, { hazardId: hazard.id, step: step.key, dueOn: step.dueOn, stands }))) continue
    told += await tell(tx, hazard, step, stands, listing?.seatId ?? null)
  }
  return told
}

async function tell(
  tx: Tx,
  hazard: store.ListedHazard,
  step: ListingStep,
  stands: 'due' | 'late',
  listedBy: string | null,
): Promise<number> {
  const office = listedBy ? [listedBy] : []
  const object = hazard.objectId ? await listSeatsOfObject(tx, hazard.objectId) : []
  // What the enterprise missed, the office that listed must know.
  const seats = step.who === 'office' ? office : stands === 'late' ? [...object, ...office] : object
  for (const seatId of seats)
    await sendMessage(tx, {
      to: { seatId },
      kind: 'hazard.listing-step',
      ref: hazard.id,
      title: `挂牌督办「${hazard.what.slice(0, 40)}」：${step.title}${stands === 'late' ? '，已过期限' : '，期限将到'}`,
      text: `最后一天 ${step.dueOn}。`,
      link: `/hazards/${hazard.id}`,
    })
  return seats.length
}

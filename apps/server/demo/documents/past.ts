import type { PastAct } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { readInspection } from '#modules/inspection/model/inspection-story.ts'
import { documentValuesOf } from '#modules/inspection/server/on-site/documents.ts'
import type { PastInspection } from '#modules/inspection/server/on-site/past.ts'
import { enterDocuments, type PastDocument } from '#modules/legal-document/server/past.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'

const CITY = '3705'

/** The act that makes each document of a visit. */
const MADE_BY = [
  ['inspection_record', 'sign'],
  ['rectification_order', 'order'],
  ['reinspection_opinion', 'reinspect'],
] as const

/** The records, orders and opinions of the visits of the half year, as they were handed over on paper. @returns how many */
export async function loadPastDocuments(
  tx: Tx,
  visits: readonly PastInspection[],
  enterprises: readonly DemoEnterprise[],
): Promise<number> {
  const byId = new Map(enterprises.map((one) => [one.id, one]))
  const past = visits.flatMap((visit) => papersOf(visit, byId.get(String(visit.case.objectId)) as DemoEnterprise))
  await enterDocuments(tx, CITY, past)
  return past.length
}

function papersOf({ case: { id, acts }, officeGrid, hazardIds }: PastInspection, one: DemoEnterprise): PastDocument[] {
  const told = readInspection(acts.map(({ act, at, input }) => ({ act, at: at.toISOString(), on: today(at), input })))
  const last = acts.findLast(({ act }) => act === 'reinspect')
  const signed = acts.find(({ act }) => act === 'sign')
  if (!told || !signed) return []
  const standing = hazardIds.map((hazardId, at) => ({ no: at + 1, hazardId, what: told.findings[at]?.what ?? '' }))
  const again = last ? { last: { at: last.at.toISOString(), input: last.input }, standing } : null
  const { values, officers } = documentValuesOf(told, again)
  const { party } = signed.input.signatures as { party: { signer: string } }
  const common = { caseId: id, officeGrid, officers, given: values, recipient: party.signer }
  const enterprise = { ...one.values, id: one.id, gridCode: one.gridCode }
  return MADE_BY.flatMap(([key, act]) => {
    const done = acts.find((own) => own.act === act)
    return done ? [{ ...common, key, enterprise, ...madeAt(done) }] : []
  })
}

/** A paper is written a few minutes after the act it belongs to. */
const madeAt = ({ at, by }: PastAct) => ({ issuedAt: new Date(at.getTime() + 300_000), by: by.name })

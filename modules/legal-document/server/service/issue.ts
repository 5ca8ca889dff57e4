import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { wordsOf } from '#kernel/documents/model/words-of.ts'
import { readPng } from '#kernel/documents/png.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { sealedValues } from '../../model/frozen.ts'
import { checkAddress, numberText } from '../../model/number.ts'
import { documentProblems } from '../../model/problems.ts'
import type { IssueInput, SignInput } from '../../model/schema.ts'
import type { DocumentContext } from '../context.ts'
import * as agencies from '../store/agency.ts'
import * as store from '../store/document.ts'
import * as proofs from '../store/proof.ts'
import { draftDocument, getDocument, getDocumentFor, listMissing, noAgency } from './draft.ts'
import { spendReserved, takeNumber } from './number.ts'
import { refuseTooSoon } from './of-case.ts'
import { fillDocument, keepEdition, newCheckCode, printDocument, seriesOf, textHashOf } from './print.ts'
import { settleIssued } from './served.ts'

/**
 * Issues a draft: nothing may be missing, it takes its number, its words are frozen and hashed, its PDF is kept.
 * @param site address the code on the paper leads to
 * @throws actClosed; notYet; incomplete naming what is missing; glyphMissing; tooEarly; as takeNumber and spendReserved
 */
export async function issueDocument(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  id: string,
  input: IssueInput,
  site: string,
): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, 'issue')
  await refuseTooSoon(tx, actor, row)
  await refuseIncomplete(tx, actor, row)
  const agency = await agencies.findAgencyOf(tx, row.agencyGrid)
  if (!agency) throw noAgency()
  const issuedOn = input.issuedOn ?? today()
  refuseOddDay(issuedOn, row)
  const named = await nameDocument(tx, actor, row, agency, Number(issuedOn.slice(0, 4)), input)
  const values = { ...row.values, ...sealedValues(row.template, named.number, issuedOn) }
  const series = seriesOf(agency)
  const filled = fillDocument({ template: row.template, values, agency, series, draft: false })
  const words = wordsOf(filled)
  const frozen = {
    values,
    ...named,
    series,
    words,
    textHash: textHashOf(named.number, words),
    checkCode: newCheckCode(),
    issuedOn,
    issuedBy: actingName(actor),
  }
  await store.updateIssued(tx, id, frozen)
  const qr = agency.facts.printsQr ? checkAddress(site, frozen) : null
  const printed = await printDocument(context, filled, { qr })
  await keepEdition(tx, context, actor, { ...aboutEdition(row, named.number), edition: 1, why: 'issued' }, printed)
  if (row.replacesId) await store.updateEnded(tx, row.replacesId, { state: 'replaced', ...replacedBy(actor, frozen) })
  await settleIssued(tx, actor, await getDocument(tx, actor, id))
  return getDocument(tx, actor, id)
}

const replacedBy = (actor: Actor, { number }: store.Frozen) => ({
  by: actingName(actor),
  reason: number ? `由${number}更正` : '已由新的文书更正',
})

/** What the file of an edition is about. */
export const aboutEdition = (row: Pick<store.DocumentRow, 'id' | 'gridCode' | 'name'>, number: string | null) => ({
  documentId: row.id,
  gridCode: row.gridCode,
  name: number ? `${row.name}${number}` : row.name,
})

/** @throws incomplete naming what is missing */
export async function refuseIncomplete(
  tx: Tx,
  actor: Actor,
  row: Pick<store.DocumentRow, 'template' | 'values' | 'caseId' | 'objectId' | 'number'>,
): Promise<void> {
  const faults = (await listMissing(tx, actor, row)).filter(({ blocks }) => blocks)
  if (faults.length === 0) return
  const named = faults.slice(0, 6).map(({ message }) => message)
  const more = faults.length > 6 ? `等 ${faults.length} 处` : ''
  throw new Problem(documentProblems.incomplete, `还不能制发：${named.join('；')}${more}。`, {
    errors: faults.map(({ pointer, message }) => ({ pointer: pointer && `/values${pointer}`, message })),
  })
}

/** A document is dated between what it tells of and today. @throws tooEarly */
export function refuseOddDay(issuedOn: string, row: Pick<store.DocumentRow, 'values'>): void {
  if (issuedOn > today())
    throw new Problem(documentProblems.tooEarly, '落款日期不能晚于今天。', {
      errors: [{ pointer: '/issuedOn', message: '不晚于今天' }],
    })
  const before = row.values.startAt ?? row.values.checkDate
  if (typeof before === 'string' && before.slice(0, 10) > issuedOn)
    throw new Problem(documentProblems.tooEarly, '落款日期不能早于检查日期。', {
      errors: [{ pointer: '/issuedOn', message: '不早于检查日期' }],
    })
}

/** The number of a document and what it is made of; none where its form has none. */
async function nameDocument(
  tx: Tx,
  actor: Actor,
  row: store.DocumentRow,
  agency: agencies.AgencyRow,
  year: number,
  input: IssueInput,
): Promise<Pick<store.Frozen, 'number' | 'word' | 'year' | 'seq'>> {
  const word = row.template.numbered === 'none' ? null : row.template.number_word
  if (!word) return { number: null, word: null, year, seq: null }
  const series = { agencyGrid: agency.gridCode, word, year }
  const taker = { by: actingName(actor), documentId: row.id }
  const seq =
    input.blockId && input.n
      ? await spendReserved(tx, series, { blockId: input.blockId, n: input.n }, taker)
      : await takeNumber(tx, series, row.caseId, taker)
  return { number: numberText(agency.facts.region, word, year, seq), word, year, seq }
}

/**
 * Takes a signature: a picture from the screen makes a new edition of the PDF, on paper it is only noted; a refusal is written in its
 * place. The words stay as they were frozen.
 * @throws actClosed; notASignature; noRefusal; signedAlready; pictureUnreadable
 */
export async function signDocument(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  id: string,
  input: SignInput,
  site: string,
): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, 'sign')
  refuseSignature(row, await proofs.listSignatures(tx, id), input)
  await keepSignature(tx, actor, id, input)
  if (input.kind !== 'paper') await printAgain(tx, context, actor, row, site)
  return getDocument(tx, actor, id)
}

/** @throws notASignature; signedAlready; noRefusal */
export function refuseSignature(
  row: Pick<store.DocumentRow, 'template' | 'values'>,
  earlier: readonly Pick<proofs.SignatureRow, 'field' | 'signer' | 'kind'>[],
  input: SignInput,
): void {
  const place = row.template.signatures.find(({ field }) => field === input.field)
  if (!place) throw new Problem(documentProblems.notASignature, '这份文书没有这个签名处。')
  const here = earlier.filter(({ field }) => field === input.field)
  if (here.some(({ signer, kind }) => signer === input.signer || kind === 'refused'))
    throw new Problem(documentProblems.signedAlready, `${input.signer}已经签过，或此处已记拒签。`)
  if (here.length >= Math.max(place.count ?? 1, officersOf(row).length || 1))
    throw new Problem(documentProblems.signedAlready, `${place.label_zh}已经签满。`)
  if (input.kind === 'refused' && !place.refusal_allowed)
    throw new Problem(documentProblems.noRefusal, `${place.label_zh}必须签名，不能记为拒签。`)
}

/** Enters a signature. @param at when it was given; now unless said. @throws pictureUnreadable */
export const keepSignature = (tx: Tx, actor: Actor, documentId: string, input: SignInput, at = new Date()) =>
  proofs.insertSignature(tx, {
    id: newId(),
    documentId,
    field: input.field,
    kind: input.kind,
    signer: input.signer,
    picture: input.kind === 'picture' ? pictureOf(input.picture) : null,
    reason: input.kind === 'refused' ? input.reason : null,
    witness: input.kind === 'refused' ? (input.witness ?? null) : null,
    signedAt: at,
    takenBy: actingName(actor),
  })

const officersOf = (row: Pick<store.DocumentRow, 'values'>): unknown[] =>
  Array.isArray(row.values.officers) ? row.values.officers : []

/** Longest side of a signature, in dots. */
const MOST_DOTS = 4000

/** A PNG of a signature. @throws pictureUnreadable */
export function pictureOf(base64: string): Buffer {
  const picture = Buffer.from(base64, 'base64')
  const size = readPng(picture)
  if (!size) throw new Problem(documentProblems.pictureUnreadable, '签名图片打不开，请在签名板上重新签。')
  if (size.width > MOST_DOTS || size.height > MOST_DOTS)
    throw new Problem(documentProblems.pictureUnreadable, '签名图片太大，请在签名板上重新签。')
  return picture
}

async function printAgain(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  row: store.DocumentRow,
  site: string,
): Promise<void> {
  const agency = await agencies.findAgencyOf(tx, row.agencyGrid)
  const signatures = await proofs.listSignatures(tx, row.id)
  const { template, values, series } = row
  const filled = fillDocument({ template, values, agency, series, draft: false, signatures })
  const code = { number: row.number, checkCode: row.checkCode as string }
  const printed = await printDocument(context, filled, {
    signatures,
    qr: agency?.facts.printsQr ? checkAddress(site, code) : null,
  })
  const edition = (await proofs.listEditions(tx, row.id)).length + 1
  await keepEdition(tx, context, actor, { ...aboutEdition(row, row.number), edition, why: 'signed' }, printed)
}

/** Takes a document back, or gives up a draft, with the reason; it stays to be read. @throws actClosed */
export async function endDocument(
  tx: Tx,
  actor: Actor,
  id: string,
  act: 'withdraw' | 'discard',
  reason: string,
): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, act)
  const state = act === 'withdraw' ? 'withdrawn' : 'discarded'
  await store.updateEnded(tx, id, { state, by: actingName(actor), reason })
  return row
}

/**
 * Begins a new document with the values of an issued one; the old one is marked corrected when the new one is issued.
 * @throws actClosed when it is corrected already or is no longer in force
 */
export async function correctDocument(tx: Tx, actor: Actor, id: string): Promise<string> {
  const row = await getDocumentFor(tx, actor, id, 'correct')
  if (row.replacedById)
    throw new Problem(documentProblems.actClosed, '已经有一份更正的草稿，请在那份上改。', {
      documentId: row.replacedById,
    })
  const given = new Set(['document.no', 'document.sealedAt'])
  const dropped = new Set(row.template.fields.filter(({ source }) => given.has(source)).map(({ key }) => key))
  const values = Object.fromEntries(Object.entries(row.values).filter(([key]) => !dropped.has(key)))
  return draftDocument(tx, actor, { key: row.key, objectId: row.objectId, caseId: row.caseId, values }, row.id)
}

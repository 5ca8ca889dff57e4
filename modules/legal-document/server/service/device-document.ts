import { isDeepStrictEqual } from 'node:util'
import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { type DocumentTemplate, printedName } from '#standards/legal-document/template.ts'
import { firstDifference, frozenWords, sealedValues } from '../../model/frozen.ts'
import { checkAddress } from '../../model/number.ts'
import { documentProblems } from '../../model/problems.ts'
import type { DeviceDocument, SignInput } from '../../model/schema.ts'
import { type Earlier, fillFromSources } from '../../model/source.ts'
import type { DocumentContext } from '../context.ts'
import type { AgencyRow } from '../store/agency.ts'
import * as store from '../store/document.ts'
import * as proofs from '../store/proof.ts'
import { spendOnDevice } from './device-number.ts'
import { getDocument, knowMatter, type Matter, noAgency, partyName, refuseOfFiled } from './draft.ts'
import { aboutEdition, keepSignature, refuseIncomplete, refuseOddDay, refuseSignature } from './issue.ts'
import { refuseTooSoon } from './of-case.ts'
import { fillDocument, keepEdition, newCheckCode, printDocument, textHashOf } from './print.ts'
import { getTemplate, getVersionOnDevice, type TemplateInForce } from './template.ts'

/**
 * Takes a document a device issued and printed without a network: under the number that stands on its paper, with the words that
 * stand there, or not at all. Its PDF is printed from the same values with the signatures taken on the screen.
 * @param site address the code on the paper leads to
 * @throws notFound; noAgency; templateUnknown; filed; notYet; caseEnded; foreignParty; foreignSigner; citesUnknown; incomplete; tooEarly; as spendOnDevice; wordsDiffer; as signDocument
 */
export async function takeDeviceDocument(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  input: DeviceDocument,
  site: string,
): Promise<store.DocumentRow> {
  const known = await store.findDocument(tx, actor.scope, input.id)
  if (known) return sameDocument(known, input)
  const matter = await knowMatter(tx, actor, input)
  if (!matter.agency) throw noAgency()
  const inForce = await getVersionOnDevice(tx, actor.gridCode, input)
  const { template } = inForce
  const about = { template, objectId: matter.objectId, caseId: input.caseId, name: printedName(template.name_zh) }
  await refuseOfFiled(tx, actor, about)
  await refuseTooSoon(tx, actor, about, true)
  await refuseOfEnded(tx, actor, input)
  refuseForeignParty(input, template, matter)
  refuseStrangeCitations(input, inForce, matter.known.earlier)
  await refuseIncomplete(tx, actor, { ...about, values: input.values, number: null })
  const issuedOn = today(new Date(input.issuedAt))
  refuseOddDay(issuedOn, input)
  const fresh = await store.insertDocument(tx, {
    ...{ id: input.id, key: input.key, template, templateVersion: inForce.version, name: about.name },
    ...{ gridCode: matter.gridCode, objectId: matter.objectId, caseId: input.caseId, replacesId: null },
    values: input.values,
    agencyGrid: matter.agency.gridCode,
    audience: template.audience,
    partyName: partyName(input.values),
    createdBy: actingName(actor),
    createdAccount: actor.accountId,
  })
  // The same paper in two operations at once: the faster one has it by now.
  if (!fresh) return sameDocument(await store.findDocument(tx, actor.scope, input.id), input)
  const named = await nameAsPrinted(tx, actor, matter.agency, input, inForce, issuedOn)
  const values = { ...input.values, ...sealedValues(template, named.number, issuedOn) }
  const words = frozenWords({ template, values, series: input.series })
  refuseOtherWords(named.number, words, input)
  const frozen = { values, ...named, series: input.series, words, textHash: input.textHash, issuedOn }
  await store.updateIssued(tx, input.id, { ...frozen, issuedBy: actingName(actor) })
  const madeAt = new Date(input.issuedAt)
  const notes = [
    ...(await templateNotes(tx, actor, inForce)),
    ...signatureNotes(input, template),
    ...differenceNotes(inForce, values, fillFromSources(template.fields, { ...matter.known, follows: [] })),
  ]
  await store.updateFromDevice(tx, input.id, { deviceId: input.deviceId, madeAt, notes })
  await keepSignatures(tx, actor, input, { template, values }, madeAt)
  const row = await getDocument(tx, actor, input.id)
  await printAsIssued(tx, context, actor, row, matter.agency, site)
  return row
}

/** The same document sent again under another operation is the same; another one cannot have its id. */
function sameDocument(known: store.DocumentRow | undefined, { textHash }: DeviceDocument): store.DocumentRow {
  if (known?.textHash === textHash) return known
  throw new Problem(common.conflict, '这个文书编号已经用过，内容不一样。请在设备上换号重出。')
}

/** A paper that is dated after its case ended is none of that case. @throws caseEnded */
async function refuseOfEnded(tx: Tx, actor: Actor, { caseId, issuedAt }: DeviceDocument): Promise<void> {
  const matter = caseId ? await findCase(tx, actor.scope, caseId) : undefined
  if (!matter?.closedAt || new Date(issuedAt) <= matter.closedAt) return
  throw new Problem(
    documentProblems.caseEnded,
    `这件事 ${today(matter.closedAt)} 已经办结，办结以后不能再出它的文书。请收回这张纸，作废它的文号。`,
  )
}

/** The party of a paper is the one its case or enterprise has, by credit code or by name. @throws foreignParty */
function refuseForeignParty({ values }: DeviceDocument, template: DocumentTemplate, { known }: Matter): void {
  if (!known.party) return
  const [ours, code] = [known.party.name, known.party.idNo]
  for (const { key, type } of template.fields) {
    if (type !== 'party' || !values[key]) continue
    const { name, idNo } = partyIn(values[key])
    if (name === ours || (code && idNo === code)) continue
    throw new Problem(
      documentProblems.foreignParty,
      `文书上的当事人是“${name}”，办件的企业是“${String(ours)}”，没有收下。请收回这张纸，作废它的文号，换号重出。`,
      { errors: [{ pointer: `/values/${key}`, message: `应是${String(ours)}` }] },
    )
  }
}

function partyIn(value: unknown): { name: string; idNo: string } {
  const { name = '', idNo = '' } = (typeof value === 'object' ? value : { name: value }) as Record<string, unknown>
  return { name: String(name), idNo: String(idNo) }
}

/** Names of the officers a document says acted. */
const officersIn = (values: Readonly<Record<string, unknown>>): string[] =>
  (Array.isArray(values.officers) ? values.officers : []).map((one: { name?: unknown }) => String(one?.name ?? ''))

/** Where officers sign, only those sign whom the document names. @throws foreignSigner */
function refuseForeignSigner(
  { template, values }: Pick<store.DocumentRow, 'template' | 'values'>,
  { field, signer }: SignInput,
): void {
  const place = template.signatures.find((one) => one.field === field)
  const names = officersIn(values)
  if (place?.role !== 'officer' || names.length === 0 || names.includes(signer)) return
  throw new Problem(
    documentProblems.foreignSigner,
    `“${signer}”不是文书上写的执法人员（${names.join('、')}），不能在${place.label_zh}处签名。请收回这张纸，换号重出。`,
  )
}

/** Which officers named on the paper have not signed it. */
function signatureNotes({ values, signatures }: DeviceDocument, template: DocumentTemplate): string[] {
  const place = template.signatures.find(({ role, required }) => role === 'officer' && required)
  if (!place) return []
  const missing = officersIn(values).filter(
    (name) => !signatures.some(({ field, signer }) => field === place.field && signer === name),
  )
  return missing.length > 0 ? [`${place.label_zh}处缺${missing.join('、')}的签名，请核对纸上是否签过。`] : []
}

/** What a document says of an earlier one by its number must be there under that number. */
function refuseStrangeCitations(
  { values }: DeviceDocument,
  { template }: TemplateInForce,
  earlier: readonly Earlier[],
): void {
  for (const { key, source } of template.fields) {
    const cited = source.startsWith('previous') && source.endsWith('.documentNo') ? values[key] : null
    if (!cited || earlier.some(({ number }) => number === cited)) continue
    throw new Problem(
      documentProblems.citesUnknown,
      `文书里引用的${String(cited)}没有传到平台，或已经换了号。先传那一份；换了号的，这一份也换号重出。`,
      { errors: [{ pointer: `/values/${key}`, message: '没有这个文号的文书' }] },
    )
  }
}

async function nameAsPrinted(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  input: DeviceDocument,
  { template }: TemplateInForce,
  issuedOn: string,
): Promise<Pick<store.Frozen, 'number' | 'word' | 'year' | 'seq' | 'checkCode'>> {
  const word = template.numbered === 'none' ? null : template.number_word
  const none = { number: null, word: null, year: Number(issuedOn.slice(0, 4)), seq: null }
  if (!word) return { ...none, checkCode: newCheckCode() }
  if (!input.number)
    throw new Problem(documentProblems.numberNotReserved, '这份文书要有文号。请联网领号，再出这份文书。')
  const taking = { deviceId: input.deviceId, documentId: input.id, word, year: none.year }
  const { number, checkCode } = await spendOnDevice(tx, actor, agency, input.number, taking)
  return { number, word, year: none.year, seq: input.number.n, checkCode }
}

/**
 * What stands on the paper is what is issued: where the platform sets other words from the same values, nothing is issued under
 * that number (decision 0014).
 */
function refuseOtherWords(number: string | null, words: string, input: DeviceDocument): void {
  if (textHashOf(number, input.words) !== input.textHash)
    throw new Problem(documentProblems.wordsDiffer, '送来的文字和它的指纹不相符。请收回这张纸，换号重出。')
  const differs = firstDifference(words, input.words)
  if (!differs) return
  const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
  throw new Problem(
    documentProblems.wordsDiffer,
    `第 ${differs.line} 行，纸上是“${short(differs.other)}”，平台排出的是“${short(differs.one)}”。` +
      '没有收下。请收回这张纸，把应用更新到最新，换号重出。',
  )
}

/** What is to be known where another version of the template holds by now. */
async function templateNotes(tx: Tx, actor: Actor, { id, key, version }: TemplateInForce): Promise<string[]> {
  const now = await getTemplate(tx, actor.gridCode, key, today()).catch(() => null)
  if (now && now.id === id) return []
  const since = now ? `现在用第 ${now.version} 版` : '模板现在停用'
  return [`按设备带出的第 ${version} 版模板印出，${since}。`]
}

/** Kinds of fields whose value the case itself knows for sure. */
const COMPARED = ['table', 'officer', 'party']

/** Where a document says other than its case does; times are left out, the device has them from its own clock. */
function differenceNotes({ template }: TemplateInForce, values: object, known: object): string[] {
  const [said, wanted] = [values as Record<string, unknown>, known as Record<string, unknown>]
  const other = template.fields.filter(
    ({ key, type }) => COMPARED.includes(type) && key in wanted && !isDeepStrictEqual(said[key], wanted[key]),
  )
  if (other.length === 0) return []
  return [`${other.map(({ label_zh }) => label_zh).join('、')}和平台上的办件记录不完全一样，请核对。`]
}

async function keepSignatures(
  tx: Tx,
  actor: Actor,
  { id, signatures }: DeviceDocument,
  about: Pick<store.DocumentRow, 'template' | 'values'>,
  at: Date,
): Promise<void> {
  const earlier: SignInput[] = []
  for (const [n, signature] of signatures.entries()) {
    refuseSignature(about, earlier, signature)
    refuseForeignSigner(about, signature)
    // In the order they were given, so that each stands beside its own certificate.
    await keepSignature(tx, actor, id, signature, new Date(at.getTime() + n))
    earlier.push(signature)
  }
}

async function printAsIssued(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  row: store.DocumentRow,
  agency: AgencyRow,
  site: string,
): Promise<void> {
  const signatures = await proofs.listSignatures(tx, row.id)
  const { template, values, series } = row
  const filled = fillDocument({ template, values, agency, series, draft: false, signatures })
  const code = { number: row.number, checkCode: row.checkCode as string }
  const qr = agency.facts.printsQr && row.number ? checkAddress(site, code) : null
  const printed = await printDocument(context, filled, { signatures, qr })
  await keepEdition(tx, context, actor, { ...aboutEdition(row, row.number), edition: 1, why: 'issued' }, printed)
}

import { missingIn, unpackCoverage } from '#kernel/documents/model/coverage.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import { type FieldPerson, fieldDb, type KeptOperation, type KeptPaper } from '#kernel/sync/field/db.ts'
import { deviceState } from '#kernel/sync/field/device.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { AllotmentSpent, keep } from '#kernel/sync/field/outbox.ts'
import { placeNow } from '#kernel/sync/field/place-now.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { printedName } from '#standards/legal-document/template.ts'
import { issueOnDevice } from '../model/device-document.ts'
import { frozenWords, pictureName, type StandingSignature, setDocument } from '../model/frozen.ts'
import { missingOf } from '../model/missing.ts'
import { checkAddress } from '../model/number.ts'
import type {
  DeviceDocument,
  DeviceNumber,
  DocumentFacts,
  DocumentKit,
  KitTemplate,
  Missing,
  SignInput,
} from '../model/schema.ts'
import { type Earlier, fillFromSources } from '../model/source.ts'
import { freeNumbers, numberKey } from './numbers.ts'

/** A document a kind of case wants issued on site, with what that kind says for it. */
export interface PaperWant {
  key: string
  caseId: string
  objectId: string
  objectName: string
  /** What the case says, by the source of fields, and who acts. */
  given: Readonly<Record<string, unknown>>
  officers: readonly { name: string; certNo: string }[]
  /** What the other side said or wrote by hand, by field. */
  byHand: Readonly<Record<string, unknown>>
  signatures: readonly SignInput[]
  /** The operation it follows: the act it belongs to. */
  after: string | null
  /** Why it cannot be issued yet, as a sentence. */
  because: string | null
  /** It is issued without being asked for, as soon as everything for it is there. */
  byItself: boolean
}

/** A document issued on this device, as it is kept here. */
export interface Paper {
  document: DeviceDocument
  name: string
  number: DeviceNumber | null
  template: KitTemplate
  printsQr: boolean
  siteAddress: string
}

/** A paper with what became of it. */
export interface PaperOnDevice {
  kept: KeptPaper
  paper: Paper
  operation: KeptOperation | undefined
}

/** Papers of a case made on this device, the latest first. */
export async function papersOf(
  { accountId }: Pick<FieldPerson, 'accountId'>,
  caseId: string,
): Promise<PaperOnDevice[]> {
  const kept = await fieldDb.papers.where({ accountId, aboutId: caseId }).toArray()
  const operations = await fieldDb.operations.bulkGet(kept.map(({ operationId }) => operationId))
  return kept
    .map((one, at) => ({ kept: one, paper: one.body as Paper, operation: operations[at] }))
    .toSorted((a, b) => b.kept.madeAt.localeCompare(a.kept.madeAt))
}

/** Whether a paper stands: nobody gave it up. */
export const stands = ({ operation }: PaperOnDevice): boolean => operation?.state !== 'dropped'

const earlierOf = ({ paper: { document, name, number, template } }: PaperOnDevice): Earlier => ({
  ...{ key: document.key, name, number: number?.text ?? null, values: document.values },
  issuedOn: localDateOf(new Date(document.issuedAt)),
  template: { fields: template.template.fields },
})

/** Values of a document as far as the device knows them, by the rules the server fills a draft by. */
export function valuesOf(
  want: PaperWant,
  { template }: KitTemplate,
  known: { kit: DocumentKit; facts: DocumentFacts; papers: readonly PaperOnDevice[]; typed: Record<string, unknown> },
): Record<string, unknown> {
  const { all, any } = template.prerequisites
  const filled = fillFromSources(template.fields, {
    ...{ party: known.facts.party, agency: known.kit.agency, officers: want.officers, given: want.given },
    matter: known.facts.matter,
    earlier: [...known.papers.filter(stands).map(earlierOf), ...known.facts.earlier],
    follows: [...any, ...all],
    today: localDateOf(new Date()),
  })
  const fields = new Set(template.fields.map(({ key }) => key))
  const byHand = Object.entries(want.byHand).filter(([key]) => fields.has(key))
  return { ...filled, ...Object.fromEntries(byHand), ...known.typed }
}

/** What is missing before a document can be issued, characters no font of the platform draws included. */
export function missingHere(
  kit: DocumentKit,
  { template }: KitTemplate,
  values: Readonly<Record<string, unknown>>,
): Missing[] {
  const missing = missingOf(template, values).filter(({ blocks }) => blocks)
  if (missing.length > 0) return missing
  const odd = missingIn(frozenWords({ template, values, series: kit.agency.series }), kit.glyphs.map(unpackCoverage))
  return odd.map((one) => ({ pointer: '', message: `字库里没有“${one}”，印出来会是空框，请换一个写法`, blocks: true }))
}

/** Issues a document that needs nobody to ask for it, once: one that was given up is made anew by hand. */
export async function issueByItself(
  person: FieldPerson,
  want: PaperWant,
  { kit, facts }: { kit: DocumentKit; facts: DocumentFacts },
): Promise<void> {
  const template = kit.templates.find(({ key }) => key === want.key)
  const papers = await papersOf(person, want.caseId)
  const made = papers.some(({ paper }) => paper.document.key === want.key)
  if (!want.byItself || want.because || !template || made) return
  const values = valuesOf(want, template, { kit, facts, papers, typed: {} })
  if (missingHere(kit, template, values).length === 0) await issuePaper(person, want, kit, template, values)
}

/** No number is left on the device. */
export class NoNumber extends Error {}

/**
 * Issues a document on this device: it takes the lowest free number, its words are frozen, and it is kept to be sent after the act it
 * belongs to. One at a time: two taps make one paper.
 * @throws NoNumber
 */
export async function issuePaper(
  person: FieldPerson,
  want: PaperWant,
  kit: DocumentKit,
  template: KitTemplate,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await navigator.locks.request(`angrid-paper ${want.caseId} ${want.key}`, async () => {
    const there = (await papersOf(person, want.caseId)).filter(stands)
    if (there.some(({ paper }) => paper.document.key === want.key)) return
    while (!(await tryIssue(person, want, kit, template, values)));
  })
}

/** @returns whether it was issued; another window may have been faster with the number */
async function tryIssue(
  person: FieldPerson,
  want: PaperWant,
  kit: DocumentKit,
  template: KitTemplate,
  values: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const issuedAt = new Date().toISOString()
  const { deviceId } = await deviceState()
  const place = await placeNow(person.accountId, want.objectId)
  const number = await nextNumber(person, template, Number(localDateOf(new Date(issuedAt)).slice(0, 4)))
  const id = newId()
  const document = issueOnDevice({
    ...{ id, deviceId, kit: template, series: kit.agency.series, values, number, issuedAt },
    about: { caseId: want.caseId, objectId: want.objectId },
    signatures: want.signatures,
  })
  const name = printedName(template.template.name_zh)
  const { printsQr } = kit.agency
  const body: Paper = { document, name, number, template, printsQr, siteAddress: kit.siteAddress }
  try {
    await keep(person, {
      path: '/device-documents',
      body: { ...document },
      title: `${name}：${want.objectName}`,
      detail: number?.text ?? '没有文号',
      after: want.after,
      objectId: want.objectId,
      place,
      spends: number && numberKey(person, number),
      paper: { id, aboutId: want.caseId, body },
      whenDropped: number && {
        path: '/device-numbers/void',
        body: { deviceId, blockId: number.blockId, n: number.n },
        title: `作废文号：${number.text}`,
      },
    })
    return true
  } catch (error) {
    if (error instanceof AllotmentSpent) return false
    throw error
  }
}

async function nextNumber(person: FieldPerson, { template }: KitTemplate, year: number): Promise<DeviceNumber | null> {
  const word = template.numbered === 'none' ? null : template.number_word
  if (!word) return null
  const [number] = await freeNumbers(person, word, year)
  if (!number) throw new NoNumber(`这台设备没有“${word}”${year} 年的号了，到有网络的地方自动领`)
  return number
}

const servicePath = (paper: Paper): string => `/legal-documents/${paper.document.id}/services`

/** How a paper was handed over from this device; undefined while it was not. */
export const handOverOf = (paper: Paper): Promise<KeptOperation | undefined> =>
  fieldDb.operations.filter(({ path, state }) => path === `/api/v1${servicePath(paper)}` && state !== 'dropped').first()

/** Enters that a paper was given into somebody's hands on the spot (直接送达): terms run from that day. */
export async function handOver(person: FieldPerson, made: PaperOnDevice, recipient: string): Promise<void> {
  const { paper, kept } = made
  const servedOn = localDateOf(new Date())
  await keep(person, {
    path: servicePath(paper),
    body: { way: 'paper', recipient, place: '检查现场', servedOn },
    title: `当场送达：${paper.name}`,
    detail: `${paper.number?.text ?? ''} 交给${recipient}`,
    after: kept.operationId,
    goesWith: kept.operationId,
    objectId: paper.document.objectId,
    place: await placeNow(person.accountId, paper.document.objectId),
  })
}

/** A signature with the name its picture has on the paper. */
export const standing = (signatures: readonly SignInput[]): StandingSignature[] =>
  signatures.map((one, at) => ({
    ...{ id: `signature-${at}`, field: one.field, kind: one.kind, signer: one.signer },
    reason: one.kind === 'refused' ? one.reason : null,
    witness: one.kind === 'refused' ? (one.witness ?? null) : null,
  }))

/** Pictures of signatures as addresses a browser shows, by the name the pieces call them. */
export const picturesOf = (signatures: readonly SignInput[]): Record<string, string> =>
  Object.fromEntries(
    signatures.flatMap((one, at) =>
      one.kind === 'picture' ? [[pictureName({ id: `signature-${at}` }), `data:image/png;base64,${one.picture}`]] : [],
    ),
  )

/** A paper as its pages print. */
export const filledOf = ({ document, template }: Paper): Filled =>
  setDocument({
    ...{ template: template.template, values: document.values, series: document.series, draft: false },
    signatures: standing(document.signatures),
  })

/** Where the code on a paper leads; null where the agency prints none or there is no number. */
export const checkOf = ({ number, printsQr, siteAddress }: Paper): { address: string; code: string } | null =>
  number && printsQr
    ? {
        address: checkAddress(siteAddress, { number: number.text, checkCode: number.checkCode }),
        code: number.checkCode,
      }
    : null

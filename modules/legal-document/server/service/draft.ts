import { refuseFiled } from '#kernel/cases/refusals.ts'
import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { Values } from '#kernel/documents/model/say.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { printedName } from '#standards/legal-document/template.ts'
import { actWords, type DocumentAct, openActs, stateNames } from '../../model/acts.ts'
import { missingOf } from '../../model/missing.ts'
import { documentProblems } from '../../model/problems.ts'
import type { DraftInput, Missing } from '../../model/schema.ts'
import { fillFromSources, type Known } from '../../model/source.ts'
import { findSource } from '../case-source.ts'
import * as agencies from '../store/agency.ts'
import * as store from '../store/document.ts'
import { listServices } from '../store/proof.ts'
import { missingBefore } from './before.ts'
import { refuseTooSoon } from './of-case.ts'
import { getTemplate } from './template.ts'

/** What a document is about. */
export interface About {
  objectId: string | null
  caseId: string | null
}

export interface Matter extends About {
  gridCode: string
  known: Known
  agency: agencies.AgencyRow | undefined
}

/**
 * What the platform knows of a matter: its enterprise, case, agency, and the documents before.
 * @throws notFound for an enterprise or a case outside the scope
 */
export async function knowMatter(tx: Tx, actor: Actor, about: About): Promise<Matter> {
  const matter = about.caseId ? await findCase(tx, actor.scope, about.caseId) : undefined
  if (about.caseId && !matter) throw new Problem(common.notFound, '没有这个办件，或它不在您的辖区。')
  if (matter?.objectId && about.objectId && about.objectId !== matter.objectId)
    throw new Problem(common.invalid, '文书的当事人要和办件的企业是同一家。', {
      errors: [{ pointer: '/objectId', message: '和办件的企业不是同一家' }],
    })
  const objectId = about.objectId ?? matter?.objectId ?? null
  const enterprise = objectId ? await findEnterprise(tx, actor.scope, objectId) : undefined
  if (objectId && !enterprise) throw new Problem(common.notFound, '没有这家企业，或它不在您的辖区。')
  const gridCode = enterprise?.gridCode ?? matter?.gridCode ?? actor.gridCode
  const agency = await agencies.findAgencyOf(tx, actor.gridCode)
  const earlier = await store.listEarlier(tx, actor.scope, { caseId: about.caseId, objectId })
  const said = matter ? await findSource(matter.type)?.values(tx, actor, matter.id) : undefined
  const known: Known = {
    party: enterprise ? partyOf(enterprise) : null,
    agency: agency?.facts ?? null,
    officers: said && said.officers.length > 0 ? said.officers : officersFirst(actor, agency),
    given: said?.values ?? {},
    matter: matter ? { title: matter.title, openedOn: today(matter.openedAt) } : null,
    earlier,
    follows: [],
    today: today(),
  }
  return { objectId, caseId: about.caseId, gridCode, known, agency }
}

/** An enterprise as the party of a document. */
export const partyOf = (enterprise: Readonly<Record<string, unknown>>): Values => ({
  kind: 'unit',
  name: enterprise.name,
  idNo: enterprise.creditCode ?? '',
  address: enterprise.address ?? enterprise.registeredAddress ?? '',
  postcode: enterprise.postcode ?? '',
  representative: enterprise.legalRepresentative ?? enterprise.principal ?? '',
  post: '',
  phone: enterprise.legalRepresentativePhone ?? enterprise.contactPhone ?? '',
})

/** The actor as the first officer, with the certificate the agency knows of; the second one is chosen by hand. */
function officersFirst(actor: Actor, agency: agencies.AgencyRow | undefined) {
  const own = agency?.facts.officers.find(({ name }) => name === actor.personName)
  return [own ?? { name: actor.personName, certNo: '' }]
}

/** Values of a new document as far as the platform knows them. @throws noTemplate; as knowMatter */
export async function proposeValues(tx: Tx, actor: Actor, key: string, about: About) {
  const matter = await knowMatter(tx, actor, about)
  const { template, version } = await getTemplate(tx, actor.gridCode, key, matter.known.today)
  const { all, any } = template.prerequisites
  const known = { ...matter.known, follows: [...any, ...all] }
  return { matter, template, version, values: fillFromSources(template.fields, known) }
}

/**
 * Begins a document: the template of today, values filled in from what is known, then what was typed.
 * @throws noAgency; idTaken; notYet for one of a case whose earlier ones are missing; as proposeValues
 */
export async function draftDocument(
  tx: Tx,
  actor: Actor,
  input: DraftInput,
  replacesId: string | null = null,
): Promise<string> {
  const about = { objectId: input.objectId ?? null, caseId: input.caseId ?? null }
  await refuseOfFiled(tx, actor, about)
  const { matter, template, version, values } = await proposeValues(tx, actor, input.key, about)
  if (!matter.agency) throw noAgency()
  await refuseTooSoon(tx, actor, { ...matter, template, name: printedName(template.name_zh) })
  const id = input.id ?? newId()
  const all = { ...values, ...input.values }
  const fresh = await store.insertDocument(tx, {
    id,
    gridCode: matter.gridCode,
    objectId: matter.objectId,
    caseId: matter.caseId,
    agencyGrid: matter.agency.gridCode,
    key: input.key,
    name: printedName(template.name_zh),
    templateVersion: version,
    template,
    values: all,
    audience: template.audience,
    partyName: partyName(all),
    createdBy: actingName(actor),
    createdAccount: actor.accountId,
    replacesId,
  })
  if (!fresh) throw new Problem(common.conflict, '这个文书编号已经用过。')
  return id
}

export const noAgency = () =>
  new Problem(documentProblems.noAgency, '还没有本机关的名称、地区字等信息，请先在“执法机关”里填写。')

/** Whom a document is about, by name. */
export const partyName = (values: Values): string => {
  const party = values.party as { name?: unknown } | string | null | undefined
  const name = typeof party === 'object' && party !== null ? party.name : party
  return String(name ?? '').slice(0, 100)
}

/** Changes the values of a draft, as it was read in this version. @throws notFound; actClosed; versionMovedOn */
export async function editDraft(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  values: Record<string, unknown>,
): Promise<store.DocumentRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const row = await getDocumentFor(tx, actor, id, 'edit')
  if (row.version !== version)
    throw new Problem(common.versionMovedOn, '别人刚改过这份草稿，请重新打开再改。', { currentVersion: row.version })
  await store.updateValues(tx, id, values, partyName(values))
  return row
}

/** A document inside the scope. @throws notFound */
export async function getDocument(tx: Tx, actor: Actor, id: string): Promise<store.DocumentRow> {
  return (await store.findDocument(tx, actor.scope, id)) ?? missing()
}

/** Holds a document for an act that must be open. @throws notFound; actClosed with the acts that are */
export async function getDocumentFor(tx: Tx, actor: Actor, id: string, act: DocumentAct): Promise<store.DocumentRow> {
  const row = (await store.findDocumentForUpdate(tx, actor.scope, id)) ?? missing()
  await refuseOfFiled(tx, actor, row)
  const open = await actsOf(tx, actor, row)
  if (open.includes(act)) return row
  const titles = open.map((one) => actTitles[one]).join('、')
  throw new Problem(
    documentProblems.actClosed,
    `这份文书${stateNames[row.state]}，不能${actTitles[act]}。${titles ? `现在可以：${titles}。` : ''}`,
    { openActs: open },
  )
}

const actTitles: Readonly<Record<DocumentAct, string>> = {
  edit: '修改',
  discard: '作废草稿',
  issue: '制发',
  sign: '签名',
  serve: '送达',
  receive: '签收',
  withdraw: '撤回',
  correct: '更正',
}

function missing(): never {
  throw new Problem(common.notFound, '没有这份文书，或它不在您的辖区。')
}

/** Documents of a case that was put away stay as they were bound. @throws filed */
export async function refuseOfFiled(tx: Tx, actor: Actor, { caseId }: { caseId: string | null }): Promise<void> {
  const matter = caseId ? await findCase(tx, actor.scope, caseId) : undefined
  if (matter) refuseFiled(matter)
}

/** Acts open to somebody on a document. */
export async function actsOf(tx: Tx, actor: Actor, row: store.DocumentRow): Promise<DocumentAct[]> {
  const matter = row.caseId ? await findCase(tx, actor.scope, row.caseId) : undefined
  if (matter?.filedAs) return []
  const services = row.state === 'issued' ? await listServices(tx, row.id) : []
  const awaits = services.some(({ way, receivedAt }) => way === 'account' && receivedAt === null)
  const open = openActs({ ...row, receivedAt: row.receivedAt?.toISOString() ?? null, awaits })
  return open.filter((act) => may(actor, actWords[act]))
}

/** What stands in the way of a document, and what is only advised: its values, and the documents that must come before. */
export async function listMissing(
  tx: Tx,
  actor: Actor,
  row: Pick<store.DocumentRow, 'template' | 'values' | 'caseId' | 'objectId' | 'number'>,
): Promise<Missing[]> {
  const values = missingOf(row.template, row.values)
  return [...values, ...(await missingBefore(tx, actor, row.template, row))]
}

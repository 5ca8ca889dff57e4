import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { layoutFaults } from '#standards/document-layout/placeholder.ts'
import { readTemplates } from '#standards/legal-document/read.ts'
import { type DocumentTemplate, templateKey } from '#standards/legal-document/template.ts'
import { documentProblems } from '../../model/problems.ts'
import * as store from '../store/template.ts'

/** A template as it holds for an office on a day. */
export interface TemplateInForce {
  /** The kept version; null for the seed. */
  id: string | null
  key: string
  version: number
  fromOn: string | null
  template: DocumentTemplate
}

/** The number of the seed among the versions of its template. */
const SEED_VERSION = 1

const seedInForce = (template: DocumentTemplate): TemplateInForce => ({
  id: null,
  key: templateKey(template),
  version: SEED_VERSION,
  fromOn: null,
  template,
})

/** All templates in force for an office on a day: the seeds in the order of the catalogue, then its own ones. */
export async function listTemplates(tx: Tx, gridCode: string, on: string): Promise<TemplateInForce[]> {
  const own = new Map((await store.listInForce(tx, gridCode, on)).map((row) => [row.key, row]))
  const seeds = readTemplates().map((template) => {
    const seed = seedInForce(template)
    const row = own.get(seed.key)
    own.delete(seed.key)
    return row ?? seed
  })
  return [...seeds, ...own.values()]
}

/** @throws noTemplate */
export async function getTemplate(tx: Tx, gridCode: string, key: string, on: string): Promise<TemplateInForce> {
  const found = (await listTemplates(tx, gridCode, on)).find((one) => one.key === key)
  if (!found) throw new Problem(documentProblems.noTemplate, '没有这种文书，或它的模板已经停用。')
  return found
}

/**
 * The version of a template a device took along, though another may hold by now.
 * @throws templateUnknown
 */
export async function getVersionOnDevice(
  tx: Tx,
  gridCode: string,
  { key, templateId, templateVersion }: { key: string; templateId: string | null; templateVersion: number },
): Promise<TemplateInForce> {
  const seed = readTemplates().find((template) => templateKey(template) === key)
  const kept = templateId ? await store.findVersion(tx, gridCode, templateId) : undefined
  const found = templateId ? kept : seed && seedInForce(seed)
  if (found && found.key === key && found.version === templateVersion) return found
  throw new Problem(
    documentProblems.templateUnknown,
    `平台上没有这份文书的第 ${templateVersion} 版模板。请在设备上联网重新带出文书，换号重出。`,
  )
}

/** The versions of a template an office may see, the latest first, the seed last. @throws noTemplate */
export async function listVersions(tx: Tx, gridCode: string, key: string) {
  const rows = await store.listVersions(tx, gridCode, key)
  const seed = readTemplates().find((template) => templateKey(template) === key)
  if (!seed && rows.length === 0) throw new Problem(documentProblems.noTemplate, '没有这种文书模板。')
  return { rows, seed: seed ?? null }
}

/**
 * Keeps a changed template as the next version of the actor's office, in force from a day.
 * @throws templateFaulty naming each faulty block; noTemplate
 */
export async function saveVersion(
  tx: Tx,
  actor: Actor,
  key: string,
  input: { template: DocumentTemplate; fromOn: string; note: string },
): Promise<{ id: string; version: number }> {
  await listVersions(tx, actor.gridCode, key)
  refuseFaults(input.template)
  const version = (await store.lockVersions(tx, actor.gridCode, key)) + 1
  const id = newId()
  const savedBy = actingName(actor)
  await store.insertVersion(tx, { id, gridCode: actor.gridCode, key, version, savedBy, ...input })
  return { id, version }
}

/** Makes a template of the office's own out of another, under a new name. @throws noTemplate */
export async function copyTemplate(
  tx: Tx,
  actor: Actor,
  key: string,
  input: { name: string; fromOn: string },
  on: string,
): Promise<{ id: string; key: string }> {
  const { template } = await getTemplate(tx, actor.gridCode, key, on)
  const id = newId()
  const own = `own_${id
    .replaceAll('-', '')
    .slice(-12)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] as string)}`
  const { variant: _variant, ...rest } = template
  const copy = { ...rest, key: own, name_zh: input.name, verified: false, source: `复制自${template.name_zh}` }
  await store.insertVersion(tx, {
    id,
    gridCode: actor.gridCode,
    key: own,
    version: SEED_VERSION,
    fromOn: input.fromOn,
    template: copy,
    note: `复制自《${template.name_zh}》`,
    savedBy: actingName(actor),
  })
  return { id, key: own }
}

/**
 * Takes a version out of use from a day on; the one before it holds again. Documents made with it stay.
 * @throws noTemplate; templateOfOthers; tooEarly
 */
export async function retireVersion(tx: Tx, actor: Actor, id: string, on: string): Promise<store.VersionRow> {
  const row = await store.findVersionForUpdate(tx, actor.gridCode, id)
  if (!row) throw new Problem(documentProblems.noTemplate, '没有这个模板版本。')
  if (row.gridCode !== actor.gridCode)
    throw new Problem(documentProblems.templateOfOthers, '这是上级单位的模板，只能用，不能停用。')
  if (on < row.fromOn)
    throw new Problem(documentProblems.tooEarly, `停用日期不能早于启用日期 ${row.fromOn}。`, {
      errors: [{ pointer: '/retiredOn', message: `不早于 ${row.fromOn}` }],
    })
  await store.retireVersion(tx, id, on)
  return row
}

/** @throws templateFaulty with the block each fault stands in */
export function refuseFaults(template: DocumentTemplate): void {
  const faults = layoutFaults(template)
  if (faults.length === 0) return
  const errors = faults.map(({ block, message }) => ({
    pointer: block === 0 ? '/template' : `/template/body/${block - 1}`,
    message: block === 0 ? message : `第 ${block} 个版块：${message}`,
  }))
  throw new Problem(documentProblems.templateFaulty, errors.map(({ message }) => message).join(' '), { errors })
}

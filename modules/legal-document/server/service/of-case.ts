import type { z } from 'zod'
import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { type DocumentTemplate, printedName } from '#standards/legal-document/template.ts'
import { documentProblems } from '../../model/problems.ts'
import type { SuitView } from '../../model/schema.ts'
import { type DocumentSource, findSource } from '../case-source.ts'
import { type DocumentLineRow, type DocumentRow, listOfCase } from '../store/document.ts'
import { missingBefore } from './before.ts'
import { listTemplates } from './template.ts'

interface OfCase {
  documents: DocumentLineRow[]
  suits: z.input<typeof SuitView>[]
}

/** The documents of a case, the first one first, and those that suit it now with what each still waits for. @throws notFound */
export async function documentsOfCase(tx: Tx, actor: Actor, caseId: string): Promise<OfCase> {
  const matter = await findCase(tx, actor.scope, caseId)
  if (!matter) throw new Problem(common.notFound, '没有这个办件，或它不在您的辖区。')
  const documents = await listOfCase(tx, actor.scope, caseId)
  const source = findSource(matter.type)
  if (!source || matter.filedAs || actor.scope.objectId || !may(actor, 'legal-document.draft'))
    return { documents, suits: [] }
  const keys = source.suggests(matter.state)
  const templates = new Map(
    (await listTemplates(tx, actor.gridCode, today())).map(({ template }) => [template.key, template]),
  )
  const about = { caseId, objectId: matter.objectId }
  const suits: OfCase['suits'] = []
  for (const key of keys) {
    const template = templates.get(key)
    if (!template || (await source.fits?.(tx, { caseId, key })) === false) continue
    const waits = await waitsFor(tx, actor, template, { ...about, onDevice: false }, source, matter.state)
    suits.push({
      key,
      no: template.no,
      name: printedName(template.name_zh),
      numbered: template.numbered !== 'none',
      waits,
      draftId: documents.find((one) => one.key === key && one.state === 'draft')?.id ?? null,
      issued: documents.filter((one) => one.key === key && one.state === 'issued').length,
    })
  }
  return { documents, suits }
}

async function waitsFor(
  tx: Tx,
  actor: Actor,
  template: DocumentTemplate,
  about: { caseId: string; objectId: string | null; onDevice: boolean },
  source: DocumentSource,
  state: string,
): Promise<string[]> {
  const before = await missingBefore(tx, actor, template, about)
  const own = await source.hinders?.(tx, { caseId: about.caseId, onDevice: about.onDevice, state, key: template.key })
  return [...before.filter(({ blocks }) => blocks).map(({ message }) => message), ...(own ? [own] : [])]
}

/**
 * Refuses a document of a case whose earlier ones are not there, where its kind has documents: what it would say of them is not known.
 * The kind also says which act a document may not come before.
 * @param onDevice it was printed on site already
 * @throws notYet naming what is missing
 */
export async function refuseTooSoon(
  tx: Tx,
  actor: Actor,
  row: Pick<DocumentRow, 'template' | 'caseId' | 'objectId' | 'name'>,
  onDevice = false,
): Promise<void> {
  if (!row.caseId) return
  const matter = await findCase(tx, actor.scope, row.caseId)
  const source = matter && findSource(matter.type)
  if (!source) return
  const about = { caseId: row.caseId, objectId: row.objectId, onDevice }
  const waits = await waitsFor(tx, actor, row.template, about, source, matter.state)
  if (waits.length > 0)
    throw new Problem(documentProblems.notYet, `现在还不能出《${row.name}》：${waits.join('；')}。`, { waits })
}

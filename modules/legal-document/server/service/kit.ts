import type { Tx } from '#kernel/db/db.ts'
import { fontCoverage } from '#kernel/documents/glyph.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { DocumentFacts, DocumentKit } from '../../model/schema.ts'
import { findSource } from '../case-source.ts'
import { findAgencyOf } from '../store/agency.ts'
import { knowMatter, noAgency } from './draft.ts'
import { listTemplates } from './template.ts'

/**
 * What a device needs to issue the documents of a kind of case without a network: the agency, and today's templates.
 * @throws notFound for a kind without documents on site; noAgency
 */
export async function kitOf(
  tx: Tx,
  actor: Actor,
  kind: string,
  given: Pick<DocumentKit, 'siteAddress' | 'numbersEach'>,
): Promise<DocumentKit> {
  const keys = findSource(kind)?.onSite
  if (!keys) throw new Problem(common.notFound, '这种办件没有在现场出的文书。')
  const agency = await findAgencyOf(tx, actor.gridCode)
  if (!agency) throw noAgency()
  const all = await listTemplates(tx, actor.gridCode, today())
  const templates = keys.flatMap((key) => {
    const found = all.find((one) => one.key === key)
    return found ? [{ key, templateId: found.id, version: found.version, template: found.template }] : []
  })
  const words = templates.flatMap(({ template }) =>
    template.numbered === 'none' || !template.number_word ? [] : [template.number_word],
  )
  // Officers of an inspection come from its team; hundreds of names stay where they are.
  const agencyFacts = { ...agency.facts, officers: [] }
  return { ...given, agency: agencyFacts, templates, words: [...new Set(words)], glyphs: fontCoverage() }
}

/** What the platform knows of a case for its documents. @throws notFound */
export async function documentFactsOf(tx: Tx, actor: Actor, caseId: string): Promise<DocumentFacts> {
  const { known } = await knowMatter(tx, actor, { caseId, objectId: null })
  const earlier = known.earlier.map(({ key, name, number, issuedOn, template, values }) => ({
    ...{ key, name, number, issuedOn, values },
    template: { fields: [...template.fields] },
  }))
  return { party: known.party, matter: known.matter, officers: [...known.officers], earlier }
}

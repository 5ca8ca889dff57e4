import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseValues, DocumentSource } from '#modules/legal-document/server/case-source.ts'
import { localMinute, officersOf, visitValues } from '../../model/document-values.ts'
import type { ReinspectValue } from '../../model/inspection.ts'
import type { Inspection, ToldAct } from '../../model/inspection-story.ts'
import { listStanding, type StandingHazard } from './hazards.ts'
import { actsOf, toldOf } from './told.ts'

/** Documents by the state they are written in (enforcement.md §2, column documents). */
const SUGGESTED: Readonly<Record<string, readonly string[]>> = {
  planned: ['inspection_approval', 'inspection_scheme'],
  assigned: ['inspection_approval', 'inspection_scheme', 'inspection_notice'],
  on_site: ['inquiry_notice', 'inquiry_record', 'inquest_record', 'sampling_voucher'],
  recorded: ['inspection_record', 'onsite_measures_decision', 'inquiry_record', 'sampling_voucher'],
  deciding: ['inspection_record', 'rectification_order', 'onsite_measures_decision', 'inquiry_record'],
  no_issue: ['inspection_record'],
  rectifying: ['inspection_record', 'rectification_order', 'onsite_measures_decision', 'service_receipt'],
  reinspect_due: ['reinspection_opinion', 'service_receipt'],
  partly: ['reinspection_opinion', 'service_receipt'],
  failed: ['reinspection_opinion', 'service_receipt'],
  passed: ['reinspection_opinion', 'service_receipt'],
}

/** Why a document cannot be written yet: it would tell of an act that was not done. On a device it is written after that act only. */
function tooSoon(key: string, told: Inspection | null, onDevice: boolean): string | null {
  const recorded = onDevice ? told?.signedOn : told?.recordedAt
  const words = onDevice ? '平台上还没有这次检查双方签过字的记录' : '这次检查还没有写现场检查记录'
  switch (key) {
    case 'inspection_record':
      return recorded ? null : words
    case 'onsite_measures_decision':
      return !recorded ? words : told?.measures ? null : '这次检查没有记现场处理措施'
    case 'rectification_order':
      if (!recorded) return words
      return onDevice && !told?.orderedOn ? '平台上还没有这次检查的责令整改' : null
    default:
      return null
  }
}

/** What an inspection says for its documents, and which of them suit its state. */
export const inspectionDocuments: DocumentSource = {
  kind: 'inspection',
  values: valuesOf,
  suggests: (state) => SUGGESTED[state] ?? [],
  hinders: async (tx, { caseId, key, onDevice }) => tooSoon(key, await toldOf(tx, caseId), onDevice),
  onSite: ['inspection_record', 'rectification_order', 'onsite_measures_decision'],
}

async function valuesOf(tx: Tx, actor: Actor, caseId: string): Promise<CaseValues> {
  const told = await toldOf(tx, caseId)
  if (!told) return { values: {}, officers: [] }
  const last = (await actsOf(tx, caseId)).findLast(({ act }) => act === 'reinspect')
  return documentValuesOf(told, last ? { last, standing: await listStanding(tx, actor, caseId) } : null)
}

/** What an inspection says for its documents, by the source of their fields, with whoever was there. */
export const documentValuesOf = (told: Inspection, again: Again | null): CaseValues => ({
  values: { ...visitValues(told), ...(again ? reinspectionValues(again) : {}) },
  officers: officersOf(told),
})

/** The last reinspection and the hazards it looked at. */
interface Again {
  last: Pick<ToldAct, 'at' | 'input'>
  standing: readonly Pick<StandingHazard, 'no' | 'hazardId' | 'what'>[]
}

/** What the last reinspection saw, item by item of the order. */
function reinspectionValues({ last, standing }: Again): Record<string, unknown> {
  const { results, team } = last.input as { results: ReinspectValue[]; team: { name: string; certNo: string }[] }
  const rows = standing.map((one) => resultRow(one, results))
  const done = rows.filter(({ result }) => result === '已整改').length
  return {
    'reinspection.startAt': localMinute(last.at),
    'reinspection.officers': team.map(({ name, certNo }) => ({ name, certNo })),
    'reinspection.results': rows,
    'reinspection.opinion':
      done === rows.length
        ? '全部整改完毕，同意销号'
        : done > 0
          ? '部分整改完毕，未完成项依法处理'
          : '未整改，依法处理',
  }
}

function resultRow({ no, hazardId, what }: Again['standing'][number], results: readonly ReinspectValue[]) {
  const seen = results.find((one) => one.hazardId === hazardId)
  const passed = seen ? seen.passed : true
  return { seq: String(no), fact: seen?.text ?? what, result: passed ? '已整改' : '未整改' }
}

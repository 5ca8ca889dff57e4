import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseValues, DocumentSource } from '#modules/legal-document/server/case-source.ts'
import { inspectionMethods, inspectionReasons } from '../../model/codes.ts'
import type { FindingInputValue, ReinspectValue } from '../../model/inspection.ts'
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

/** What an inspection says for its documents, and which of them suit its state. */
export const inspectionDocuments: DocumentSource = {
  kind: 'inspection',
  values: valuesOf,
  suggests: (state) => SUGGESTED[state] ?? [],
  onSite: ['inspection_record', 'rectification_order', 'onsite_measures_decision'],
}

async function valuesOf(tx: Tx, actor: Actor, caseId: string): Promise<CaseValues> {
  const told = await toldOf(tx, caseId)
  if (!told) return { values: {}, officers: [] }
  const last = (await actsOf(tx, caseId)).findLast(({ act }) => act === 'reinspect')
  return documentValuesOf(told, last ? { last, standing: await listStanding(tx, actor, caseId) } : null)
}

/** What an inspection says for its documents, by the source of their fields, with whoever was there. */
export function documentValuesOf(told: Inspection, again: Again | null): CaseValues {
  const officers = told.team.map(({ name, certNo }) => ({ name, certNo }))
  const seen = again ? reinspectionValues(again) : {}
  return { values: { ...schemeValues(told), ...siteValues(told), ...seen, 'inspection.officers': officers }, officers }
}

/** The last reinspection and the hazards it looked at. */
interface Again {
  last: Pick<ToldAct, 'at' | 'input'>
  standing: readonly Pick<StandingHazard, 'no' | 'hazardId' | 'what'>[]
}

const schemeValues = (told: Inspection) => ({
  'inspection.reason': [inspectionReasons[told.reason], told.why].filter(Boolean).join('：'),
  'inspection.category': told.reason === 'plan' ? '日常检查' : told.reason === 'special' ? '专项检查' : '个案检查',
  'inspection.method': inspectionMethods[told.method],
  'inspection.methodText': inspectionMethods[told.method],
  'inspection.experts': told.experts,
  'inspection.plannedFrom': told.plannedOn,
  'inspection.plannedTo': told.plannedOn,
})

const siteValues = (told: Inspection) => ({
  'inspection.place': told.site,
  'inspection.startAt': localMinute(told.arrivedAt),
  'inspection.endAt': localMinute(told.recordedAt),
  'inspection.summary': told.summary,
  'inspection.measures': told.measures,
  'inspection.noFindingText': told.clean ? '本次检查未发现安全生产违法行为和事故隐患' : null,
  'inspection.findings': told.findings.map((finding, at) => findingRow(finding, at, told)),
  'findings.majorItems': majorItems(told.findings),
})

const findingRow = (finding: FindingInputValue, at: number, told: Inspection) => ({
  fact: `${finding.where}：${finding.what}`,
  problem: `${finding.where}：${finding.what}`,
  photoNo: String(at + 1),
  basis: finding.basis,
  requirement: finding.requirement,
  dueDate: told.terms.find(({ no }) => no === at + 1)?.dueOn ?? told.dueOn ?? '',
})

function majorItems(findings: readonly FindingInputValue[]): string | null {
  const major = findings.flatMap(({ rank }, at) => (rank === 'major' ? [at + 1] : []))
  return major.length > 0 ? major.join('、') : null
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

/** A moment as forms ask for it: the minute by China's clock. */
function localMinute(at: string | null): string | null {
  return at && new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16)
}

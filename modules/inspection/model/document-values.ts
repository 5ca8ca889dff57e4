import { inspectionMethods, inspectionReasons } from './codes.ts'
import type { FindingInputValue } from './inspection.ts'
import type { Inspection } from './inspection-story.ts'

/** What an inspection says for its documents up to the order, by the `source` of their fields; on the server and on a device. */
export const visitValues = (told: Inspection): Record<string, unknown> => ({
  ...schemeValues(told),
  ...siteValues(told),
  'inspection.officers': officersOf(told),
})

/** Who was sent, as documents name them. */
export const officersOf = ({ team }: Inspection): { name: string; certNo: string }[] =>
  team.map(({ name, certNo }) => ({ name, certNo }))

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
  'inspection.summary': told.summary && plain(told.summary),
  'inspection.measures': measureRows(told.measures),
  'inspection.noFindingText': told.clean ? '本次检查未发现安全生产违法行为和事故隐患' : null,
  'inspection.findings': told.findings.map((finding, at) => findingRow(finding, at, told)),
  'findings.basis': [...new Set(told.findings.map(({ basis }) => basis))],
  'findings.majorItems': majorItems(told.findings),
})

/** Measures taken on the spot, one a line. */
const measureRows = (measures: string | null) =>
  measures
    ?.split('\n')
    .map(plain)
    .filter((line) => line !== '')
    .map((measure) => ({ measure })) ?? null

/** Sentences of findings end where the form puts its own mark. */
const plain = (text: string): string => text.trim().replace(/[。；;]+$/u, '')

const findingRow = (finding: FindingInputValue, at: number, told: Inspection) => ({
  fact: `${finding.where}：${plain(finding.what)}`,
  problem: `${finding.where}：${plain(finding.what)}`,
  photoNo: String(at + 1),
  basis: plain(finding.basis),
  requirement: plain(finding.requirement),
  dueDate: told.terms.find(({ no }) => no === at + 1)?.dueOn ?? told.dueOn ?? '',
})

function majorItems(findings: readonly FindingInputValue[]): string | null {
  const major = findings.flatMap(({ rank }, at) => (rank === 'major' ? [at + 1] : []))
  return major.length > 0 ? major.join('、') : null
}

/** A moment as forms ask for it: the minute by China's clock. */
export function localMinute(at: string | null): string | null {
  return at && new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16)
}

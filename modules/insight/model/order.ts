import type { DrawList } from '#modules/inspection/model/draw.ts'
import type { PartedBy } from './schema.ts'

/** As much as an order is chosen by. */
interface Candidate {
  id: string
  name: string
  expected: number
}

/** So many are drawn at most, in order: a control group is the first of them that are still at work. */
export const MOST_DRAWN = 500

/** The words of a list are bound by its hash: those of a class stay what they were. */
const OF_PART: Readonly<Record<PartedBy, string>> = { class: '该监管行业的', section: '该行业门类的', all: '的' }

/** The list the control group of a finding is drawn from, bound by its hash when the finding is told. */
export const drawListOf = (findingId: string, partedBy: PartedBy, enterprises: readonly Candidate[]): DrawList => ({
  purpose: `研判 ${findingId} 的随机对照组`,
  kind: 'object',
  rule: `研判当日本辖区${OF_PART[partedBy]}全部在册企业，按编号排列；抽出的顺序即对照组的先后，已停业、迁出和写明理由不排的顺延`,
  candidates: enterprises.map(({ id, name }) => ({ key: id, name })).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  excluded: [],
  count: Math.min(MOST_DRAWN, enterprises.length),
})

export interface Arms {
  rank: string[]
  control: string[]
}

/**
 * Parts an order in two: the control group is drawn first, from everybody, so that it stands for them; those expected to have most
 * are taken of the rest.
 * @param drawn everybody in the order of the draw
 * @param able those that may be sent to: still at work and not left out
 */
export function armsOf(
  enterprises: readonly Candidate[],
  drawn: readonly string[],
  able: ReadonlySet<string>,
  { byRank, control }: { byRank: number; control: number },
): Arms {
  const controls = drawn.filter((id) => able.has(id)).slice(0, control)
  const taken = new Set(controls)
  const rank = byExpected(enterprises)
    .filter(({ id }) => able.has(id) && !taken.has(id))
    .slice(0, byRank)
    .map(({ id }) => id)
  return { rank, control: controls }
}

/** The most expected first; of equals in the order of ids. */
export const byExpected = <One extends Candidate>(enterprises: readonly One[]): One[] =>
  enterprises.toSorted((a, b) => b.expected - a.expected || (a.id < b.id ? -1 : 1))

/** Usual size of the two arms where a plan says nothing of the strength of the office. */
const USUAL = 20
/** Of the checks an office has in a month, an order takes no more than this part. */
const PART = 0.5
/** Of an order, this part is drawn by chance. */
const CONTROL_PART = 0.4

/** How many an order proposes to send to, by what the office can do in a month and how many there are. */
export function sizeOf(frame: number, visitsPerMonth: number | null): { byRank: number; control: number } {
  const most = Math.max(2, Math.min(visitsPerMonth === null ? USUAL : Math.floor(visitsPerMonth * PART), 60, frame))
  const control = Math.max(1, Math.round(most * CONTROL_PART))
  return { byRank: most - control, control }
}

import type { PastAct, PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import type { PlanLineInput } from '#modules/inspection/model/plan.ts'
import { proposalsOf } from '#modules/inspection/model/proposal.ts'
import { monthsOf } from '#modules/inspection/model/workload.ts'
import { enterPlans } from '#modules/inspection/server/past.ts'
import { listCandidates } from '#modules/inspection/server/store.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { momentOf, notAhead, officeDayFrom } from '../calendar.ts'
import type { Visited } from '../hazards/load.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { numbered, PastStory } from '../past-story.ts'
import type { HeldSeat } from '../store.ts'
import { PERIOD } from './visits.ts'

const CITY = '3705'
/** Enterprises in a county's plan at most, and in that of the city. */
const COUNTY_LINES = 60
const CITY_LINES = 40
const CAP = 2
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Gives every county of the demo city its plan of the year, approved in January by its leader, and the city one for the next
 * year that waits for its leader. What was visited in a month stands in its plan, but for some.
 * @returns how many plans, and the lines of those in force
 */
export async function loadPlans(
  tx: Tx,
  nodes: readonly NewGrid[],
  crew: Crew,
  day: LocalDate,
  visits: readonly Visited[],
): Promise<{ count: number; lines: PlannedLine[] }> {
  const now = notAhead(momentOf(day, '08:10'))
  const year = Number(day.slice(0, 4))
  const seats = [...crew.seats.values()]
  const cases: PastCase[] = []
  const planned: PlannedLine[] = []
  for (const { code, name } of nodes.filter(({ level }) => level === 'county')) {
    const officer = seatAt(seats, code, 'county_officer')
    const leader = seatAt(seats, code, 'leader')
    if (!officer || !leader) continue
    const drafted = officeDayFrom(`${year}-01-05`, 0)
    const proposed = await linesOf(tx, code, year, COUNTY_LINES * 2, day)
    const lines = linesVisited(
      proposed,
      visits.filter(({ visit }) => visit.office === code),
      year,
      day,
    )
    const plan = planOf(code, name, year, drafted, { officer, leader, lines, until: 'approve' }, now)
    planned.push(...lines.map(({ objectId, month }) => ({ planId: plan.id, objectId, month })))
    cases.push(plan)
  }
  const officer = seatAt(seats, CITY, 'city_officer')
  const leader = seatAt(seats, CITY, 'leader')
  if (officer && leader) {
    const lines = await linesOf(tx, CITY, year + 1, CITY_LINES, day)
    const drafted = addWorkdays(day, -6)
    cases.push(planOf(CITY, '东营市', year + 1, drafted, { officer, leader, lines, until: 'submit' }, now))
  }
  await enterPlans(tx, numbered('JH', cases), now)
  return { count: cases.length, lines: planned }
}

/** A line of a plan in force. */
export interface PlannedLine {
  planId: string
  objectId: string
  month: string
}

/** Every so many lines one that nobody came to. */
const MISSED = 6

/** Lines of a county from the month the visits begin: those that were visited in it, some that were not, and those to come. */
function linesVisited(
  proposed: readonly PlanLineInput[],
  visits: readonly Visited[],
  year: number,
  day: LocalDate,
): PlanLineInput[] {
  const first = addDays(day, -PERIOD)
  const months = monthsOf(first < `${year}-01-01` ? `${year}-01` : first.slice(0, 7), `${year}-12`)
  const words = new Map(proposed.map((line) => [line.objectId, line]))
  const visited = Map.groupBy(visits, ({ visit }) => visit.on.slice(0, 7))
  const counted = new Map<string, number>()
  const fresh = [...proposed]
  const take = (objectId: string) => counted.set(objectId, (counted.get(objectId) ?? 0) + 1)
  return Array.from({ length: COUNTY_LINES }, (_, at) => at).flatMap((at): PlanLineInput[] => {
    const month = months[at % months.length] as string
    const seen = at % MISSED === MISSED - 1 ? undefined : nextVisited(visited.get(month) ?? [], counted)
    const line = seen ? words.get(seen) : nextProposed(fresh, counted)
    const objectId = seen ?? line?.objectId
    // A small zone has fewer enterprises than lines.
    if (!objectId) return []
    take(objectId)
    const { class: kind, reason } = line ?? { class: 'general' as const, reason: '双随机抽取' }
    return [{ objectId, month, class: kind, reason, beyond: null }]
  })
}

function nextVisited(visits: Visited[], counted: ReadonlyMap<string, number>): string | undefined {
  for (let one = visits.shift(); one; one = visits.shift()) if (!counted.has(one.visit.one.id)) return one.visit.one.id
  return undefined
}

function nextProposed(fresh: PlanLineInput[], counted: ReadonlyMap<string, number>): PlanLineInput | undefined {
  for (let line = fresh.shift(); line; line = fresh.shift()) if (!counted.has(line.objectId)) return line
  return undefined
}

function seatAt(seats: readonly HeldSeat[], gridCode: string, role: string): Doer | undefined {
  const seat = seats.find((one) => one.gridCode === gridCode && one.role === role && !one.objectId)
  return (
    seat && { seatId: seat.seatId, personId: seat.personId, name: seat.name, seat: seat.title, body: seat.bodyName }
  )
}

/** The most pressing enterprises of a grid, spread over the months. */
async function linesOf(tx: Tx, code: string, year: number, most: number, day: LocalDate): Promise<PlanLineInput[]> {
  const candidates = await listCandidates(tx, wholeTree, code, String(year), NOBODY)
  const months = monthsOf(`${year}-01`, `${year}-12`)
  return proposalsOf(candidates, CAP, day)
    .slice(0, most)
    .map(({ objectId, class: kind, reasons }, at) => ({
      objectId,
      month: months[at % months.length] as string,
      class: kind,
      reason: reasons.join('；'),
      beyond: null,
    }))
}

interface Told {
  officer: Doer
  leader: Doer
  lines: readonly PlanLineInput[]
  until: 'submit' | 'approve'
}

function planOf(gridCode: string, place: string, year: number, drafted: LocalDate, told: Told, now: Date): PastCase {
  const title = `${place} ${year} 年安全生产执法检查计划`
  const acts = lifeOf(title, year, drafted, told, now)
  const at = acts[0]?.at ?? now
  return { id: newId(at.getTime()), number: '', title, gridCode, objectId: null, acts }
}

function lifeOf(
  name: string,
  year: number,
  drafted: LocalDate,
  { officer, leader, lines, until }: Told,
  now: Date,
): PastAct[] {
  const story = new PastStory(now)
  const draft = {
    kind: 'annual',
    fromMonth: `${year}-01`,
    toMonth: `${year}-12`,
    name,
    officers: 10,
    otherDays: 1600,
    daysPerVisit: 1,
    cap: CAP,
    basis: '依据安全生产法第六十二条编制，重点检查红色、橙色风险和有重大危险源的企业，其余按双随机抽查。',
  }
  story.add(momentOf(drafted, '09:10'), 'draft', officer, draft, officer)
  story.add(momentOf(drafted, '15:40'), 'arrange', officer, { lines }, officer)
  const asked = { text: '名单按风险和隐患情况排定，请审定' }
  story.add(momentOf(addWorkdays(drafted, 2), '10:20'), 'submit', officer, asked, leader)
  if (until === 'approve')
    story.add(
      momentOf(addWorkdays(drafted, 5), '16:30'),
      'approve',
      leader,
      { text: '同意，按计划执行并公布' },
      officer,
    )
  return story.acts
}

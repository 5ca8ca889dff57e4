import type { PastAct } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { enterInspections, type PastInspection } from '#modules/inspection/server/on-site/past.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { momentOf, notAhead, workdaysBefore } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Visited } from '../hazards/load.ts'
import { mattersOf } from '../hazards/matters.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import type { DemoOfficer } from '../officers/load.ts'
import { numbered, PastStory } from '../past-story.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { PlannedLine } from './load.ts'
import { ORDERED_AT, REINSPECTIONS, shuffled } from './visits.ts'

const PART = 400
/** The town of the demo accounts. */
const TOWN = '370523107'

interface Crowd {
  crew: Crew
  officers: readonly DemoOfficer[]
  lines: readonly PlannedLine[]
  enterprises: readonly DemoEnterprise[]
  own: DemoEnterprise
}

type Team = readonly [DemoOfficer, DemoOfficer]
type Hazard = Visited['hazards'][number]

/** Tells the visits of the half year as inspections, with those the demo accounts have before them. @returns them as they were entered */
export async function loadVisits(
  tx: Tx,
  visits: readonly Visited[],
  crowd: Crowd,
  day: LocalDate,
  dice: Dice,
): Promise<PastInspection[]> {
  const now = notAhead(momentOf(day, '08:10'))
  const free = new Map(crowd.lines.map((line) => [`${line.objectId} ${line.month}`, line]))
  const finished = shuffled(
    visits.filter(({ hazards }) => hazards.length > 0 && hazards.every(isClosed)),
    dice,
  )
  const opinions = new Set(finished.slice(0, REINSPECTIONS))
  const past = visits.map((one, at) => {
    const key = `${one.visit.one.id} ${one.visit.on.slice(0, 7)}`
    const line = free.get(key)
    free.delete(key)
    const team = teamOf(crowd.officers, one.visit.office, one.visit.one.gridCode, at)
    const told = { team, line, opinion: opinions.has(one), safety: crowd.crew.safety.get(one.visit.one.id) as Doer }
    return inspectionOf(one, storyOf(one, told, now, dice))
  })
  const all = [...past, ...aheadOf(crowd, day, now)]
  const named = new Map(
    numbered(
      'JC',
      all.map((one) => one.case),
    ).map((one) => [one.id, one]),
  )
  const entered = all.flatMap((one) => {
    const numberedCase = named.get(one.case.id)
    return numberedCase ? [{ ...one, case: numberedCase }] : []
  })
  for (let at = 0; at < entered.length; at += PART) await enterInspections(tx, entered.slice(at, at + PART), now)
  return entered
}

/** Two officers: of the office itself where it has two, else with one of the town or of whoever stands above. */
function teamOf(officers: readonly DemoOfficer[], office: string, gridCode: string, at: number): Team {
  const good = officers.filter((one) => one.good)
  const own = good.filter(({ seat }) => seat.gridCode === office)
  const town = good.filter(({ seat }) => seat.gridCode === gridCode.slice(0, 9))
  const lead = own[at % Math.max(own.length, 1)] ?? town[0] ?? good[0]
  const second = [...town, ...own, ...good].find(({ personId }) => personId !== lead?.personId)
  return [lead as DemoOfficer, second as DemoOfficer]
}

const doerOf = ({ seat, personId, name }: DemoOfficer): Doer => ({
  seatId: seat.seatId,
  personId,
  name,
  seat: seat.title,
  body: seat.bodyName,
})

const teamInput = (team: Team) => team.map(({ personId, name, certNo }) => ({ personId, name, certNo }))

const isClosed = ({ acts }: Hazard): boolean => acts.at(-1)?.act === 'reinspect' && acts.at(-1)?.input.passed === true
const isSubmitted = ({ acts }: Hazard): boolean => acts.at(-1)?.act === 'submit'

function inspectionOf({ visit, hazards }: Visited, acts: PastAct[]): PastInspection {
  const { id, one, office } = visit
  const title = String(acts[0]?.input.content ?? '')
  const ordered = acts.some(({ act }) => act === 'order')
  return {
    case: { id, number: '', title, gridCode: one.gridCode, objectId: one.id, acts },
    officeGrid: office,
    hazardIds: ordered ? hazards.map((hazard) => hazard.id) : [],
  }
}

interface Told {
  team: Team
  line: PlannedLine | undefined
  opinion: boolean
  safety: Doer
}

const OTHERS = [
  { reason: 'special', why: '市局部署的冬季安全生产专项检查' },
  { reason: 'special', why: '县局粉尘涉爆和有限空间专项检查' },
  { reason: 'complaint', why: '群众反映夜间违章动火' },
  { reason: 'referral', why: '镇街巡查发现问题上报' },
  { reason: 'clue', why: '企业自查连续两周没有填报' },
] as const

/** What is looked at, by the kind of enterprise. */
const CONTENTS: Readonly<Record<string, string>> = {
  hazchem: '危险化学品储存、动火和有限空间作业检查',
  fireworks: '烟花爆竹储存和流向登记检查',
  mine: '矿山通风、顶板和外包队伍检查',
}

const contentOf = ({ values }: DemoEnterprise): string => {
  const [kind = ''] = values.regulatorClasses as string[]
  return CONTENTS[kind] ?? '用电、消防、有限空间和教育培训检查'
}

/** The acts of a visit up to now, by the people who were there. */
function storyOf({ visit, hazards }: Visited, told: Told, now: Date, dice: Dice): PastAct[] {
  const { team, line, safety } = told
  const { one, on } = visit
  const story = new PastStory(now)
  const lead = doerOf(team[0])
  const why = line ? { reason: 'plan', planId: line.planId, month: line.month } : dice.pick(OTHERS)
  const scheme = { ...why, method: 'unannounced', content: contentOf(one) }
  story.add(momentOf(workdaysBefore(on, 3), '09:10'), 'plan', lead, scheme, lead)
  story.add(momentOf(workdaysBefore(on, 2), '10:20'), 'dispatch', lead, { team: teamInput(team), dueOn: on }, lead)
  const here = { shown: true, camera: true, scanned: true, noPosition: '旧系统没有记位置' }
  story.add(momentOf(on, '09:20'), 'arrive', lead, here, lead)
  story.add(momentOf(on, '15:20'), 'record', lead, recordOf(one, on, hazards, safety), lead)
  const party = { kind: 'signed', signer: safety.name, post: safety.seat, picture: '' }
  const officers = team.map(({ personId }) => ({ personId, picture: '' }))
  const signed = { signatures: { officers, party }, opinion: '以上情况属实' }
  story.add(momentOf(on, '15:45'), 'sign', lead, signed, lead)
  if (hazards.length > 0) followUp(story, hazards, told, on, lead)
  else {
    const end = { text: '未发现问题，记录归档' }
    story.add(momentOf(addWorkdays(on, 1), '09:30'), 'close', lead, end, lead)
  }
  return story.acts
}

/** The record as the hazards that came of it say, with some checks that were met. */
function recordOf(one: DemoEnterprise, on: LocalDate, hazards: readonly Hazard[], safety: Doer) {
  const failed = new Map(hazards.map(({ item }) => [item.code, item]))
  const met = mattersOf(one, false, on)
    .ordinary.filter(({ code }) => !failed.has(code))
    .slice(0, 6)
  const item = (result: string) => (check: { code: string; question: string }) => ({
    code: check.code,
    question: check.question,
    result,
    reason: '',
  })
  return {
    site: '生产现场、库房和安全管理台账',
    summary: `查看生产现场和台账，逐项检查 ${failed.size + met.length} 项`,
    contact: safety.name,
    post: safety.seat,
    items: [...[...failed.values()].map(item('not_met')), ...met.map(item('met'))],
    findings: hazards.map(findingOf),
    clean: hazards.length === 0,
  }
}

function findingOf({ acts }: Hazard) {
  const { what, where, itemCode } = acts[0]?.input ?? {}
  const { basis, requirement, rank, category, criterion = null } = orderOf(acts)
  return { itemCode, what, where, basis, requirement, rank, category, criterion, fileIds: [] }
}

const orderOf = (acts: readonly PastAct[]): Record<string, unknown> =>
  acts.find(({ act }) => act === 'order')?.input ?? {}

/** The order, what the enterprise said, and the reinspection as far as the hazards have come. */
function followUp(story: PastStory, hazards: readonly Hazard[], told: Told, on: LocalDate, lead: Doer): void {
  const terms = hazards.map(({ acts }, at) => ({ no: at + 1, dueOn: String(orderOf(acts).dueOn) }))
  const dueOn = terms
    .map((one) => one.dueOn)
    .sort()
    .at(-1)
  story.add(momentOf(on, ORDERED_AT), 'order', lead, { dueOn, terms }, lead)
  if (!hazards.every((one) => isClosed(one) || isSubmitted(one))) return
  const text = { text: `${hazards.length} 项都报了整改完成` }
  story.add(lastOf(hazards, 'submit'), 'ask-reinspection', told.safety, text, lead)
  if (!hazards.every(isClosed)) return
  const seen = new Date(lastOf(hazards, 'reinspect').getTime() + 300_000)
  if (!told.opinion) {
    story.add(seen, 'close', lead, { text: '各项已逐项复查销号，不另出复查意见书' }, lead)
    return
  }
  const results = hazards.map(({ id, acts }) => ({
    hazardId: id,
    passed: true,
    text: String(acts.at(-1)?.input.text),
    fileIds: [],
  }))
  const opinion = { team: teamInput(told.team), results, text: '责令整改的问题全部整改完毕，同意销号' }
  story.add(seen, 'reinspect', lead, opinion, lead)
  story.add(new Date(seen.getTime() + 1_800_000), 'close', lead, { text: '复查合格，材料归档' }, lead)
}

const lastOf = (hazards: readonly Hazard[], act: string): Date =>
  new Date(Math.max(...hazards.map(({ acts }) => acts.findLast((one) => one.act === act)?.at.getTime() ?? 0)))

/** What the demo accounts have before them: a visit of today each, and one the county missed. */
function aheadOf({ officers, enterprises, own }: Crowd, day: LocalDate, now: Date): PastInspection[] {
  const known = (name: string) => officers.find((one) => one.name === name) as DemoOfficer
  const near = enterprises.filter(
    (one) => one.gridCode.startsWith(TOWN) && one !== own && one.values.operatingState === 'producing',
  )
  const [county, town, city] = [known('许文静'), known('张明远'), known('周文博')]
  const mate = (gridCode: string, but: DemoOfficer) =>
    officers.find((one) => one.good && one.seat.gridCode === gridCode && one.personId !== but.personId) as DemoOfficer
  const ahead = [
    { one: near[0], team: [county, town] as const, dueOn: day },
    { one: near[1], team: [county, mate('370523', county)] as const, dueOn: addDays(day, -3) },
    { one: near[2], team: [town, mate(TOWN, town)] as const, dueOn: day },
    { one: near[3], team: [city, mate('3705', city)] as const, dueOn: day },
  ]
  return ahead.map(({ one, team, dueOn }) => {
    const story = new PastStory(now)
    const lead = doerOf(team[0])
    const scheme = { ...OTHERS[0], method: 'unannounced', content: contentOf(one as DemoEnterprise) }
    story.add(momentOf(workdaysBefore(dueOn, 3), '09:40'), 'plan', lead, scheme, lead)
    story.add(momentOf(workdaysBefore(dueOn, 2), '14:20'), 'dispatch', lead, { team: teamInput(team), dueOn }, lead)
    const id = newId(momentOf(workdaysBefore(dueOn, 3), '09:40').getTime())
    const visit = { id, one: one as DemoEnterprise, office: team[0].seat.gridCode, on: dueOn, findings: 0 }
    return inspectionOf({ visit, hazards: [] }, story.acts)
  })
}

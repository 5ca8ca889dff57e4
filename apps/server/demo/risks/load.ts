import type { Tx } from '#kernel/db/db.ts'
import {
  type CheckRhythm,
  checkRhythms,
  type DirectReason,
  type Level,
  usualRhythms,
} from '#modules/risk/model/codes.ts'
import { checkDueOn, gradeRisk, reviewDueOn } from '#modules/risk/model/rules.ts'
import { insertControls, type NewControlRow } from '#modules/risk/server/store/control.ts'
import { insertAssessments, insertPoints, type NewAssessment, type NewPoint } from '#modules/risk/server/store/point.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, officeDay } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { idsFrom } from '../people.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { type Pattern, patterns } from './patterns.ts'

/** Risk points of the demo city, and how many of them are red. */
export const RISK_POINTS = 4000
export const RED_POINTS = 60
/** Points of the enterprise of the demo account. */
const OWN_POINTS = 12
const RULES = { LEC: 'lec-over-320', LS: 'ls-shandong', reviewMonths: { 1: 1, 2: 3, 3: 6, 4: 12 } } as const
const PART = 1000

/** A measure with what hazards that concern its risk point speak of. */
export interface Measure {
  id: string
  riskPointId: string
  enteredOn: LocalDate
  about: RegExp
}

/** Measures by the enterprise they belong to, for hazards that name one that failed. */
export type MeasuresOf = ReadonlyMap<string, readonly Measure[]>

interface Rows {
  points: NewPoint[]
  assessments: NewAssessment[]
  controls: NewControlRow[]
}

/** Lets enterprises have registered and graded their risks before the day, each by its trade. @returns their measures */
export async function loadRisks(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  crew: Crew,
  day: LocalDate,
  dice: Dice,
): Promise<MeasuresOf> {
  const drafts = draw(enterprises, own, dice)
  const red = chooseRed(drafts, own)
  const nextId = idsFrom(momentOf(addDays(day, -370), '09:00').getTime())
  const rows: Rows = { points: [], assessments: [], controls: [] }
  for (const draft of drafts) enter(rows, draft, red.has(draft), crew, day, dice, nextId)
  for (let at = 0; at < rows.points.length; at += PART) await insertPoints(tx, rows.points.slice(at, at + PART))
  for (let at = 0; at < rows.assessments.length; at += PART)
    await insertAssessments(tx, rows.assessments.slice(at, at + PART))
  for (let at = 0; at < rows.controls.length; at += PART) await insertControls(tx, rows.controls.slice(at, at + PART))
  const about = new Map(rows.points.map(({ id }, at) => [id, (drafts[at] as Draft).pattern.about]))
  const measures = rows.controls.map((row) => ({ ...row, about: about.get(row.riskPointId) as RegExp }))
  return Map.groupBy(measures, ({ objectId }) => objectId)
}

interface Draft {
  one: DemoEnterprise
  pattern: Pattern
  unit: string
}

/** So many points: the own enterprise's, then three or so of each that produces, until there are enough. */
function draw(enterprises: readonly DemoEnterprise[], own: DemoEnterprise, dice: Dice): Draft[] {
  const drafts = draftsOf(own, OWN_POINTS, dice)
  const able = enterprises.filter((one) => one !== own && one.values.operatingState === 'producing')
  const step = 7
  for (let at = 0; drafts.length < RISK_POINTS; at++) {
    const one = able[(at * step) % able.length] as DemoEnterprise
    const most = Math.min(dice.whole(2, 5), RISK_POINTS - drafts.length)
    drafts.push(...draftsOf(one, most, dice))
  }
  return drafts
}

/** Risks that fit an enterprise, what its trade handles first; one that has several places has it at each. */
function draftsOf(one: DemoEnterprise, most: number, dice: Dice): Draft[] {
  const fitting = patterns.filter((pattern) => pattern.fits(one))
  const places = fitting.flatMap((pattern) => {
    const first = dice.whole(0, pattern.units.length - 1)
    return pattern.units.map((_, at) => ({
      one,
      pattern,
      unit: pattern.units[(first + at) % pattern.units.length] as string,
      round: at,
    }))
  })
  return places
    .toSorted((a, b) => a.round - b.round)
    .slice(0, most)
    .map(({ round: _, ...draft }) => draft)
}

/** The red ones: at the enterprises with the most people whose risks may be; two of them the own enterprise's. */
function chooseRed(drafts: readonly Draft[], own: DemoEnterprise): Set<Draft> {
  const grave = drafts.filter(({ pattern }) => pattern.grave)
  const staff = ({ one }: Draft) => Number(one.values.staffCount ?? 0)
  const ours = grave.filter(({ one }) => one === own).slice(0, 2)
  const others = grave.filter(({ one }) => one !== own).toSorted((a, b) => staff(b) - staff(a))
  return new Set([...ours, ...others].slice(0, RED_POINTS))
}

const CONTROLLERS: Readonly<Record<Level, 'principal' | 'safety'>> = {
  1: 'principal',
  2: 'safety',
  3: 'safety',
  4: 'safety',
}

function enter(
  rows: Rows,
  { one, pattern, unit }: Draft,
  isRed: boolean,
  crew: Crew,
  day: LocalDate,
  dice: Dice,
  nextId: () => string,
): void {
  const directReason: DirectReason | null = isRed ? (pattern.grave ?? null) : null
  const [least, most] = pattern.l
  // Nothing but the chosen is red: five by four would be.
  const careless = CARELESS[one.gridCode.slice(0, 6)] ?? 0
  const highest = pattern.s === 5 && !isRed ? 3 : most
  const l = Math.min(Math.max(dice.whole(least, most) + careless, least), highest)
  const values = { l, s: pattern.s }
  const grade = gradeRisk('LS', values, directReason, RULES, day)
  const place = { objectId: one.id, gridCode: one.gridCode }
  const safety = crew.safety.get(one.id) as Doer
  const months = RULES.reviewMonths[grade.level]
  // One in twelve or so let the day of the next assessment go by.
  const gradedOn = officeDay(addDays(day, -Math.round(months * 30 * dice.next() * 1.08) - 1))
  const controller = CONTROLLERS[grade.level] === 'principal' ? (crew.principal.get(one.id) ?? safety) : safety
  const graded = {
    method: 'LS' as const,
    values,
    ...grade,
    directReason,
    gradedOn,
    reviewDueOn: reviewDueOn(grade.level, gradedOn, RULES),
  }
  const id = nextId()
  const gradedAt = momentOf(gradedOn, `${String(dice.whole(9, 16)).padStart(2, '0')}:${dice.whole(10, 59)}`)
  rows.points.push({
    id,
    ...place,
    name: pattern.name,
    unit,
    activity: pattern.activity,
    factor: pattern.factor,
    accidentType: pattern.accident,
    ...spotNear(one, dice),
    shape: null,
    controller: controller.name,
    controllerPhone: one.values.contactPhone ? String(one.values.contactPhone) : null,
    ...graded,
    gradedAt,
  })
  const by = { name: safety.name, seat: safety.seat, body: safety.body }
  const why = directReason ? '按直判情形定为红色' : '按风险矩阵评估'
  rows.assessments.push({ ...graded, id: nextId(), riskPointId: id, ...place, on: gradedOn, why, by })
  rows.controls.push(...controlsOf({ id, ...place }, pattern, grade.level, gradedOn, day, dice, nextId))
}

/** Areas differ in how well risks are controlled: the port with its tank farms worst, the farmland best. */
const CARELESS: Readonly<Record<string, number>> = { '370572': 1, '370503': 1, '370522': -1, '370505': -1 }

/** Within a hundred metres or so of the enterprise. */
function spotNear({ values }: DemoEnterprise, dice: Dice): { lng: number | null; lat: number | null } {
  const off = () => (dice.next() - 0.5) * 0.0024
  const [lng, lat] = [values.lng, values.lat]
  if (typeof lng !== 'number' || typeof lat !== 'number') return { lng: null, lat: null }
  return { lng: Math.round((lng + off()) * 1e6) / 1e6, lat: Math.round((lat + off()) * 1e6) / 1e6 }
}

const CHECKERS: Readonly<Record<Level, string>> = { 1: '主要负责人', 2: '车间主任', 3: '班组长', 4: '当班操作工' }

function controlsOf(
  point: { id: string; objectId: string; gridCode: string },
  pattern: Pattern,
  level: Level,
  enteredOn: LocalDate,
  day: LocalDate,
  dice: Dice,
  nextId: () => string,
): NewControlRow[] {
  return pattern.controls.map(([kind, text]) => {
    const every: CheckRhythm = usualRhythms[level]
    const ago = Math.floor(checkRhythms[every].days * dice.next() * 1.04)
    const last = addDays(day, -ago - 1)
    const lastCheckedOn = last >= enteredOn ? last : null
    const { id: riskPointId, ...place } = point
    return {
      id: nextId(),
      riskPointId,
      ...place,
      kind,
      text,
      checker: CHECKERS[level],
      every,
      enteredOn,
      lastCheckedOn,
      lastResult: lastCheckedOn ? (dice.next() < 0.006 ? 'failed' : 'works') : null,
      checkDueOn: checkDueOn(every, lastCheckedOn ?? enteredOn),
    }
  })
}

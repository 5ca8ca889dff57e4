import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import type { PatrolLevel } from '#modules/patrol/model/codes.ts'
import { checkInDistance, flagsOf, gradeOf, type Visit } from '#modules/patrol/model/rules.ts'
import { cyclesOf, limitsOf } from '#modules/patrol/server/settings.ts'
import {
  insertItems,
  insertPatrols,
  listSubjects,
  type NewPatrol,
  type NewPatrolItem,
  type Subject,
} from '#modules/patrol/server/store.ts'
import { type PatrolLibrary, patrolLibrary, templatesFor } from '#modules/patrol/server/templates.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, officeDay } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew } from '../hazards/staff.ts'
import type { HeldSeat } from '../store.ts'
import { TOWN } from '../story/cast.ts'

const PERIOD = 182
const ROLES = new Set(['grid_officer', 'town_officer', 'county_officer'])
const PART = 800
/** Checks of a list that were looked at: nobody on a round looks at all. */
const CHECKS = 6
/** The demo city keeps the cycles and limits the platform comes with. */
export const DEFAULTS = { get: <T>({ fallback }: { fallback: T }): T => fallback }

/** What all visits share: the report day, chance, and what there is to look at. */
interface Rounds {
  day: LocalDate
  dice: Dice
  library: PatrolLibrary
}

interface Past {
  row: NewPatrol
  items: NewPatrolItem[]
}

/**
 * Fills the half year before the day with visits: of the grid officers in the villages of the demo town, of every town
 * and of the counties.
 * About one object in five was left too long. @returns how many
 */
export async function loadPatrols(tx: Tx, crew: Crew, day: LocalDate, dice: Dice): Promise<number> {
  const subjects = await listSubjects(tx, wholeTree, 'grid')
  const seats = new Map(
    [...crew.seats.values()]
      .filter(({ role, objectId }) => !objectId && ROLES.has(role))
      .toReversed()
      .map((seat) => [seat.gridCode, seat]),
  )
  const rounds = { day, dice, library: await patrolLibrary(tx, TOWN, day) }
  const visits = subjects.flatMap((subject) => [
    ...(subject.gridCode.startsWith(TOWN) ? visitsTo(subject, 'grid', seats.get(subject.gridCode), rounds) : []),
    ...visitsTo(subject, 'town', seats.get(subject.gridCode.slice(0, 9)), rounds),
    ...visitsTo(subject, 'county', seats.get(subject.gridCode.slice(0, 6)), rounds),
  ])
  for (let at = 0; at < visits.length; at += PART) {
    const part = visits.slice(at, at + PART)
    await insertPatrols(
      tx,
      part.map(({ row }) => row),
    )
    await insertItems(
      tx,
      part.flatMap(({ items }) => items),
    )
  }
  return visits.length
}

/** Visits to one object from one seat, back through the half year, roughly as its cycle says. */
function visitsTo(subject: Subject, level: PatrolLevel, seat: HeldSeat | undefined, rounds: Rounds): Past[] {
  const { day, dice } = rounds
  const cycle = cyclesOf(DEFAULTS)[level][gradeOf(subject)]
  if (!seat || cycle === 0) return []
  const visits: Past[] = []
  let ago = Math.ceil(cycle * (0.15 + dice.next() * 1.02)) + 1
  // The last visit may lie before the half year; nobody was never visited at all.
  do {
    visits.push(visitOn(subject, level, seat, officeDay(addDays(day, -ago)), rounds))
    ago += Math.max(2, Math.round(cycle * (0.85 + dice.next() * 0.35)))
  } while (ago <= PERIOD)
  return visits
}

/** A degree of latitude in metres, near enough for where somebody stood. */
const DEGREE_M = 111_000

function visitOn(subject: Subject, level: PatrolLevel, seat: HeldSeat, on: LocalDate, { dice, library }: Rounds): Past {
  const chance = dice.next()
  const startedAt = momentOf(on, `${String(dice.whole(8, 16)).padStart(2, '0')}:${dice.whole(10, 59)}`)
  const minutes = chance > 0.97 ? 2 : dice.whole(8, 45)
  const far = chance < 0.03
  const metres = far ? dice.whole(260, 900) : dice.whole(2, 120)
  const { lng, lat } = subject
  const accuracyM = chance > 0.94 && chance < 0.97 ? dice.whole(60, 180) : dice.whole(4, 30)
  const position =
    lng === null || lat === null ? null : { lng: rounded(lng), lat: rounded(lat + metres / DEGREE_M), accuracyM }
  const id = newId(startedAt.getTime())
  const found = dice.next() < 0.12 ? dice.whole(0, CHECKS - 1) : -1
  const template = templatesFor(library, subject)[0]
  const items = (template?.items ?? []).slice(0, CHECKS).map(({ code, question }, at): NewPatrolItem => {
    const unmet = at === found
    return {
      patrolId: id,
      seq: at + 1,
      gridCode: subject.gridCode,
      code,
      question,
      result: unmet ? 'not_ok' : 'ok',
      note: unmet ? dice.pick(MENDED) : '',
      photos: [],
      follow: unmet ? 'fixed' : null,
      caseId: null,
    }
  })
  const endedAt = new Date(startedAt.getTime() + minutes * 60_000)
  const visit: Visit = {
    startedAt,
    endedAt,
    receivedAt: endedAt,
    position,
    object: lng === null || lat === null ? null : { lng, lat },
    answered: items.length,
    before: null,
  }
  return { row: rowOf({ id, subject, level, seat, visit, on, far, items, template: template?.code ?? null }), items }
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const MENDED = ['通道有杂物，当场清走', '灭火器被挡住，当场挪开', '记录漏签，当场补上', '标牌脱落，当场挂好']

interface Told {
  id: string
  subject: Subject
  level: PatrolLevel
  seat: HeldSeat
  visit: Visit
  on: LocalDate
  far: boolean
  items: readonly NewPatrolItem[]
  template: string | null
}

function rowOf({ id, subject, level, seat, visit, on, far, items, template }: Told): NewPatrol {
  const { position, object } = visit
  return {
    id,
    objectId: subject.objectId,
    objectKind: subject.kind,
    objectName: subject.name,
    gridCode: subject.gridCode,
    level,
    seatId: seat.seatId,
    personId: seat.personId,
    officer: seat.name,
    seatTitle: seat.title,
    bodyName: seat.bodyName,
    visitedOn: on,
    startedAt: visit.startedAt.toISOString(),
    endedAt: visit.endedAt.toISOString(),
    receivedAt: visit.receivedAt.toISOString(),
    lng: position?.lng ?? null,
    lat: position?.lat ?? null,
    accuracyM: position?.accuracyM ?? null,
    objectLng: object?.lng ?? null,
    objectLat: object?.lat ?? null,
    distanceM: checkInDistance(visit),
    reason: !position ? '手机没有信号' : far ? '厂区大，从另一侧大门进' : '',
    template,
    items: items.length,
    findings: items.filter(({ result }) => result === 'not_ok').length,
    flags: flagsOf(visit, limitsOf(DEFAULTS)),
    note: '',
    metBy: '',
    signature: null,
    photos: [],
  }
}

import type { PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { kindOf, type MeasureKind } from '#modules/measure/model/codes.ts'
import { measureKind } from '#modules/measure/server/kind.ts'
import { enterMeasures } from '#modules/measure/server/past.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew } from '../hazards/staff.ts'
import { numbered } from '../past-story.ts'
import { castOf } from '../penalties/load.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { lifeOf, type MeasureFate } from './lives.ts'
import { type Danger, dangers } from './matters.ts'

const HOME = '370523'

/** Measures of the half year: how far each came, of which kind, how many days ago it began, and whether in the county of the demo accounts. */
const PLAN: readonly (readonly [MeasureFate, MeasureKind, number, boolean])[] = [
  ['proposed', 'seizure', 1, true],
  ['urgent', 'stop', 1, true],
  ['approved', 'stop', 1, true],
  ['asked', 'stop', 14, true],
  ['testing', 'seizure', 9, true],
  ['cut-asked', 'stop', 5, true],
  ['cut', 'stop', 12, false],
  ['ready', 'seizure', 16, false],
  ['running', 'seizure', 34, false],
  ['running', 'stop', 20, false],
  ['refused', 'stop', 48, true],
  ...[40, 66, 71, 95, 120, 151].map((ago, at) => ['lifted', at % 3 === 2 ? 'seizure' : 'stop', ago, at < 2] as const),
]

/** Gives the demo city measures in every state; the enterprise of the demo account has one that runs. @returns how many */
export async function loadMeasures(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  crew: Crew,
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const now = notAhead(momentOf(day, '09:30'))
  const seats = [...crew.seats.values()]
  const places = { home: enterprises.filter(({ gridCode }) => gridCode.startsWith(HOME)), far: [] as DemoEnterprise[] }
  places.far = enterprises.filter(({ gridCode }) => !gridCode.startsWith(HOME))
  const cases: PastCase[] = []
  const enter = (fate: MeasureFate, danger: Danger, enterprise: DemoEnterprise, ago: number) => {
    const cast = castOf(seats, crew, enterprise)
    if (!cast) return
    const acts = lifeOf(fate, danger, cast, addDays(day, -ago), now)
    const about = { gridCode: enterprise.gridCode, objectId: enterprise.id, title: measureKind.titleOf({ ...danger }) }
    cases.push({ id: newId(acts[0]?.at.getTime() ?? now.getTime()), number: '', ...about, acts })
  }
  enter('running', dangers[0] as Danger, own, 6)
  for (const [fate, kind, ago, isHome] of PLAN)
    enter(
      fate,
      dice.pick(dangers.filter(({ type }) => kindOf(type) === kind)),
      dice.pick(isHome ? places.home : places.far),
      ago,
    )
  await enterMeasures(tx, numbered('QC', cases), now)
  return cases.length
}

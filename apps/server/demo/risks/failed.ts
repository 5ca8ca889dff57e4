import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import type { Dice } from '../dice.ts'
import type { Fate } from '../hazards/lives.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { Measure, MeasuresOf } from './load.ts'

/** Of hazards that speak of a risk point, one in so many names the measure that failed. */
const NAMED = 12
/** Days in which two hazards on one point ask for a new assessment, with some to spare. */
const RECENT = 80

/**
 * Says of hazards which measure failed, where what they speak of is a risk of the enterprise; and of the own enterprise's
 * latest ones twice on one point, so that this point asks for a new assessment.
 */
export function nameFailed(
  fates: readonly Fate[],
  measures: MeasuresOf,
  own: DemoEnterprise,
  day: LocalDate,
  dice: Dice,
): void {
  const concerned = (fate: Fate): readonly Measure[] =>
    (measures.get(fate.one.id) ?? []).filter(
      ({ about, enteredOn }) => enteredOn < fate.foundOn && about.test(fate.item.question),
    )
  for (const fate of fates) {
    const known = concerned(fate)
    if (known.length > 0 && dice.whole(1, NAMED) === 1) fate.controlId = dice.pick(known).id
  }
  const latest = fates.filter(({ one, foundOn }) => one === own && foundOn > addDays(day, -RECENT))
  nameTwice(latest, concerned)
}

/** Lets two hazards name a measure of the point most of them speak of, and none of the others any. */
function nameTwice(latest: readonly Fate[], concerned: (fate: Fate) => readonly Measure[]): void {
  for (const fate of latest) fate.controlId = null
  const pairs = latest.flatMap((fate) => concerned(fate).map((measure) => ({ fate, measure })))
  const byPoint = [...Map.groupBy(pairs, ({ measure }) => measure.riskPointId).values()]
  const hazardsOf = (group: typeof pairs) => new Set(group.map(({ fate }) => fate)).size
  const [most] = byPoint.toSorted((a, b) => hazardsOf(b) - hazardsOf(a))
  const twice = new Map((most ?? []).map(({ fate, measure }) => [fate, measure]))
  for (const [fate, measure] of [...twice].slice(0, 2)) fate.controlId = measure.id
}

import type { Tx } from '#kernel/db/db.ts'
import type { Rhythm } from '#modules/self-check/model/codes.ts'
import { type Period, periodOf } from '#modules/self-check/model/rules.ts'
import { itemsOf } from '#modules/self-check/server/service/plan.ts'
import { insertPastChecks, type PastCheck } from '#modules/self-check/server/store/check.ts'
import { insertPlans, type PlanRow } from '#modules/self-check/server/store/plan.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { idsFrom } from '../people.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { listFoundAt, listSelfFound, type SelfFound } from '../store.ts'

/** Days before the report from which enterprises check themselves: half a year. */
const PERIOD = 183
/** Enterprises by the plan they have; the daily ones began later. */
const MONTHLY = { template: 'T-GEN-SELF-M', rhythm: 'monthly', enterprises: 240, days: PERIOD } as const
const WEEKLY = { template: 'T-GEN-SELF-W', rhythm: 'weekly', enterprises: 60, days: PERIOD } as const
const DAILY = { template: 'T-SML-SELF-D', rhythm: 'daily', enterprises: 20, days: 90 } as const
const OWN_DAILY = { template: 'T-HCP-SELF-D', rhythm: 'daily', enterprises: 1, days: 30 } as const
/** Weekly ones that let everything lie for the last weeks. */
const NEGLECT = 8
const NEGLECTED_DAYS = 40
/** Of those with plans every week that never find anything, so many were found out by an office; the others were not. */
const DOUBTFUL = 12
const PART = 1000

interface Wish {
  template: string
  rhythm: Rhythm
  days: number
}

interface Known {
  /** Hazards found by self-check, by enterprise. */
  found: ReadonlyMap<string, readonly SelfFound[]>
  /** Checks of the templates used here, by template. */
  items: ReadonlyMap<string, readonly string[]>
  day: LocalDate
  dice: Dice
  nextId(): string
}

/**
 * Lets enterprises have checked themselves for half a year: what their hazards say they found, at the check that found it;
 * else nothing, and said so. Some are missed. The account's enterprise has one due on the day. @returns how many checks
 */
export async function loadSelfChecks(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  crew: Crew,
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const found = Map.groupBy(await listSelfFound(tx), ({ objectId }) => objectId)
  const nextId = idsFrom(momentOf(addDays(day, -PERIOD), '08:00').getTime())
  const items = new Map<string, readonly string[]>()
  for (const { template } of [MONTHLY, WEEKLY, DAILY, OWN_DAILY])
    items.set(template, await itemsOf(tx, template, own.gridCode, day))
  const known = { found, items, day, dice, nextId }
  const visited = await listFoundAt(tx, addDays(day, -90))
  const able = enterprises.filter((one) => one !== own && one.values.operatingState === 'producing')
  const chosen = choose(able, known, visited)
  const plans: PlanRow[] = []
  const checks: PastCheck[] = []
  const enter = (one: DemoEnterprise, wish: Wish, neglects = false) => {
    const plan = planOf(one, wish, known)
    plans.push(plan)
    checks.push(...checksOf(plan, crew.safety.get(one.id) as Doer, neglects, one === own, known))
  }
  enter(own, MONTHLY)
  enter(own, OWN_DAILY)
  for (const one of chosen.monthly) enter(one, MONTHLY)
  for (const [at, one] of chosen.weekly.entries()) enter(one, WEEKLY, at < NEGLECT)
  for (const one of chosen.daily) enter(one, DAILY)
  await insertPlans(tx, plans)
  for (let at = 0; at < checks.length; at += PART) await insertPastChecks(tx, checks.slice(at, at + PART))
  return checks.length
}

/** Who has which plan: those that find most check monthly; of the others some weekly, and shops daily. */
function choose(
  able: readonly DemoEnterprise[],
  { found, items }: Known,
  visited: ReadonlySet<string>,
): Record<'monthly' | 'weekly' | 'daily', DemoEnterprise[]> {
  const monthlyItems = new Set(items.get(MONTHLY.template))
  const finds = (one: DemoEnterprise) =>
    (found.get(one.id) ?? []).filter(({ itemCode }) => monthlyItems.has(itemCode)).length
  const monthly = able.toSorted((a, b) => finds(b) - finds(a) || (a.id < b.id ? -1 : 1)).slice(0, MONTHLY.enterprises)
  const rest = able.filter((one) => !monthly.includes(one))
  const quiet = rest.filter(({ id }) => !visited.has(id))
  const told = rest.filter(({ id }) => visited.has(id)).slice(0, DOUBTFUL)
  const weekly = [...quiet.slice(0, WEEKLY.enterprises - DOUBTFUL), ...told]
  const daily = quiet
    .filter((one) => !weekly.includes(one) && Number(one.values.staffCount) < 20)
    .slice(0, DAILY.enterprises)
  return { monthly, weekly, daily }
}

function planOf(one: DemoEnterprise, { template, rhythm, days }: Wish, { items, day, nextId }: Known): PlanRow {
  return {
    id: nextId(),
    objectId: one.id,
    gridCode: one.gridCode,
    template,
    rhythm,
    itemCodes: [...(items.get(template) ?? [])],
    fromOn: addDays(day, -days),
    endedOn: null,
  }
}

function checksOf(plan: PlanRow, safety: Doer, neglects: boolean, isOwn: boolean, known: Known): PastCheck[] {
  const checks: PastCheck[] = []
  for (let on = plan.fromOn; on <= known.day; ) {
    const period = periodOf(plan.rhythm, on)
    checks.push(checkOf(plan, period, safety, neglects, isOwn, known))
    on = addDays(period.dueOn, 1)
  }
  return checks
}

function checkOf(
  plan: PlanRow,
  period: Period,
  safety: Doer,
  neglects: boolean,
  isOwn: boolean,
  { found, day, dice, nextId }: Known,
): PastCheck {
  const hazards = (found.get(plan.objectId) ?? []).filter(
    ({ itemCode, foundOn }) => plan.itemCodes.includes(itemCode) && foundOn >= period.from && foundOn <= period.dueOn,
  )
  const byItem = new Map(hazards.map((hazard) => [hazard.itemCode, hazard]))
  const late = neglects && period.dueOn > addDays(day, -NEGLECTED_DAYS)
  const isPresent = period.dueOn >= day
  // What was found was checked; of the rest one in twenty is missed, and of the present period half is done already.
  const isDone = byItem.size > 0 || (!late && dice.next() < (isPresent ? 0.5 : 0.95))
  const isFinished = isDone && !(isOwn && isPresent)
  const doneOn = [...byItem.values()].reduce((last, { foundOn }) => (foundOn > last ? foundOn : last), period.from)
  const finishedAt = notAhead(momentOf(doneOn > day ? day : doneOn, `1${dice.whole(0, 6)}:${dice.whole(10, 59)}`))
  const { id: planId, objectId, gridCode, template, rhythm, itemCodes } = plan
  const list = isFinished
    ? [...byItem.values()].map(({ itemCode, id }) => ({ itemCode, answer: 'bad' as const, hazardId: id }))
    : []
  return {
    id: nextId(),
    planId,
    objectId,
    gridCode,
    template,
    rhythm,
    itemCodes,
    fromOn: period.from,
    dueOn: period.dueOn,
    answered: isFinished ? itemCodes.length : 0,
    bad: list.length,
    zero: isFinished && list.length === 0,
    finishedAt: isFinished ? finishedAt.toISOString() : null,
    finishedBy: isFinished ? { name: safety.name, seat: safety.seat, body: safety.body } : null,
    list,
  }
}

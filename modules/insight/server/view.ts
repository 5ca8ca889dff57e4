import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { figureLink } from '#modules/analysis/model/link.ts'
import { listLibrary } from '#modules/check-item/server/library.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { commitSecret } from '#modules/inspection/model/draw.ts'
import { listDraftingPlans, visitsPerMonth } from '#modules/inspection/server/arrange.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { categoryName } from '#standards/hazard/categories.ts'
import { byExpected, sizeOf } from '../model/order.ts'
import { armOf, compareArms, resultWords } from '../model/result.ts'
import type { FindingLine, FindingView, ResultView } from '../model/schema.ts'
import { DEFINITION, orderWords, partName, sentenceOf, strongest } from '../model/words.ts'
import { listOfficeSeats } from './office.ts'
import { roadFault } from './road.ts'
import * as store from './store/finding.ts'

/** Working days an order is given unless somebody says otherwise. */
const USUAL_WORKDAYS = 15
/** Checks an order names. */
const MOST_CHECKS = 12

/** Whether it may be shown who was drawn: the term is over, or everybody was visited. */
export const isOverOf = (
  { dueOn }: Pick<store.FindingRow, 'dueOn'>,
  outcomes: readonly store.OutcomeRow[],
  on: string,
): boolean => dueOn !== null && (on > dueOn || outcomes.every(({ checks }) => checks > 0))

/** Findings as lines, each with what it found so far. */
export async function viewLines(tx: Tx, actor: Actor, rows: readonly store.FindingRow[]) {
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  const accepted = rows.filter(({ state }) => state === 'accepted').map(({ id }) => id)
  const outcomes = Map.groupBy(await store.listOutcomes(tx, actor.scope, accepted), ({ findingId }) => findingId)
  const on = today()
  return rows.map((row) => lineOf(row, names, outcomes.get(row.id) ?? [], on))
}

function lineOf(
  row: store.FindingRow,
  names: ReadonlyMap<string, string>,
  outcomes: readonly store.OutcomeRow[],
  on: string,
): z.input<typeof FindingLine> {
  const {
    id,
    gridCode,
    partedBy,
    class: kind,
    category,
    state,
    asOf,
    decidedBy,
    ignoredWhy,
    closedOn,
    acceptedOn,
    dueOn,
  } = row
  const gridName = names.get(gridCode) ?? gridCode
  const told = strongest(row.comparisons)
  return {
    ...{
      id,
      gridCode,
      gridName,
      partedBy,
      class: kind,
      category,
      state,
      asOf,
      decidedBy,
      ignoredWhy,
      closedOn,
      acceptedOn,
      dueOn,
    },
    className: partName(partedBy, kind),
    categoryName: categoryName(category),
    sentence: sentenceOf(
      { gridName, partedBy, class: kind, category, from: row.fromOn, to: row.toOn },
      row.comparisons,
    ),
    toldAt: row.toldAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    ...{ ratio: told.ratio, low: told.low, high: told.high, against: told.against },
    entrusted: entrustedOf(row, on),
    outcome: state === 'accepted' ? resultWords(outcomes, { isOver: isOverOf(row, outcomes, on) }) : null,
  }
}

function entrustedOf(row: store.FindingRow, on: string): z.input<typeof FindingLine>['entrusted'] {
  const { entrustedTo: to, entrustedBy: by, entrustedAt: at, entrustedWords: words, entrustedDue: dueOn, state } = row
  if (!to || !by || !at || !words || !dueOn) return null
  return { to, by, at: at.toISOString(), words, dueOn, isLate: state === 'open' && dueOn < on }
}

/** One finding whole, as somebody may see it. */
export async function viewFinding(tx: Tx, actor: Actor, row: store.FindingWhole): Promise<z.input<typeof FindingView>> {
  const [line] = await viewLines(tx, actor, [row])
  if (!line) throw new Error('a finding is a line')
  const { comparisons, tested, commitment, secret, road, caseId } = row
  const acts = row.state === 'open' && may(actor, 'insight.decide') ? openActsOf(actor) : []
  const seats = acts.includes('entrust') ? await listOfficeSeats(tx, actor, today()) : []
  return {
    ...line,
    ...{ from: row.fromOn, to: row.toOn, comparisons, tested, commitment, road, caseId },
    definition: DEFINITION,
    links: linksOf(row),
    frame: row.frameSize,
    platformCommitment: commitSecret(commitment, secret),
    rankedBy: row.rankedBy,
    leftOut: leftOutOf(row),
    order: row.state === 'open' ? await orderOf(tx, actor, row, line) : null,
    result: row.state === 'accepted' ? await resultOf(tx, actor, row) : null,
    openActs: acts,
    entrustTo: seats.map(({ id, title, personName }) => ({ seatId: id, title, personName })),
    whyNot: row.state === 'open' && !acts.includes('task') ? (roadFault(actor, 'task') ?? '您的岗位不处理研判') : null,
  }
}

function openActsOf(actor: Actor): ('task' | 'plan' | 'entrust' | 'ignore')[] {
  const able = (['task', 'plan'] as const).filter((road) => roadFault(actor, road) === null)
  return [...able, ...(may(actor, 'insight.entrust') ? (['entrust'] as const) : []), 'ignore']
}

/** Who was kept out of the order, by the name of that day. */
function leftOutOf({ frame, leftOut }: store.FindingWhole) {
  const names = new Map(frame.enterprises.map(({ id, name }) => [id, name]))
  return leftOut.map(({ objectId, why }) => ({ objectId, why, name: names.get(objectId) ?? objectId }))
}

/** Where the figures behind a finding open. */
function linksOf({ gridCode, partedBy, class: kind, category, fromOn: from, toOn: to }: store.FindingRow) {
  const at = { grid: gridCode, from, to }
  const part = partedBy === 'all' ? {} : { key: `${partedBy}:${kind}` }
  return [
    {
      title: '查出的隐患',
      to: figureLink('hazard.office-found', { ...at, key: [...Object.values(part), `category:${category}`].join('|') }),
    },
    { title: '检查次数', to: figureLink('inspection.visited', { ...at, ...part }) },
    { title: '企业数', to: figureLink('enterprise.count', { ...at, ...part }) },
  ]
}

async function orderOf(tx: Tx, actor: Actor, row: store.FindingWhole, line: z.input<typeof FindingLine>) {
  const on = today()
  const visits = await visitsPerMonth(tx, actor.gridCode, on.slice(0, 7))
  const size = sizeOf(row.frame.enterprises.length, visits)
  const checks = await checksOf(tx, actor, row, on)
  const able = new Map(
    (
      await store.listPlaces(
        tx,
        actor.scope,
        row.frame.enterprises.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  const first = byExpected(row.frame.enterprises.filter(({ id }) => able.has(id))).slice(0, size.byRank)
  const names = await gridNames(
    tx,
    first.map(({ id }) => able.get(id)?.gridCode ?? ''),
  )
  const plans = await listDraftingPlans(tx, actor.gridCode, on.slice(0, 7))
  return {
    ...size,
    ...{ visits, checks },
    dueOn: addWorkdays(on, USUAL_WORKDAYS),
    ...orderWords(line, line.sentence, checks),
    enterprises: first.map(({ id, name, expected, reasons }) => {
      const gridCode = able.get(id)?.gridCode ?? ''
      return { objectId: id, name, gridName: names.get(gridCode) ?? gridCode, expected, reasons }
    }),
    plans: plans.map(({ id, name, fromMonth, toMonth }) => ({ id, name, fromMonth, toMonth })),
  }
}

/** The checks that failed there most often, as the library has them today. */
async function checksOf(tx: Tx, actor: Actor, row: store.FindingRow, on: string) {
  const { gridCode, partedBy, class: kind, category, fromOn: from, toOn: to } = row
  const failed = await store.countChecks(tx, actor.scope, { gridCode, partedBy, class: kind, category, from, to })
  const library = new Map((await listLibrary(tx, on, gridCode)).map((check) => [check.code, check]))
  return failed
    .flatMap(({ code, found }) => {
      const check = library.get(code)
      return check?.standing === 'in-force' ? [{ code, question: check.question, found }] : []
    })
    .slice(0, MOST_CHECKS)
}

async function resultOf(tx: Tx, actor: Actor, row: store.FindingRow): Promise<z.input<typeof ResultView>> {
  const outcomes = await store.listOutcomes(tx, actor.scope, [row.id])
  const isOver = isOverOf(row, outcomes, today())
  const names = await gridNames(
    tx,
    outcomes.map(({ gridCode }) => gridCode),
  )
  return {
    from: row.acceptedOn ?? '',
    to: row.dueOn ?? '',
    isOver,
    enterprises: outcomes.length,
    visited: outcomes.filter(({ checks }) => checks > 0).length,
    sentence: resultWords(outcomes, { isOver }),
    // Whoever goes on site must not know who was drawn by chance: until it is over nothing is told by arm.
    rank: isOver ? armOf(outcomes, 'rank') : null,
    control: isOver ? armOf(outcomes, 'control') : null,
    ratio: isOver ? compareArms(outcomes) : null,
    items: outcomes.map(({ objectId, name, gridCode, arm, expected, checks, hazards }) => ({
      ...{ objectId, name, checks, hazards },
      gridName: names.get(gridCode) ?? gridCode,
      arm: isOver ? arm : null,
      expected: isOver ? expected : null,
    })),
  }
}

import type { z } from 'zod'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { firstOfMonth, lastOfMonth, monthsOf } from '#kernel/indicators/model/period.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { findServedCity } from '#kernel/settings/store.ts'
import { type Candidate, proposalOf } from '#modules/inspection/model/proposal.ts'
import type { Expected } from '#modules/inspection/server/expected.ts'
import { addMonths, dayNumber, type LocalDate } from '#standards/calendar/local-date.ts'
import { byExpected } from '../model/order.ts'
import { insightProblems } from '../model/problems.ts'
import {
  expectedOf,
  FEATURES,
  type Judgement,
  judge,
  type Known,
  mayReplace,
  reasonsOf,
  trainOn,
  type Visit,
} from '../model/ranking-model.ts'
import type { ModelReportData, ModelView, PartedBy } from '../model/schema.ts'
import { LIMITS } from '../model/words.ts'
import type { Framed } from './store/finding.ts'
import { findMeanPerVisit, findVisitDays, type KnownRow, listKnown, listVisits } from './store/known.ts'
import { findModelInUse, insertModel, listModels } from './store/model.ts'

/** Without a visit in so many days it is as if there had been none. */
const LONGEST_SINCE = 730
/** Reasons are kept for so many of the frame; nobody scrolls further. */
const REASONED = 200

/** Everybody an order may be drawn from, with what is expected of one check as of a day; in the order of ids. */
export async function frameOf(
  tx: Tx,
  city: string,
  about: { gridCode: string; partedBy: PartedBy; class: string },
  on: LocalDate,
): Promise<{ rankedBy: string; enterprises: Framed[] }> {
  const used = await findModelInUse(tx, city)
  const rows = await listKnown(tx, wholeTree, on, about)
  // A task goes down the grid: who lies in no grid below cannot be handed to anybody.
  const below = rows.filter(({ gridCode }) => gridCode.length > about.gridCode.length)
  const mean = meanPerVisit(below)
  const scored = below.map((row) => {
    const known = knownOf(row, mean, on)
    const rule = proposalOf(candidateOf(row), on)
    const expected = used ? expectedOf(used.model, known) : rule.score
    const reasons = () => (used ? reasonsOf(used.model, known) : rule.reasons)
    return { id: row.objectId, name: row.name, expected: Number(expected.toFixed(3)), reasons }
  })
  const shown = new Set(
    byExpected(scored)
      .slice(0, REASONED)
      .map(({ id }) => id),
  )
  return {
    rankedBy: used ? `排序模型（${used.trainedOn} 训练）` : '检查计划的推荐规则（排序模型还没有启用）',
    enterprises: scored.map(({ reasons, ...one }) => ({ ...one, reasons: shown.has(one.id) ? reasons() : [] })),
  }
}

/** What the model in use expects of one check at some enterprises of a grid, for plans made by rule; null without a model. */
export async function expectAt(tx: Tx, gridCode: string, ids: readonly string[]): Promise<Expected | null> {
  const city = await findServedCity(tx)
  const used = city ? await findModelInUse(tx, city) : undefined
  if (!used || ids.length === 0) return null
  const on = today()
  const mean = (await findMeanPerVisit(tx, wholeTree, gridCode, on)) ?? 1
  const rows = await listKnown(tx, wholeTree, on, { gridCode, ids })
  const hazards = rows.map((row) => [row.objectId, expectedOf(used.model, knownOf(row, mean, on))] as const)
  return { by: `排序模型（${used.trainedOn} 训练）`, link: '/insight/model', hazards: new Map(hazards) }
}

/** Hazards a visit found on the mean; 1 where nobody went anywhere. */
function meanPerVisit(rows: readonly KnownRow[]): number {
  const visits = rows.reduce((sum, row) => sum + row.visits, 0)
  return visits === 0 ? 1 : rows.reduce((sum, row) => sum + row.visitFindings, 0) / visits
}

function knownOf(row: KnownRow, mean: number, on: LocalDate): Known {
  const since = row.lastOn === null ? LONGEST_SINCE : dayNumber(on) - dayNumber(row.lastOn)
  return {
    ...row,
    sinceDays: Math.min(LONGEST_SINCE, since),
    perVisit: (row.visitFindings + mean) / (row.visits + 1),
  }
}

const candidateOf = (row: KnownRow): Candidate => ({
  objectId: row.objectId,
  name: row.name,
  gridCode: row.gridCode,
  riskLevel: row.riskLevel,
  hasMajorHazard: row.hasMajorHazard,
  openHazards: row.openHazards,
  openMajor: row.openMajor,
  lastOn: row.lastOn,
  thisYear: 0,
})

/** Visits of a month with what was known when it began. */
async function visitsOf(tx: Tx, city: string, month: LocalDate): Promise<Visit[]> {
  const to = lastOfMonth(month)
  const visits = await listVisits(tx, wholeTree, city, month, to)
  const rows = await listKnown(tx, wholeTree, month, { gridCode: city, visitedFrom: month, visitedTo: to })
  const mean = meanPerVisit(rows)
  const known = new Map(
    rows.map((row) => [
      row.objectId,
      { ...knownOf(row, mean, month), ruleScore: proposalOf(candidateOf(row), month).score },
    ]),
  )
  return visits.flatMap(({ objectId, findings, planned }) => {
    const then = known.get(objectId)
    return then ? [{ ...then, month: month.slice(0, 7), hazards: findings, planned }] : []
  })
}

/** Longest past the model learns from. */
const MOST_MONTHS = 24
/** Months held back: learnt from nothing of them, judged by all of them. */
const HELD_BACK = 3
const LEAST_VISITS = 60

/**
 * Trains a version on what was known before the months held back, judges it on them beside the version in use, and lets it take its
 * place when it is not worse. The same rows on the same day give the same version; a second one a day is not kept.
 * @throws tooFewRows where there is too little to learn from
 */
export async function trainModel(
  db: Database,
  day: LocalDate,
): Promise<{ id: string; report: ModelReportData } | null> {
  return db.system(async (tx) => {
    const city = await findServedCity(tx)
    const days = city && (await findVisitDays(tx, wholeTree, city))
    if (!city || !days) return null
    const last = addMonths(firstOfMonth(day), -1)
    const first = [addMonths(last, 1 - MOST_MONTHS), firstOfMonth(days.first)].toSorted().at(-1) as LocalDate
    const visits: Visit[] = []
    for (const month of monthsOf(first, last)) visits.push(...(await visitsOf(tx, city, month)))
    const heldFrom = addMonths(last, 1 - HELD_BACK).slice(0, 7)
    const learnt = visits.filter(({ month }) => month < heldFrom)
    const held = visits.filter(({ month }) => month >= heldFrom)
    if (learnt.length < LEAST_VISITS || held.length < LEAST_VISITS)
      throw new Problem(
        insightProblems.tooFewRows,
        `学习用的检查 ${learnt.length} 次、留作检验的 ${held.length} 次，各要 ${LEAST_VISITS} 次以上才能训练。`,
      )
    const model = trainOn(learnt)
    const judgement = judge(model, held)
    const present = await findModelInUse(tx, city)
    const verdict = verdictOf(judgement, present && judge(present.model, held))
    const report = {
      learntFrom: learnt[0]?.month ?? '',
      learntTo: learnt.at(-1)?.month ?? '',
      learntVisits: learnt.length,
      judgement,
      outcome: verdict.why,
    }
    const id = newId()
    const entered = await insertModel(tx, city, { id, trainedOn: day, inUse: verdict.isUsed, model, report })
    return entered ? { id, report } : null
  })
}

/** Whether a version goes into use: better than chance where there was none, not worse than the one in use where there is. */
function verdictOf(fresh: Judgement, present: Judgement | undefined): { isUsed: boolean; why: string } {
  const lift = `排在前五分之一的每次查出是随机的 ${fresh.lift.ratio.toFixed(2)} 倍（${fresh.lift.low.toFixed(2)}–${fresh.lift.high.toFixed(2)}）`
  if (!present)
    return fresh.lift.low > 1
      ? { isUsed: true, why: `启用：留存月份里${lift}` }
      : { isUsed: false, why: `没有启用：留存月份里${lift}，不能说比随机好；继续按推荐规则排` }
  return mayReplace(fresh, present)
    ? { isUsed: true, why: `启用：在同样的留存月份里不比上一版差；${lift}` }
    : { isUsed: false, why: `没有启用：在同样的留存月份里不如在用的那一版；${lift}` }
}

/** The version in use with its weights in words, and those before it. */
export async function readModel(tx: Tx, actor: Actor): Promise<z.input<typeof ModelView>> {
  const city = await findServedCity(tx)
  const models = city ? await listModels(tx, city) : []
  const used = models.find(({ inUse }) => inUse)
  const titles = new Map(FEATURES.map(({ key, title }) => [key, title]))
  return {
    inUse: used
      ? {
          trainedOn: used.trainedOn,
          report: used.report,
          dispersion: used.model.dispersion,
          weights: used.model.weights
            .filter(({ deviation }) => deviation > 0)
            .map(({ key, weight, low, high }) => ({ key, title: titles.get(key) ?? key, weight, low, high }))
            .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
        }
      : null,
    versions: models.map(({ trainedOn, inUse, report }) => ({
      ...{ trainedOn, inUse, outcome: report.outcome, lift: report.judgement.lift, visits: report.judgement.visits },
    })),
    limits: [...LIMITS],
    mayTrain: may(actor, 'insight.find'),
  }
}

import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { areaOf } from '#kernel/geo/overlay.ts'
import { type Area, boxOf, labelPoint } from '#kernel/geo/polygon.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import type { PlanInput, PlanResult } from '../../model/boundary-plan.ts'
import { gridLevels, gridPath } from '../../model/codes.ts'
import { gridProblems } from '../../model/problems.ts'
import * as grid from '../store.ts'
import { type Move, Mover } from './containment.ts'
import { draft, type Effect } from './draft.ts'
import { familiesAfter, findingsAfter } from './families.ts'
import { passOn } from './inherit.ts'
import { announceMoves } from './moves.ts'
import { removeReports } from './quality-store.ts'
import * as store from './store.ts'

const PLAN_HOURS = 24
/** Moves named in an answer; all of them count and all of them happen. */
const MOST_SHOWN = 200

interface Assessment {
  effect: Effect
  result: PlanResult
  enterprises: Move[]
  places: Move[]
}

/** Works out what a change of boundaries would do and keeps the answer for a day. Saves nothing of the grid. */
export async function makePlan(
  tx: Tx,
  actor: Actor,
  input: PlanInput,
  source: 'drawn' | 'imported',
): Promise<store.PlanRow> {
  const assessment = await assess(tx, actor.scope, input)
  const id = newId()
  await store.insertPlan(tx, {
    id,
    gridCode: placeOf(actor, assessment),
    kind: input.kind,
    source,
    input,
    result: assessment.result,
    shapes: shapesOf(assessment.effect),
    baseVersions: baseVersions(assessment.effect),
    authorId: actor.accountId,
    authorName: actor.personName,
    expiresAt: new Date(Date.now() + PLAN_HOURS * 3_600_000),
  })
  return (await store.findPlan(tx, actor.scope, id)) as store.PlanRow
}

/**
 * Carries a plan out, all of it or nothing: boundaries, codes, history, duties, places, and through `onGridMoved` the
 * enterprises. What it does is worked out anew, so that it holds for the objects of this moment.
 * @throws planApplied, planExpired, planOutdated; planRefused when a finding forbids it; leftBehind
 */
export async function applyPlan(
  tx: Tx,
  actor: Actor,
  id: string,
  why: { reason: string; documentNumber: string | null },
): Promise<store.PlanRow> {
  const plan = await store.lockPlan(tx, actor.scope, id)
  if (!plan) throw noPlan()
  if (plan.appliedAt) throw new Problem(gridProblems.planApplied, '这个方案已经执行过，不能再执行。')
  if (plan.expiresAt.getTime() <= Date.now())
    throw new Problem(gridProblems.planExpired, `方案只保留 ${PLAN_HOURS} 小时，已过期，请重新测算。`)
  await refuseOutdated(tx, plan)
  const assessment = await assess(tx, actor.scope, plan.input)
  refuseFindings(assessment.result)
  await refuseOtherCodes(plan, assessment.effect)
  const on = today()
  await writeNodes(tx, assessment.effect, plan, on)
  await writeHistory(tx, assessment.effect, plan, { ...why, accountId: actor.accountId })
  await moveDuties(tx, actor.scope, assessment.effect, on)
  await passOn(
    tx,
    assessment.effect.retired.map(({ node, into }) => ({ code: node.code, into })),
  )
  await store.movePlaces(tx, assessment.places)
  await moveEnterprises(tx, actor, id, assessment, why)
  await forgetReports(tx, assessment.effect)
  await store.markApplied(tx, id, {
    ...why,
    accountId: actor.accountId,
    result: assessment.result,
    shapes: shapesOf(assessment.effect),
  })
  return (await store.findPlan(tx, actor.scope, id)) as store.PlanRow
}

export const noPlan = () => new Problem(common.notFound, '没有这个方案，或它不在您的辖区。')

async function assess(tx: Tx, scope: Scope, input: PlanInput): Promise<Assessment> {
  const effect = await draft(tx, scope, input)
  const families = await familiesAfter(tx, effect)
  const findings = await findingsAfter(families, effect)
  const mover = new Mover(tx, effect, families)
  const on = today()
  const enterprises = await mover.movesOf(await store.listEnterprises(tx, scope, mover.prefixes))
  const places = await mover.movesOf(await store.listPlacesIn(tx, scope, mover.prefixes, on))
  const names = await namesAfter(tx, effect, [...enterprises, ...places])
  const into = new Map(effect.retired.map(({ node, into }) => [node.code, into]))
  const touched = [...effect.changed.map(({ node }) => node.code), ...into.keys()]
  const duties = await store.listDutiesOn(tx, scope, touched, on)
  const seats = await store.listSeatsOn(tx, scope, touched, on)
  const result: PlanResult = {
    ...nodesInWords(effect),
    findings,
    applicable: findings.every(({ severity }) => severity === 'warn'),
    enterprises: {
      total: enterprises.length,
      notLocated: enterprises.filter(({ because }) => because === 'not_located').length,
      items: enterprises.slice(0, MOST_SHOWN).map((move) => moveInWords(move, names)),
    },
    places: { total: places.length, items: places.slice(0, MOST_SHOWN).map((move) => moveInWords(move, names)) },
    duties: duties.map((duty) => ({
      id: duty.id,
      seatId: duty.seatId,
      seatTitle: duty.seatTitle,
      bodyName: duty.bodyName,
      layer: duty.layer,
      role: duty.role,
      gridCode: duty.gridCode,
      gridName: duty.gridName,
      becomes: into.get(duty.gridCode) ?? [],
    })),
    seats: seats.map((seat) => ({ ...seat, needsPlace: into.has(seat.gridCode) })),
  }
  return { effect, result, enterprises, places }
}

/** Kept quality reports of everything on the way down to what changed are no longer true. */
async function forgetReports(tx: Tx, { changed, created, retired }: Effect): Promise<void> {
  const codes = [...changed, ...retired].map(({ node }) => node.code).concat(created.map(({ code }) => code))
  await removeReports(tx, [...new Set(codes.flatMap(gridPath))])
}

/** Outlines before and after, for a page to draw one over the other. */
function shapesOf({ changed, created, retired }: Effect): store.PlanShapes {
  const shape = ({ code, name, level }: Pick<store.NodeState, 'code' | 'name' | 'level'>, geometry: Area | null) =>
    geometry ? [{ code, name, level, geometry }] : []
  return {
    before: [...changed, ...retired].flatMap(({ node }) => shape(node, node.geometry)),
    after: [
      ...changed.flatMap(({ node, name, geometry }) => shape({ ...node, name }, geometry)),
      ...created.flatMap((node) => shape(node, node.geometry)),
    ],
  }
}

const sizeOf = (geometry: Area | null): number | null => (geometry ? Math.round(areaOf(geometry)) : null)

function nodesInWords(effect: Effect): Pick<PlanResult, 'changed' | 'created' | 'retired'> {
  return {
    changed: effect.changed.map(({ node, name, geometry }) => ({
      code: node.code,
      name,
      level: node.level,
      areaM2: sizeOf(geometry),
      formerAreaM2: sizeOf(node.geometry),
    })),
    created: effect.created.map(({ code, name, level, from, geometry }) => ({
      code,
      name,
      level,
      from,
      areaM2: sizeOf(geometry),
      geometry,
    })),
    retired: effect.retired.map(({ node, into }) => ({ code: node.code, name: node.name, level: node.level, into })),
  }
}

const moveInWords = ({ id, name, gridCode, to, because, lng, lat }: Move, names: ReadonlyMap<string, string>) => ({
  id,
  name,
  from: gridCode,
  fromName: names.get(gridCode) ?? gridCode,
  to,
  toName: names.get(to) ?? to,
  because,
  lng,
  lat,
})

async function namesAfter(tx: Tx, effect: Effect, moves: readonly Move[]): Promise<Map<string, string>> {
  const codes = [...new Set(moves.flatMap(({ gridCode, to }) => [gridCode, to]))]
  const names = new Map((await grid.listPath(tx, codes)).map(({ code, name }) => [code, name]))
  for (const { code, name } of effect.created) names.set(code, name)
  return names
}

/** Versions the plan stands on: of the nodes it touches, and of the parents whose children it counts. */
function baseVersions(effect: Effect): Record<string, number> {
  const nodes = [...effect.changed, ...effect.retired].map(({ node }) => node)
  return Object.fromEntries(nodes.map(({ code, version }) => [code, version]))
}

/** The nearest node above everything the plan touches, but never outside what its author may see. */
function placeOf(actor: Actor, { effect, enterprises, places }: Assessment): string {
  const codes = [
    ...[...effect.changed, ...effect.retired].map(({ node }) => node.code),
    ...effect.created.map(({ code }) => code),
    ...[...enterprises, ...places].flatMap(({ gridCode, to }) => [gridCode, to]),
  ]
  const first = codes[0] as string
  const digits = Object.values(gridLevels)
    .map((level) => level.digits)
    .filter((length) => length <= first.length && codes.every((code) => code.startsWith(first.slice(0, length))))
  const common = first.slice(0, Math.max(...digits))
  return covers(actor.scope, common) ? common : actor.scope.gridFrom
}

/** Locks parents and touched nodes, so that two plans side by side come one after the other. */
async function refuseOutdated(tx: Tx, plan: store.PlanRow): Promise<void> {
  const codes = Object.keys(plan.baseVersions)
  const parents = codes.flatMap((code) => gridPath(code).slice(-2, -1))
  const versions = await store.lockNodes(tx, [...new Set([...codes, ...parents])])
  const moved = codes.filter((code) => versions.get(code) !== plan.baseVersions[code])
  if (moved.length === 0) return
  throw new Problem(gridProblems.planOutdated, `测算之后网格 ${moved.slice(0, 5).join('、')} 已被调整，请重新测算。`, {
    codes: moved.slice(0, 200),
  })
}

function refuseFindings({ findings }: PlanResult): void {
  const forbidding = findings.filter(({ severity }) => severity === 'refuse')
  const first = forbidding[0]
  if (!first) return
  throw new Problem(gridProblems.planRefused, `${first.message}。`, {
    errors: forbidding.slice(0, 200).map(({ codes, message }) => ({ pointer: `/${codes.join(',')}`, message })),
  })
}

/** A number that somebody else was given since then is not swapped silently: people have read the plan with it. */
async function refuseOtherCodes(plan: store.PlanRow, effect: Effect): Promise<void> {
  const planned = new Set(plan.result.created.map(({ code }) => code))
  const other = effect.created.find(({ code }) => !planned.has(code))
  if (other)
    throw new Problem(gridProblems.planOutdated, '测算时预定的编码已被占用，请重新测算。', { codes: [other.code] })
}

async function writeNodes(tx: Tx, effect: Effect, plan: store.PlanRow, on: string): Promise<void> {
  await store.insertNodes(tx, effect.created, on)
  const changed = effect.changed.map(({ node, name, geometry, follows = false }) => ({
    code: node.code,
    name,
    geometry,
    follows,
  }))
  const created = effect.created.map((node) => ({ ...node, follows: false }))
  const shapes = [...created, ...changed].flatMap(({ code, name, geometry, follows }) =>
    geometry ? [{ code, name, geometry, follows, bbox: boxOf(geometry), label: labelPoint(geometry) }] : [],
  )
  await store.updateShapes(tx, shapes, plan.source)
  for (const { code, name, geometry } of changed) if (!geometry) await store.updateName(tx, code, name)
  await store.retireNodes(
    tx,
    effect.retired.map(({ node }) => node.code),
    on,
  )
}

async function writeHistory(
  tx: Tx,
  effect: Effect,
  plan: store.PlanRow,
  why: { reason: string; documentNumber: string | null; accountId: string },
): Promise<void> {
  const before = ({ name, geometry, source, version }: store.NodeState) => ({ name, geometry, source, version })
  const ending = { boundary: 'retired', split: 'split', merge: 'merged' } as const
  const top = new Set(plan.input.kind === 'boundary' ? [] : effect.retired.map(({ node }) => node.parentCode))
  const rows: Omit<store.ChangeRow, 'id'>[] = [
    ...effect.changed.map(({ node, name, geometry, follows }) => ({
      gridCode: node.code,
      kind: plan.input.kind === 'merge' ? ('merged' as const) : ('boundary' as const),
      before: before(node),
      after: { name, geometry, source: follows ? node.source : plan.source, version: node.version + 1 },
    })),
    ...effect.retired.map(({ node, into }) => ({
      gridCode: node.code,
      kind: isTop(node, top, effect) ? ending[plan.input.kind] : ('retired' as const),
      before: before(node),
      after: { into },
    })),
    ...effect.created.map(({ code, name, geometry, from }) => ({
      gridCode: code,
      kind: 'created' as const,
      before: { from },
      after: { name, geometry, source: plan.source },
    })),
  ]
  await store.insertChanges(
    tx,
    rows.map((row) => ({ ...row, id: newId() })),
    why,
  )
}

/** Whether a retired node was named by the plan, and did not go along with its parent. */
const isTop = (node: store.NodeState, parents: ReadonlySet<string | null>, { retired }: Effect): boolean =>
  parents.has(node.parentCode) && !retired.some((other) => other.node.code === node.parentCode)

/**
 * Duties on retired nodes end yesterday and begin today on every node that follows, for the same seat. One that would begin
 * today or later ends on its first day, on a node with nothing below it any more.
 */
async function moveDuties(tx: Tx, scope: Scope, { retired }: Effect, on: string): Promise<void> {
  const into = new Map(retired.map(({ node, into }) => [node.code, into]))
  const ending = await store.listDutiesOn(tx, scope, [...into.keys()], on)
  const there = await store.listDutiesOn(tx, scope, [...new Set([...into.values()].flat())], on)
  const taken = new Set(there.map(sameDuty))
  const made: store.DutyAt[] = []
  for (const duty of ending) {
    for (const gridCode of into.get(duty.gridCode) ?? []) {
      const next = { ...duty, id: newId(), gridCode, fromOn: duty.fromOn < on ? on : duty.fromOn }
      if (!taken.has(sameDuty(next))) made.push(next)
      taken.add(sameDuty(next))
    }
  }
  await store.endDuties(
    tx,
    ending.map(({ id }) => id),
    dayBefore(on),
  )
  await store.insertDuties(tx, made)
}

const sameDuty = (duty: store.DutyAt): string =>
  JSON.stringify([
    duty.seatId,
    duty.gridCode,
    duty.layer,
    duty.role,
    duty.businesses,
    duty.objectClass,
    duty.regulatorClasses,
  ])

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

async function moveEnterprises(
  tx: Tx,
  actor: Actor,
  planId: string,
  { effect, enterprises }: Assessment,
  why: { reason: string; documentNumber: string | null },
): Promise<void> {
  const moves = enterprises.map(({ id, gridCode, to }) => ({ objectId: id, from: gridCode, to }))
  const successors = effect.retired.map(({ node, into }) => ({ code: node.code, into }))
  await announceMoves(tx, { moves, successors, planId, actor, ...why })
  const left = await store.countLeftBehind(
    tx,
    moves,
    successors.map(({ code }) => code),
  )
  if (left > 0) throw new Problem(gridProblems.leftBehind, `还有 ${left} 家企业没有迁到新网格，方案没有执行。`)
}

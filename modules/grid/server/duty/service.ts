import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { findSeatAt } from '#kernel/identity/seat/store.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import { businesses, businessesOf } from '../../model/businesses.ts'
import {
  answerFor,
  type Coverage,
  type Duty,
  type Finding,
  faultNames,
  indexDuties,
  leadersAbove,
  type ObjectGroup,
  proveCoverage,
} from '../../model/coverage.ts'
import { scoreElements } from '../../model/elements.ts'
import { gridProblems } from '../../model/problems.ts'
import { siblingOverlaps } from '../boundary/siblings.ts'
import * as grid from '../store.ts'
import * as store from './store.ts'

/** Gives a seat a duty in a grid of the actor's; the seat must stand there or above, inside the actor's scope. */
export async function assignDuty(
  tx: Tx,
  actor: Actor,
  input: Omit<Duty, 'id'> & { id?: string | undefined; commitmentSignedOn: string | null; fromOn: string },
) {
  const seatGrid = await store.findSeatGrid(tx, actor.scope, input.seatId)
  if (!seatGrid) throw new Problem(common.notFound, '没有这个岗位，或它不在您的辖区。')
  const node = covers(actor.scope, input.gridCode) && (await grid.findGrid(tx, actor.scope, input.gridCode))
  if (!node) throw noGrid()
  if (node.retiredOn) throw new Problem(common.conflict, `${node.name}已于 ${node.retiredOn} 撤销，不能再安排责任。`)
  if (!input.gridCode.startsWith(seatGrid)) {
    throw new Problem(gridProblems.seatElsewhere, `岗位在网格 ${seatGrid}，不能承担网格 ${input.gridCode} 的责任。`)
  }
  const foreign = input.businesses?.find(
    (code) => !businessesOf(input.layer).some((business) => business.code === code),
  )
  if (foreign) throw new Problem(common.invalid, `业务「${foreign}」不属于这个逻辑层。`)
  const id = input.id ?? newId()
  await store.insertDuties(tx, [{ ...input, id }])
  return { id }
}

/** Ends a duty; what it answered for shows up in the coverage at once. */
export async function endDuty(tx: Tx, actor: Actor, id: string, lastDay: string): Promise<void> {
  if (!(await store.endDuty(tx, actor.scope, id, lastDay)))
    throw new Problem(common.notFound, '没有这项责任，或它已经结束。')
}

/** The proof of full coverage of a subtree on a day. */
export async function coverageOf(
  tx: Tx,
  scope: Scope,
  prefix: string,
  layer: string,
  on: string,
): Promise<{ coverage: Coverage; duties: store.DutyRow[] }> {
  const duties = await store.listDutiesFor(tx, prefix, layer, on)
  const authorised = await store.listAuthorised(tx, [...new Set(duties.map(({ seatId }) => seatId))], on)
  const groups = await store.listObjectGroups(tx, scope, prefix, on)
  return { coverage: proveCoverage(groups, layer, duties, store.seatsOf(duties, authorised)), duties }
}

/** Findings in words, the ones with most objects first. */
export async function describeFindings(
  tx: Tx,
  findings: readonly Finding[],
  duties: readonly store.DutyRow[],
  limit: number,
) {
  const shown = [...findings]
    .sort((a, b) => b.objects - a.objects || (a.gridCode < b.gridCode ? -1 : 1))
    .slice(0, limit)
  const names = new Map(
    (await grid.listPath(tx, [...new Set(shown.map(({ gridCode }) => gridCode))])).map(({ code, name }) => [
      code,
      name,
    ]),
  )
  const seats = new Map(
    duties.map((duty) => [duty.seatId, { id: duty.seatId, title: duty.seatTitle, bodyName: duty.bodyName }]),
  )
  return shown.map(({ seatIds, ...finding }) => ({
    ...finding,
    faultName: faultNames[finding.fault],
    businessName: businesses.find(({ code }) => code === finding.business)?.name ?? finding.business,
    gridName: names.get(finding.gridCode) ?? finding.gridCode,
    seats: seatIds.map((id) => seats.get(id)).filter((seat) => seat !== undefined),
  }))
}

/** The first seat that answers for a place or its object in a business on a day; null for a gap or an empty post. */
export async function answeringSeat(
  tx: Tx,
  about: { gridCode: string; objectId: string | null },
  business: string,
  on: string,
): Promise<string | null> {
  const object = {
    gridCode: about.gridCode,
    objectClass: 'B' as const,
    regulatorClasses: about.objectId ? await store.findRegulatorClasses(tx, about.objectId) : [],
  }
  const { answers } = await answeringChain(tx, object, 'safety', on)
  return answers.find((answer) => answer.business === business)?.seats[0]?.id ?? null
}

/** The seat that takes what is sent to a grid: of its own offices the first in rank with somebody sitting there; null when none is. */
export const officeSeatAt = (tx: Tx, gridCode: string, on: string): Promise<string | null> =>
  findSeatAt(tx, gridCode, OFFICE_ROLES, on)

/** Roles that take work for their grid, the first in rank first. */
const OFFICE_ROLES = ['city_officer', 'county_officer', 'town_officer', 'grid_chief', 'grid_officer']

/** Who answers for one object in each business of a layer on a day, with the leaders above. */
export async function answeringChain(tx: Tx, object: Omit<ObjectGroup, 'count'>, layer: string, on: string) {
  const duties = await store.listDutiesFor(tx, object.gridCode, layer, on)
  const authorised = await store.listAuthorised(tx, [...new Set(duties.map(({ seatId }) => seatId))], on)
  const seats = store.seatsOf(duties, authorised)
  const index = indexDuties(duties)
  const rows = new Map(duties.map((duty) => [duty.id, duty]))
  const leaders = leadersAbove(object.gridCode, layer, index).map(({ id }) => rows.get(id) as store.DutyRow)
  return {
    answers: businessesOf(layer).map((business) => {
      const { seatIds, atGrid, fault } = answerFor(object, business, index, seats)
      const who = seatIds.map((id) => seats.get(id)).filter((seat) => seat !== undefined)
      return {
        business: business.code,
        businessName: business.name,
        fault,
        faultName: fault ? faultNames[fault] : null,
        atGrid,
        seats: who.map(({ id, title, bodyName, holders }) => ({ id, title, bodyName, holders: [...holders] })),
      }
    }),
    leaders: leaders.map(({ role, seatTitle, bodyName, holders, gridCode, gridName }) => ({
      role,
      seatTitle,
      bodyName,
      holders,
      gridCode,
      gridName,
    })),
  }
}

/** The seven elements of one grid in one layer on a day. */
export async function scoreCard(tx: Tx, scope: Scope, code: string, layer: string, on: string) {
  const node = await grid.findGrid(tx, scope, code)
  if (!node) throw noGrid()
  const duties = await store.listDutiesAt(tx, scope, code, layer, on)
  const elements = scoreElements(
    {
      gridName: node.name,
      boundary: node.geometrySource === null ? 'none' : node.geometrySource === 'demo' ? 'demo' : 'real',
      childrenWithoutBoundary: await store.countChildrenWithoutBoundary(tx, code),
      overlaps: await siblingOverlaps(tx, code),
      objects: await store.countDirectObjects(tx, code, on),
      duties: duties.map(({ role, seatTitle, holders, commitmentSignedOn, seatId }) => ({
        role,
        title: seatTitle,
        holders,
        commitmentSignedOn,
        seatId,
      })),
      support: await store.findSupport(tx, code, layer),
      authorised: await store.listAuthorised(
        tx,
        duties.map(({ seatId }) => seatId),
        on,
      ),
      authorisedAbove: await authorisedAbove(tx, code, layer, on),
      mechanisms: new Set(await store.listMechanisms(tx, code, layer, on)),
      on,
    },
    layer,
  )
  const met = elements.filter(({ state }) => state === 'met').length
  return { gridCode: code, gridName: node.name, layer, on, met, of: elements.length, elements }
}

/** Businesses an authorised officer of a grid above answers for. */
async function authorisedAbove(tx: Tx, code: string, layer: string, on: string): Promise<Set<string>> {
  const above = (await store.listDutiesFor(tx, code, layer, on)).filter(
    ({ gridCode, role, holders }) => role === 'officer' && holders.length > 0 && gridCode.length < code.length,
  )
  const authorised = await store.listAuthorised(tx, [...new Set(above.map(({ seatId }) => seatId))], on)
  return new Set(
    above.flatMap(({ seatId, businesses: some }) =>
      [...(authorised.get(seatId) ?? [])].filter((name) => !some || some.includes(name)),
    ),
  )
}

export const noGrid = () => new Problem(common.notFound, '没有这个网格，或它不在您的辖区。')

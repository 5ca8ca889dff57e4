import { type Business, businessesOf, type DutyRole, type ObjectClass } from './businesses.ts'
import { gridPath } from './codes.ts'

/** A duty (监管责任): a seat answers for a grid in a layer, for some or all businesses and objects. */
export interface Duty {
  id: string
  seatId: string
  gridCode: string
  layer: string
  role: DutyRole
  /** Codes of businesses; null for all of the layer. */
  businesses: readonly string[] | null
  /** Class of objects; null for all. */
  objectClass: ObjectClass | null
  /** Regulator classes of enterprises a sector officer answers for; null for all. */
  regulatorClasses: readonly string[] | null
}

/** A seat as coverage sees it on one day. */
export interface SeatOnDay {
  id: string
  title: string
  bodyName: string
  holders: readonly string[]
  /** Businesses the seat is authorised for (监管授权) on that day. */
  authorised: ReadonlySet<string>
}

/** Objects that are alike for coverage: same grid, class and regulator classes. */
export interface ObjectGroup {
  gridCode: string
  objectClass: ObjectClass
  regulatorClasses: readonly string[]
  count: number
}

export type Fault = 'gap' | 'overlap' | 'empty_post' | 'unauthorised'

export const faultNames: Record<Fault, string> = {
  gap: '无人负责',
  overlap: '重复负责',
  empty_post: '岗位空缺',
  unauthorised: '缺少授权',
}

/** Who answers for one kind of object in one business, or what is wrong. */
export interface Answer {
  business: string
  /** The answering seats: exactly one when there is no overlap, none for a gap. */
  seatIds: readonly string[]
  /** Grid at which the answering duty lies. */
  atGrid: string | null
  fault: Fault | null
}

/** Duties by grid node, for walking up a path quickly. */
export type DutyIndex = ReadonlyMap<string, readonly Duty[]>

export const indexDuties = (duties: readonly Duty[]): DutyIndex => Map.groupBy(duties, (duty) => duty.gridCode)

/**
 * The seat that answers for an object in a business: the duty nearest to the object on the way up its grid path. At one
 * node a sector officer goes before a general one, an officer before grid staff; two of the same rank overlap.
 */
export function answerFor(
  group: Omit<ObjectGroup, 'count'>,
  business: Business,
  index: DutyIndex,
  seats: ReadonlyMap<string, SeatOnDay>,
): Answer {
  for (const gridCode of gridPath(group.gridCode).reverse()) {
    const matching = (index.get(gridCode) ?? []).filter((duty) => answers(duty, group, business))
    if (matching.length === 0) continue
    const best = Math.max(...matching.map(rank))
    const seatIds = [...new Set(matching.filter((duty) => rank(duty) === best).map((duty) => duty.seatId))]
    return { business: business.code, seatIds, atGrid: gridCode, fault: faultOf(seatIds, business, seats) }
  }
  return { business: business.code, seatIds: [], atGrid: null, fault: 'gap' }
}

function answers(duty: Duty, group: Omit<ObjectGroup, 'count'>, business: Business): boolean {
  const staffMay = duty.role === 'grid_staff' && !business.enforcement && !business.decides
  if (duty.role !== 'officer' && !staffMay) return false
  if (duty.layer !== business.layer) return false
  if (duty.businesses && !duty.businesses.includes(business.code)) return false
  if (duty.objectClass && duty.objectClass !== group.objectClass) return false
  return !duty.regulatorClasses || duty.regulatorClasses.some((name) => group.regulatorClasses.includes(name))
}

const rank = (duty: Duty): number => (duty.role === 'officer' ? 2 : 0) + (duty.regulatorClasses ? 1 : 0)

function faultOf(seatIds: readonly string[], business: Business, seats: ReadonlyMap<string, SeatOnDay>): Fault | null {
  if (seatIds.length > 1) return 'overlap'
  const seat = seats.get(seatIds[0] as string)
  if (!seat || seat.holders.length === 0) return 'empty_post'
  return business.enforcement && !seat.authorised.has(business.code) ? 'unauthorised' : null
}

/** Leaders above an answer, from its grid up: main, deputy and specific leader of each node. */
export function leadersAbove(gridCode: string, layer: string, index: DutyIndex): Duty[] {
  const order: DutyRole[] = ['specific', 'deputy', 'main']
  return gridPath(gridCode)
    .reverse()
    .flatMap((code) =>
      (index.get(code) ?? [])
        .filter((duty) => duty.layer === layer && order.includes(duty.role))
        .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role)),
    )
}

/** What is wrong for some objects: the same fault at the same kind of objects in one business. */
export interface Finding {
  fault: Fault
  business: string
  gridCode: string
  objectClass: ObjectClass
  regulatorClasses: readonly string[]
  objects: number
  seatIds: readonly string[]
}

/** The proof of full coverage: how many pairs of object and business are answered for, and every finding against it. */
export interface Coverage {
  objects: number
  businesses: number
  pairs: number
  answered: number
  findings: Finding[]
}

/**
 * Checks every object against every business of a layer. Objects alike are resolved once, so a hundred thousand objects
 * cost as much as their distinct groups.
 */
export function proveCoverage(
  groups: readonly ObjectGroup[],
  layer: string,
  duties: readonly Duty[],
  seats: ReadonlyMap<string, SeatOnDay>,
): Coverage {
  const index = indexDuties(duties)
  const list = businessesOf(layer)
  const objects = groups.reduce((sum, group) => sum + group.count, 0)
  const findings = groups.flatMap((group) => findingsOf(group, list, index, seats))
  const pairs = objects * list.length
  const faulty = findings.reduce((sum, finding) => sum + finding.objects, 0)
  return { objects, businesses: list.length, pairs, answered: pairs - faulty, findings }
}

function findingsOf(
  group: ObjectGroup,
  list: readonly Business[],
  index: DutyIndex,
  seats: ReadonlyMap<string, SeatOnDay>,
): Finding[] {
  const { count, ...rest } = group
  return list.flatMap((business) => {
    const { fault, seatIds } = answerFor(group, business, index, seats)
    return fault ? [{ fault, business: business.code, ...rest, objects: count, seatIds }] : []
  })
}

/**
 * Coverage after duties of one subtree changed: only objects there are looked at again, the other findings stay.
 * @param prefix the grid whose duties changed
 */
export function proveAgain(
  before: Coverage,
  prefix: string,
  groups: readonly ObjectGroup[],
  layer: string,
  duties: readonly Duty[],
  seats: ReadonlyMap<string, SeatOnDay>,
): Coverage {
  const touched = groups.filter((group) => group.gridCode.startsWith(prefix))
  const part = proveCoverage(touched, layer, duties, seats)
  const findings = [...before.findings.filter((finding) => !finding.gridCode.startsWith(prefix)), ...part.findings]
  const faulty = findings.reduce((sum, finding) => sum + finding.objects, 0)
  return { ...before, answered: before.pairs - faulty, findings }
}

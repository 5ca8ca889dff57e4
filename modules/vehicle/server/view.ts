import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import type { TrackPoint } from '#kernel/telemetry/positions.ts'
import { maskPhone } from '#standards/code/mask.ts'
import { distanceMetres } from '#standards/coordinate/distance.ts'
import { effectOf } from '../model/orders.ts'
import type { AlertRow } from './store/alert.ts'
import type { FenceRow } from './store/fence.ts'
import type { OrderRow } from './store/order.ts'
import type { VehicleLineRow } from './store/vehicle.ts'
import type { CrewRow, WaybillRow } from './store/waybill.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export function viewLine({ at, lng, lat, speed, direction, ...row }: VehicleLineRow) {
  const {
    id,
    plate,
    plateColor,
    kind,
    objectId,
    objectName,
    gridCode,
    hazardClass,
    phone,
    motion,
    cargo,
    openAlerts,
    worst,
  } = row
  const place =
    at && lng !== null && lat !== null ? { at: at.toISOString(), lng, lat, speedKmh: speed, direction } : null
  return {
    ...{
      id,
      plate,
      plateColor,
      kind,
      objectId,
      objectName,
      gridCode,
      hazardClass,
      phone,
      motion,
      cargo,
      openAlerts,
      worst,
    },
    place,
  }
}

export const viewAlert = ({ beganAt, endedAt, handledAt, ...row }: AlertRow) => ({
  ...{
    id: row.id,
    vehicleId: row.vehicleId,
    plate: row.plate,
    objectName: row.objectName,
    kind: row.kind,
    level: row.level,
  },
  ...{ beganAt: beganAt.toISOString(), endedAt: iso(endedAt), handledAt: iso(handledAt) },
  ...{
    lng: row.lng,
    lat: row.lat,
    facts: { ...row.facts },
    cause: row.cause,
    handling: row.handling,
    handledBy: row.handledBy,
  },
})

export const viewWaybill = ({ leavesAt, arrivesAt, startedAt, endedAt, ...row }: WaybillRow) => ({
  ...{
    id: row.id,
    number: row.number,
    unNumber: row.unNumber,
    cargo: row.cargo,
    hazardClass: row.hazardClass,
    tonnes: row.tonnes,
  },
  ...{
    shipper: row.shipper,
    consignee: row.consignee,
    origin: row.origin,
    destination: row.destination,
    route: row.route,
  },
  ...{ corridorM: row.corridorM, driver: row.driver, escort: row.escort, cancelledReason: row.cancelledReason },
  ...{
    leavesAt: leavesAt.toISOString(),
    arrivesAt: arrivesAt.toISOString(),
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
  },
})

/** Telephones of the crew are masked: whoever keeps them sees whose they are, nobody else needs them on a list. */
export const viewCrew = ({ id, name, duty, phone, certificate, certifiedUntil }: CrewRow) => ({
  ...{ id, name, duty, phone: phone && maskPhone(phone), certificate, certifiedUntil },
})

export function viewOrder(actor: Actor, row: OrderRow) {
  const whyNot = whyNotReleased(actor, row)
  return {
    ...{
      id: row.id,
      kind: row.kind,
      params: shown(row),
      basis: row.basis,
      reason: row.reason,
      validSeconds: row.validSeconds,
    },
    ...{ needsRelease: row.needsRelease, askedAt: row.askedAt.toISOString(), askedBy: row.askedBy },
    ...{ releasedAt: iso(row.releasedAt), releasedBy: row.releasedBy, refusedAt: iso(row.refusedAt) },
    ...{ refusedReason: row.refusedReason, state: row.state, heldBy: row.heldBy, sentAt: iso(row.sentAt) },
    ...{ answeredAt: iso(row.answeredAt), expiresAt: iso(row.expiresAt) },
    effect: row.state === 'answered' && row.statusAfter !== null ? effectOf(row.kind, row.statusAfter) : null,
    mayRelease: row.state === 'asked' && whyNot === null,
    whyNot,
  }
}

function shown({ params }: OrderRow): Record<string, string | number> {
  const { phone, ...rest } = params
  const given = Object.entries(rest).filter(([, value]) => value !== undefined) as [string, string | number][]
  return { ...Object.fromEntries(given), ...(phone ? { phone: maskPhone(phone) } : {}) }
}

function whyNotReleased(actor: Actor, { state, askedByPerson }: OrderRow): string | null {
  if (state !== 'asked') return null
  if (!may(actor, 'vehicle.release')) return '您的岗位没有复核权限'
  return askedByPerson === actor.personId ? '要由另一个人复核' : null
}

export const viewFence = (actor: Actor, names: ReadonlyMap<string, string>, row: FenceRow) => ({
  ...{
    id: row.id,
    gridCode: row.gridCode,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    name: row.name,
    kind: row.kind,
  },
  ...{ rule: row.rule, shape: row.shape, speedKmh: row.speedKmh, days: [...row.days], fromMinute: row.fromMinute },
  ...{ toMinute: row.toMinute, basis: row.basis, version: row.version },
  mayChange: may(actor, 'vehicle.fence') && covers(actor.scope, row.gridCode),
})

/** Slower than this it stands, and as long as this is a stop. */
const STANDING_KMH = 3
const STOP_MS = 3 * 60_000
/** Between two places farther apart in time nothing is said of the way. */
const GAP_MS = 10 * 60_000
const MOST = 10_000

/** A track with its stops, its length and its top speed; places without a fix are in it and not on the way. */
export function viewTrack(rows: readonly TrackPoint[]) {
  const fixed = rows.filter((row): row is TrackPoint & { lng: number; lat: number } => row.isFixed && row.lng !== null)
  const legs = fixed.slice(1).map((to, index) => [fixed[index] as (typeof fixed)[number], to] as const)
  const metres = legs
    .filter(([from, to]) => to.at.getTime() - from.at.getTime() <= GAP_MS)
    .reduce((sum, [from, to]) => sum + distanceMetres(from, to), 0)
  return {
    points: rows.map((row) => ({
      ...{ at: row.at.toISOString(), lng: row.lng, lat: row.lat, isFixed: row.isFixed, isHistory: row.isHistory },
      ...{ speedKmh: row.speed, direction: row.direction, alarm: row.alarm },
    })),
    stops: stopsOf(fixed),
    distanceKm: Math.round(metres / 10) / 100,
    topKmh: Math.max(0, ...fixed.map(({ speed }) => speed ?? 0)),
    isCut: rows.length >= MOST,
  }
}

function stopsOf(fixed: readonly (TrackPoint & { lng: number; lat: number })[]) {
  const stops: { from: string; to: string; minutes: number; lng: number; lat: number }[] = []
  for (let first = 0; first < fixed.length; first++) {
    if ((fixed[first]?.speed ?? 0) >= STANDING_KMH) continue
    let last = first
    while (last + 1 < fixed.length && (fixed[last + 1]?.speed ?? 0) < STANDING_KMH) last += 1
    const [from, to] = [fixed[first], fixed[last]] as [(typeof fixed)[number], (typeof fixed)[number]]
    const lasted = to.at.getTime() - from.at.getTime()
    const minutes = Math.round(lasted / 60_000)
    if (lasted >= STOP_MS)
      stops.push({ from: from.at.toISOString(), to: to.at.toISOString(), minutes, lng: from.lng, lat: from.lat })
    first = last
  }
  return stops
}

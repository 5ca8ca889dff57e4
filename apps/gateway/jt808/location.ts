import type { Position } from '#kernel/telemetry/model/message.ts'

/** Status bits of JT/T 808 §5.2. */
const FIX_VALID = 1 << 1
const ENCRYPTED = 1 << 5

interface Fields {
  readonly [name: string]: unknown
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** A location body (0x0200 and wherever it stands inside others) as a place; a time that is none becomes an invalid date, which is refused. */
export function positionOf(body: Fields, isHistory: boolean): Position {
  const [alarm, status] = [numberOf(body.alarm) ?? 0, numberOf(body.status) ?? 0]
  const [lng, lat] = [numberOf(body.longitude), numberOf(body.latitude)]
  const isOnEarth = lng !== null && lat !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  // No vehicle reports from the Gulf of Guinea: zeros are what a receiver sends before it knows.
  const isSomewhere = isOnEarth && !(lng === 0 && lat === 0)
  const items = Array.isArray(body.items) ? (body.items as Fields[]) : []
  const mileage = items.find(({ name }) => name === 'mileage')
  const odd = { ...(isOnEarth ? {} : { longitude: lng, latitude: lat }), ...(body.rest ? { rest: body.rest } : {}) }
  const kept = [...items, ...(Object.keys(odd).length > 0 ? [odd] : [])]
  return {
    at: new Date(typeof body.time === 'string' ? body.time : Number.NaN),
    lng: isOnEarth ? lng : null,
    lat: isOnEarth ? lat : null,
    isFixed: isSomewhere && (status & FIX_VALID) !== 0 && (status & ENCRYPTED) === 0,
    isHistory,
    speedKmh: numberOf(body.speed),
    direction: numberOf(body.direction),
    altitudeM: numberOf(body.altitude),
    mileageKm: numberOf(mileage?.value),
    alarm,
    status,
    items: kept.length > 0 ? kept : null,
  }
}

/** The places a message carries, whatever its kind; none for those without. */
export function positionsOf(name: string | null, body: Fields): Position[] {
  if (name === 'location') return [positionOf(body, false)]
  if (name === 'locationBatch') {
    const locations = Array.isArray(body.locations) ? (body.locations as Fields[]) : []
    // Kind 1: what was stored while there was no network.
    return locations.map((one) => positionOf(one, body.kind === 1))
  }
  const inside = body.location
  return typeof inside === 'object' && inside !== null && name !== 'mediaData'
    ? [positionOf(inside as Fields, false)]
    : []
}

import type { AlertKind } from './codes.ts'
import { type Fence, holdsAt, isAt, metresToLine } from './fence.ts'

/** A place of a vehicle, as the terminal sent it. */
export interface Place {
  at: Date
  receivedAt: Date
  lng: number | null
  lat: number | null
  isFixed: boolean
  isHistory: boolean
  speedKmh: number | null
  /** Bits of JT/T 808 §5.1. */
  alarm: number
  /** Numbers of additional items; those of active safety raise alerts. */
  items: readonly number[]
}

/** What is known of a vehicle besides where it is. */
export interface Circumstances {
  speedLimitKmh: number
  /** Whether a waybill is under way. */
  isLoaded: boolean
  route: readonly (readonly [number, number])[] | null
  corridorM: number
  /** All fences there are. */
  fences: readonly Fence[]
  rules: WatchRules
}

/** How long what may last before it is an alert; settings. */
export interface WatchRules {
  /** How much faster than the limit is too fast: a receiver is not surer than that; km/h. */
  overspeedMarginKmh: number
  /** Seconds too fast before that is an alert. */
  overspeedSeconds: number
  /** Minutes of driving without a rest, and how long a rest is. Road traffic safety regulations art. 62 (7): 4 hours, 20 minutes. */
  drivingMinutes: number
  restMinutes: number
  /** Minutes a loaded vehicle may stand outside a depot. */
  stopMinutes: number
  /** Places that came later than this after they were measured raise nothing. */
  lateSeconds: number
}

/** How far a vehicle was followed. Plain numbers: it is kept as JSON. */
export interface WatchState {
  /** Of the last place that was followed, ms. */
  at: number
  lng: number
  lat: number
  /** Since when it is too fast, drives, stands, ms; null while it does not. */
  fastSince: number | null
  drivingSince: number | null
  standingSince: number | null
  /** Places in a row outside the corridor. */
  offRoute: number
  /** Fences it is in. */
  inside: readonly string[]
  /** Alerts that stand: kind and subject. */
  open: readonly string[]
}

export interface Begun {
  kind: AlertKind
  /** Fence, or bit; empty where there is one of the kind. */
  subject: string
  at: Date
  fence: Fence | null
  /** What is said of it: speed and limit in km/h, minutes, metres. */
  facts: Readonly<Record<string, number | string>>
}

export interface Followed {
  state: WatchState
  begun: readonly Begun[]
  ended: readonly { kind: AlertKind; subject: string; at: Date }[]
}

/** Slower than this it stands: a receiver at rest wanders by some tenths. */
const STANDING_KMH = 3
const OFF_ROUTE_PLACES = 2
const MINUTE = 60_000
/** Additional items of provincial active-safety standards (JT/T 808 reference §5.3). */
const ACTIVE_SAFETY: Readonly<Record<number, string>> = {
  100: '驾驶辅助',
  101: '驾驶员状态',
  102: '胎压',
  103: '盲区',
}
/** Bits of the terminal that raise alerts. §5.1: those it clears itself are pulses and end with the next place. */
const BITS: readonly { bit: number; kind: AlertKind; text: string }[] = [
  { bit: 0, kind: 'panic', text: '紧急按钮' },
  { bit: 2, kind: 'fatigue', text: '终端判断疲劳驾驶' },
  { bit: 4, kind: 'terminal', text: '定位模块故障' },
  { bit: 5, kind: 'terminal', text: '定位天线未接或剪断' },
  { bit: 8, kind: 'terminal', text: '主电源掉电' },
  { bit: 11, kind: 'terminal', text: '摄像头故障' },
  { bit: 29, kind: 'collision', text: '碰撞预警' },
  { bit: 30, kind: 'collision', text: '侧翻预警' },
]

interface Sign {
  kind: AlertKind
  subject: string
  fence?: Fence
  facts: Readonly<Record<string, number | string>>
}

/** The name an alert stands under while it is open. */
export const standsAs = ({ kind, subject }: { kind: AlertKind; subject: string }): string => `${kind} ${subject}`

/**
 * Follows a vehicle by one place more: what began with it and what ended. Nothing of a place that is older than the last one, sent from the memory of
 * the terminal, late, or without a fix: it is on the track and raises nothing.
 */
export function follow(before: WatchState | null, place: Place, around: Circumstances): Followed {
  if (!isLive(before, place, around.rules)) return { state: before ?? beginning(place), begun: [], ended: [] }
  const spot = { lng: place.lng as number, lat: place.lat as number }
  const speed = place.speedKmh ?? 0
  const at = place.at.getTime()
  const inside = around.fences.filter((fence) => isAt(fence, spot))
  const motion = motionOf(before, at, speed, around.rules)
  const limit = limitAt(inside, place.at, around.speedLimitKmh)
  const fastSince = speed > limit + around.rules.overspeedMarginKmh ? (before?.fastSince ?? at) : null
  const off = around.isLoaded && around.route !== null && metresToLine(spot, around.route) > around.corridorM
  const offRoute = off ? (before?.offRoute ?? 0) + 1 : 0
  const signs = [
    ...motionSigns({ ...motion, at, fastSince, speed, limit }, inside, place, around),
    ...fenceSigns(inside, motion.standingSince !== null, place.at),
    ...(offRoute >= OFF_ROUTE_PLACES ? [routeSign(spot, around)] : []),
    ...bitSigns(place),
  ]
  const crossed = crossings(before, inside, around.fences)
  const open = before?.open ?? []
  const now = new Set(signs.map(standsAs))
  return {
    state: {
      ...{ at, ...spot, ...motion, fastSince, offRoute },
      inside: inside.map(({ id }) => id),
      open: [...now],
    },
    begun: [...signs.filter((sign) => !open.includes(standsAs(sign))), ...crossed].map(({ fence = null, ...sign }) => ({
      ...{ ...sign, fence, at: place.at },
    })),
    ended: open.filter((one) => !now.has(one)).map((one) => ({ ...named(one), at: place.at })),
  }
}

const named = (standing: string): { kind: AlertKind; subject: string } => {
  const [kind, ...subject] = standing.split(' ')
  return { kind: kind as AlertKind, subject: subject.join(' ') }
}

function isLive(before: WatchState | null, place: Place, { lateSeconds }: WatchRules): boolean {
  if (!place.isFixed || place.lng === null || place.lat === null || place.isHistory) return false
  if (before && place.at.getTime() <= before.at) return false
  return Math.abs(place.receivedAt.getTime() - place.at.getTime()) <= lateSeconds * 1000
}

const beginning = ({ lng, lat }: Place): WatchState => ({
  ...{ at: 0, lng: lng ?? 0, lat: lat ?? 0, fastSince: null, drivingSince: null, standingSince: null, offRoute: 0 },
  ...{ inside: [], open: [] },
})

/** Since when it drives and stands: a stop shorter than a rest does not end the driving. */
function motionOf(before: WatchState | null, at: number, speed: number, { restMinutes }: WatchRules) {
  const isStanding = speed < STANDING_KMH
  const standingSince = isStanding ? (before?.standingSince ?? at) : null
  const stood = before?.standingSince != null && at - before.standingSince >= restMinutes * MINUTE
  const wasDriving = stood ? null : (before?.drivingSince ?? null)
  return { standingSince, drivingSince: wasDriving ?? (isStanding ? null : at) }
}

/** The lowest limit that holds here and now. */
const limitAt = (inside: readonly Fence[], at: Date, limit: number): number =>
  Math.min(
    limit,
    ...inside.filter((fence) => fence.rule === 'speed' && holdsAt(fence, at)).map(({ speedKmh }) => speedKmh ?? limit),
  )

interface Motion {
  at: number
  fastSince: number | null
  drivingSince: number | null
  standingSince: number | null
  speed: number
  limit: number
}

function motionSigns(
  motion: Motion,
  inside: readonly Fence[],
  place: Place,
  { rules, isLoaded }: Circumstances,
): Sign[] {
  const { at, fastSince, drivingSince, standingSince, speed, limit } = motion
  const signs: Sign[] = []
  if (fastSince !== null && at - fastSince >= rules.overspeedSeconds * 1000)
    signs.push({ kind: 'overspeed', subject: '', facts: { speedKmh: speed, limitKmh: limit } })
  if (drivingSince !== null && standingSince === null && at - drivingSince >= rules.drivingMinutes * MINUTE)
    signs.push({ kind: 'fatigue', subject: '', facts: { minutes: Math.round((at - drivingSince) / MINUTE) } })
  const mayStand = inside.some((fence) => fence.rule === 'depot' && holdsAt(fence, place.at))
  if (isLoaded && !mayStand && standingSince !== null && at - standingSince >= rules.stopMinutes * MINUTE)
    signs.push({ kind: 'stop', subject: '', facts: { minutes: Math.round((at - standingSince) / MINUTE) } })
  return signs
}

function fenceSigns(inside: readonly Fence[], isStanding: boolean, at: Date): Sign[] {
  return inside.flatMap((fence): Sign[] => {
    if (!holdsAt(fence, at)) return []
    const facts = { fence: fence.name }
    if (fence.rule === 'no-entry') return [{ kind: 'forbidden-entry', subject: fence.id, fence, facts }]
    if (fence.rule === 'no-stop' && isStanding) return [{ kind: 'forbidden-stop', subject: fence.id, fence, facts }]
    return []
  })
}

const routeSign = (spot: { lng: number; lat: number }, { route, corridorM }: Circumstances): Sign => ({
  kind: 'off-route',
  subject: '',
  facts: { metres: Math.round(metresToLine(spot, route ?? [])), corridorM },
})

function bitSigns({ alarm, items }: Place): Sign[] {
  const raised = BITS.filter(({ bit }) => Math.floor(alarm / 2 ** bit) % 2 === 1)
  return [
    ...raised.map(({ bit, kind, text }): Sign => ({ kind, subject: `bit${bit}`, facts: { text } })),
    ...items
      .filter((item) => item in ACTIVE_SAFETY)
      .map(
        (item): Sign => ({ kind: 'driving', subject: `item${item}`, facts: { text: ACTIVE_SAFETY[item] as string } }),
      ),
  ]
}

/** Entering and leaving what is noted only: over at once, and never open. */
function crossings(before: WatchState | null, inside: readonly Fence[], fences: readonly Fence[]): Sign[] {
  if (!before || before.at === 0) return []
  const noted = (fence: Fence, direction: 'in' | 'out'): Sign => ({
    ...{ kind: 'crossing', subject: `${fence.id} ${direction}`, fence, facts: { fence: fence.name, direction } },
  })
  const entered = inside.filter(({ id, rule }) => rule === 'note' && !before.inside.includes(id))
  const left = fences.filter(
    ({ id, rule }) => rule === 'note' && before.inside.includes(id) && !inside.some((one) => one.id === id),
  )
  return [...entered.map((fence) => noted(fence, 'in')), ...left.map((fence) => noted(fence, 'out'))]
}

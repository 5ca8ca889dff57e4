import type { HazardClass, OrderKind } from './codes.ts'
import { type Fence, isAt } from './fence.ts'

/** What a terminal can do besides the standard: JT/T 808 names no word that cuts the power, so it is told model by model. */
export interface TerminalProfile {
  /** Words of 0x8105 that cut and restore the power; null where it has none, or nobody has checked it. */
  cutWord: number | null
  restoreWord: number | null
  /** Whether it can be listened to, and takes pictures. */
  canListen: boolean
  hasCamera: boolean
}

export interface OrderParams {
  text?: string | undefined
  /** Seconds between two reports, and for how long. */
  everySeconds?: number | undefined
  forSeconds?: number | undefined
  channel?: number | undefined
  speedKmh?: number | undefined
  phone?: string | undefined
}

/** What an order asks of the vehicle before it may go out. */
interface Demand {
  /** Two persons: one asks, another releases. */
  needsRelease: boolean
  /** Faster than this it must not go; null where it changes nothing of the way the vehicle moves. */
  atMostKmh: number | null
  /** Metres it may have moved since it was judged. */
  withinM: number | null
  /** Longest validity in seconds. */
  longestSeconds: number
}

/** Slower than this a vehicle stands. Fast enough for the wandering of a receiver at rest, too slow for a vehicle. */
export const STANDING_KMH = 2

export const demands: Readonly<Record<OrderKind, Demand>> = {
  text: { needsRelease: false, atMostKmh: null, withinM: null, longestSeconds: 3600 },
  track: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 600 },
  photo: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 600 },
  interval: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 600 },
  limit: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 300 },
  listen: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 120 },
  lock: { needsRelease: true, atMostKmh: STANDING_KMH, withinM: 100, longestSeconds: 120 },
  unlock: { needsRelease: true, atMostKmh: STANDING_KMH, withinM: 100, longestSeconds: 120 },
  cut: { needsRelease: true, atMostKmh: STANDING_KMH, withinM: 50, longestSeconds: 60 },
  restore: { needsRelease: true, atMostKmh: null, withinM: null, longestSeconds: 300 },
}

/** How long ago the place an order is judged by may have come. */
export const PLACE_AGE_S = 30
/** A terminal whose clock is farther off is not trusted with where it was when. */
const CLOCK_OFF_S = 60
/** No power is cut so near to where a standing vehicle is itself the danger. */
const KEEP_AWAY_M = 200
/** Minutes the driver was told in words before his power is cut. */
export const WARNED_MINUTES = 30

/** What is known in the moment an order is judged. */
export interface Circumstance {
  now: Date
  profile: TerminalProfile
  /** Where the vehicle was last; null when nobody knows. */
  place: { at: Date; receivedAt: Date | null; lng: number; lat: number; speedKmh: number | null } | null
  fences: readonly Fence[]
  isLoaded: boolean
  /** What it carries, or is licensed for. */
  hazardClass: HazardClass | null
  /** Classes whose goods need the power of the vehicle (cooling, stirring); a setting. */
  poweredClasses: readonly string[]
  /** When the terminal last said it had shown a text to the driver. */
  warnedAt: Date | null
  isConnected: boolean
}

export interface Refusal {
  code: string
  sentence: string
}

const minutesSince = (at: Date, now: Date): number => (now.getTime() - at.getTime()) / 60_000

/**
 * Why an order may not go to a vehicle now; empty when it may. Asked when somebody asks for the order, when another releases it; the gateway asks the
 * same of speed, age and place once more in the moment it sends.
 */
export function refusalsOf(kind: OrderKind, around: Circumstance): Refusal[] {
  return [
    ...profileRefusals(kind, around),
    ...placeRefusals(kind, around),
    ...(kind === 'cut' ? cutRefusals(around) : []),
  ]
}

function profileRefusals(kind: OrderKind, { profile, isConnected }: Circumstance): Refusal[] {
  const missing: Partial<Record<OrderKind, [boolean, string]>> = {
    listen: [profile.canListen, '这台终端没有登记监听功能。'],
    photo: [profile.hasCamera, '这台终端没有登记摄像头。'],
    cut: [profile.cutWord !== null, '这台终端没有核实过断开动力的指令，不能使用。'],
    restore: [profile.restoreWord !== null, '这台终端没有核实过恢复动力的指令，不能使用。'],
  }
  const [has, sentence] = missing[kind] ?? [true, '']
  return [
    ...(has ? [] : [{ code: 'profile', sentence }]),
    ...(isConnected ? [] : [{ code: 'no-terminal', sentence: '这辆车没有接入终端，指令送不到。' }]),
  ]
}

function placeRefusals(kind: OrderKind, { place, now }: Circumstance): Refusal[] {
  const { atMostKmh } = demands[kind]
  if (atMostKmh === null) return []
  if (!place) return [{ code: 'no-place', sentence: '还没有收到过这辆车的有效定位，不知道它是不是停着。' }]
  const refusals: Refusal[] = []
  const ageS = place.receivedAt ? (now.getTime() - place.receivedAt.getTime()) / 1000 : Number.POSITIVE_INFINITY
  if (ageS > PLACE_AGE_S)
    refusals.push({
      code: 'place-old',
      sentence: `最新定位超过 ${PLACE_AGE_S} 秒，不能确定车辆现在的状态；可先下发临时跟踪。`,
    })
  else if (place.receivedAt && Math.abs(place.receivedAt.getTime() - place.at.getTime()) > CLOCK_OFF_S * 1000)
    refusals.push({ code: 'clock', sentence: '终端时钟与平台相差超过 1 分钟，定位时间不可信。' })
  if (place.speedKmh === null) refusals.push({ code: 'no-speed', sentence: '最新定位没有车速，不能确定车辆停着。' })
  else if (place.speedKmh > atMostKmh)
    refusals.push({ code: 'speed', sentence: `车速 ${place.speedKmh} km/h，这条指令只能在停车时下发。` })
  return refusals
}

const AWAY: Partial<Record<Fence['kind'], string>> = {
  tunnel: '隧道',
  bridge: '桥梁',
  slope: '长下坡',
  expressway: '高速公路',
}

/** What the power is never cut in: places where a standing vehicle is the danger, cargo that lives on the power, a driver nobody warned. */
function cutRefusals({ place, fences, isLoaded, hazardClass, poweredClasses, warnedAt, now }: Circumstance): Refusal[] {
  const near = place ? fences.filter(({ kind, ...fence }) => kind in AWAY && isAt(fence, place, KEEP_AWAY_M)) : []
  const refusals: Refusal[] = near.map(({ kind, name }) => ({
    code: kind,
    sentence: `车辆在${AWAY[kind]}「${name}」内或 ${KEEP_AWAY_M} 米以内，停在那里更危险。`,
  }))
  if (isLoaded && hazardClass && poweredClasses.includes(hazardClass))
    refusals.push({ code: 'cargo', sentence: `正在运输 ${hazardClass} 类货物，断开动力会使控温或搅拌停止。` })
  if (!warnedAt || minutesSince(warnedAt, now) > WARNED_MINUTES)
    refusals.push({
      code: 'stage',
      sentence: `还没有在 ${WARNED_MINUTES} 分钟内用文字通知驾驶员并得到终端应答，请先发送文字。`,
    })
  return refusals
}

const MESSAGE: Readonly<Record<OrderKind, string>> = {
  text: '0x8300',
  track: '0x8202',
  photo: '0x8801',
  interval: '0x8103',
  limit: '0x8103',
  listen: '0x8400',
  lock: '0x8500',
  unlock: '0x8500',
  cut: '0x8105',
  restore: '0x8105',
}
/** 0x8300: shown and read aloud. */
const SHOW_AND_READ = 0x0c
const URGENT = 0x02
/** Parameters of 0x8103: reporting interval and top speed. */
const [INTERVAL, TOP_SPEED] = ['0x0029', '0x0055']

/** An order as the message of JT/T 808 that carries it. */
export function messageOf(
  kind: OrderKind,
  params: OrderParams,
  profile: TerminalProfile,
): { message: string; body: object } {
  return { message: MESSAGE[kind], body: bodyOf(kind, params, profile) }
}

function bodyOf(kind: OrderKind, params: OrderParams, profile: TerminalProfile): object {
  switch (kind) {
    case 'text':
      return { flag: SHOW_AND_READ + URGENT, kind: 1, text: params.text }
    case 'track':
      return { interval: params.everySeconds, validity: params.forSeconds }
    case 'photo':
      return {
        ...{ channel: params.channel, command: 1, interval: 0, save: 0, resolution: 2, quality: 5 },
        ...{ brightness: 127, contrast: 64, saturation: 64, chroma: 127 },
      }
    case 'interval':
      return { parameters: [{ id: INTERVAL, value: params.everySeconds }] }
    case 'limit':
      return { parameters: [{ id: TOP_SPEED, value: params.speedKmh }] }
    case 'listen':
      return { kind: 1, phone: params.phone }
    case 'lock':
    case 'unlock':
      return doors(kind)
    case 'cut':
      return { command: profile.cutWord }
    case 'restore':
      return { command: profile.restoreWord }
  }
}

/** Both layouts of 0x8500 at once, each edition reads its own; mind that 1 locks before 2019 and unlocks since (§6). */
const doors = (kind: 'lock' | 'unlock') => ({
  flag: kind === 'lock' ? 1 : 0,
  controls: [{ type: '0x0001', door: kind === 'lock' ? 0 : 1 }],
})

/** Status bits of JT/T 808 §5.2 that show whether an order took effect. */
const BITS = { fuelCut: 10, circuitCut: 11, doorsLocked: 12 } as const

/** What the next place after an order says of its effect; null for orders whose effect no place shows. */
export function effectOf(kind: OrderKind, status: number): boolean | null {
  const is = (bit: number) => Math.floor(status / 2 ** bit) % 2 === 1
  if (kind === 'lock') return is(BITS.doorsLocked)
  if (kind === 'unlock') return !is(BITS.doorsLocked)
  if (kind === 'cut') return is(BITS.fuelCut) || is(BITS.circuitCut)
  if (kind === 'restore') return !is(BITS.fuelCut) && !is(BITS.circuitCut)
  return null
}

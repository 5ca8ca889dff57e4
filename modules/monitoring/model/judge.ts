import type { AlarmKind } from './codes.ts'

/** What a point is judged by; units are those of the point, times seconds unless the name says otherwise. */
export interface PointRule {
  highHigh: number | null
  high: number | null
  low: number | null
  lowLow: number | null
  /** How far a value must come back behind a limit before it counts as back. */
  deadBand: number
  /** How long a limit must be passed before that is an alarm, and kept before it is over. */
  onDelayS: number
  offDelayS: number
  /** Largest change a minute; null where any may be. */
  ratePerMinute: number | null
  /** Minutes within `flatBand` after which a sensor counts as stuck; null where a value may stand. */
  flatMinutes: number | null
  flatBand: number
  /** Readings in a row whose mean step is below `steadyStep` are no measurement; null where that is not looked at. */
  steadyCount: number | null
  steadyStep: number
  /** What came later than this after it was measured raises nothing. */
  lateS: number
}

/** A reading as it was taken in. */
export interface Sample {
  at: Date
  receivedAt: Date
  /** Null only where it is bad. */
  value: number | null
  quality: 'good' | 'uncertain' | 'bad' | 'maintenance'
}

/** One kind of alarm of a point: since when its condition holds or does not, and whether it stands. Times in ms. */
interface Latch {
  since: number | null
  isOpen: boolean
}

/** How far a point was judged. Plain numbers: it is kept as JSON. */
export interface PointState {
  at: number
  latches: Partial<Record<AlarmKind, Latch>>
  /** Values of the last minute, the oldest first. */
  recent: readonly (readonly [at: number, value: number])[]
  /** Since when, and between which values, it stands still. */
  flat: { since: number; low: number; high: number } | null
  /** Steps of the present run of readings: how many, their sum, the last value. */
  steps: { count: number; sum: number; last: number } | null
}

export interface Judged {
  state: PointState
  began: readonly { kind: AlarmKind; at: Date; value: number | null; limit: number | null }[]
  ended: readonly { kind: AlarmKind; at: Date }[]
}

/** Changes are measured over so long, and over no less than the other. */
const RATE_WINDOW_MS = 60_000
const RATE_LEAST_MS = 10_000
/** More values of a minute are not kept: a sensor that sends each millisecond is judged by these. */
const MOST_RECENT = 60

/** Whether a condition holds now: true and false are sure, null leaves things as they are. */
interface Finding {
  kind: AlarmKind
  holds: boolean | null
  limit: number | null
  onDelayS: number
  offDelayS: number
}

const START: PointState = { at: Number.NEGATIVE_INFINITY, latches: {}, recent: [], flat: null, steps: null }

/**
 * Judges one reading more of a point, in the order of time: what began with it and what ended (mqtt-sensors §4, GB 17681-2024). What is older than the last
 * one, came too late, or was measured in maintenance changes nothing; what is bad is a fault and never a value.
 */
export function judge(before: PointState | null, sample: Sample, rule: PointRule): Judged {
  const state = before ?? START
  const at = sample.at.getTime()
  const isLate = sample.receivedAt.getTime() - at > rule.lateS * 1000
  if (at <= state.at || isLate || sample.quality === 'maintenance') return { state, began: [], ended: [] }
  const isBad = sample.quality === 'bad' || sample.value === null
  const history = isBad ? pausedHistory(state) : nextHistory(state, at, sample.value as number, rule)
  const findings = isBad ? faultOnly(rule) : findingsOf(state, history, at, sample.value as number, rule)
  const latched = findings.map((finding) => latch(state.latches[finding.kind], finding, at))
  const began = findings.filter((_, index) => latched[index]?.change === 'began')
  const ended = findings.filter((_, index) => latched[index]?.change === 'ended')
  return {
    state: {
      ...{ at, ...history },
      latches: {
        ...state.latches,
        ...Object.fromEntries(findings.map(({ kind }, index) => [kind, latched[index]?.latch])),
      },
    },
    began: began.map(({ kind, limit }) => ({ kind, at: sample.at, value: sample.value, limit })),
    ended: ended.map(({ kind }) => ({ kind, at: sample.at })),
  }
}

/** Holds a condition to its delays: `since` is when it last turned against how things stand. */
function latch(before: Latch | undefined, { holds, onDelayS, offDelayS }: Finding, at: number) {
  const { since, isOpen } = before ?? { since: null, isOpen: false }
  if (holds === null || holds === isOpen) return { latch: { since: null, isOpen }, change: null }
  const turnedAt = since ?? at
  const isOver = at - turnedAt >= (holds ? onDelayS : offDelayS) * 1000
  if (!isOver) return { latch: { since: turnedAt, isOpen }, change: null }
  return { latch: { since: null, isOpen: holds }, change: holds ? ('began' as const) : ('ended' as const) }
}

type History = Pick<PointState, 'recent' | 'flat' | 'steps'>

/** A gap of bad readings proves neither movement nor stillness. */
const pausedHistory = ({ recent }: PointState): History => ({ recent, flat: null, steps: null })

function nextHistory(state: PointState, at: number, value: number, rule: PointRule): History {
  const kept = state.recent.filter(([time]) => at - time <= RATE_WINDOW_MS).slice(1 - MOST_RECENT)
  return {
    recent: [...kept, [at, value]],
    flat: nextFlat(state.flat, at, value, rule.flatBand),
    steps: nextSteps(state.steps, value, rule.steadyCount),
  }
}

function nextFlat(flat: PointState['flat'], at: number, value: number, band: number): PointState['flat'] {
  if (!flat) return { since: at, low: value, high: value }
  const [low, high] = [Math.min(flat.low, value), Math.max(flat.high, value)]
  return high - low <= band ? { ...flat, low, high } : { since: at, low: value, high: value }
}

function nextSteps(steps: PointState['steps'], value: number, most: number | null): PointState['steps'] {
  if (!steps || most === null || steps.count >= most) return { count: 0, sum: 0, last: value }
  return { count: steps.count + 1, sum: steps.sum + Math.abs(value - steps.last), last: value }
}

const faultOnly = ({ onDelayS, offDelayS }: PointRule): Finding[] => [
  { kind: 'fault', holds: true, limit: null, onDelayS, offDelayS },
]

function findingsOf(state: PointState, history: History, at: number, value: number, rule: PointRule): Finding[] {
  const delays = { onDelayS: rule.onDelayS, offDelayS: rule.offDelayS }
  const isOpen = (kind: AlarmKind) => state.latches[kind]?.isOpen ?? false
  const above = (kind: AlarmKind, limit: number | null): Finding => ({
    ...{ kind, limit, ...delays },
    holds: limit === null ? false : value > limit - (isOpen(kind) ? rule.deadBand : 0),
  })
  const below = (kind: AlarmKind, limit: number | null): Finding => ({
    ...{ kind, limit, ...delays },
    holds: limit === null ? false : value < limit + (isOpen(kind) ? rule.deadBand : 0),
  })
  const atOnce = { onDelayS: 0, offDelayS: 0 }
  return [
    above('high-high', rule.highHigh),
    above('high', rule.high),
    below('low', rule.low),
    below('low-low', rule.lowLow),
    {
      kind: 'rate',
      holds: isTooFast(history, rule.ratePerMinute),
      limit: rule.ratePerMinute,
      ...atOnce,
      offDelayS: rule.offDelayS,
    },
    { kind: 'fault', holds: false, limit: null, ...delays },
    { kind: 'flat', holds: isFlat(history, at, rule.flatMinutes), limit: rule.flatMinutes, ...atOnce },
    { kind: 'steady', holds: isSteady(history, rule), limit: rule.steadyStep, ...atOnce },
  ]
}

function isTooFast({ recent }: History, most: number | null): boolean | null {
  const [first, last] = [recent[0], recent.at(-1)]
  if (most === null) return false
  // Over a few seconds noise looks like a change.
  if (!first || !last || last[0] - first[0] < RATE_LEAST_MS) return null
  return Math.abs(last[1] - first[1]) / ((last[0] - first[0]) / 60_000) > most
}

const isFlat = ({ flat }: History, at: number, minutes: number | null): boolean =>
  minutes !== null && flat !== null && at - flat.since >= minutes * 60_000

/** Whether the run of readings moved less than any real sensor of this kind; unknown until the run is long enough. */
function isSteady({ steps }: History, { steadyCount, steadyStep }: PointRule): boolean | null {
  if (steadyCount === null) return false
  if (!steps || steps.count < steadyCount) return null
  return steps.sum / steps.count < steadyStep
}

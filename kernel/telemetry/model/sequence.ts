/** Numbers that were passed over and have not come yet, both ends included. */
export interface Gap {
  first: number
  last: number
}

/** How far a device has counted. */
export interface Run {
  /** The highest number of the present run; null before the first message. */
  sequence: number | null
  /** The newest time a message carried. */
  toldAt: Date | null
  gaps: readonly Gap[]
}

export interface Numbered {
  sequence: number | null
  at: Date
  wrapsAfter: number | null
  /** Whether a device that was started again may begin with it, whatever its clock says. */
  mayBegin?: boolean | undefined
}

/**
 * Numbers that begin again cannot tell a long gap from a new start. A terminal counts what it sends, so thousands are not lost between two
 * messages that arrive: more than this part of the round is a new start.
 */
const LEAP = 1 / 32
/** Short rounds (256 of Sparkplug) have gaps up to half of them. */
const SHORT_ROUND = 4096

export interface Step {
  run: Run
  /** How many messages the device has sent since the step before, by its own count. */
  sent: number
  isDouble: boolean
}

/**
 * What a message says of the messages before it: the next one, some that were passed over, one that comes late, one that came before, or the
 * first of a new run after the device was started again.
 */
export function followRun(run: Run, message: Numbered): Step {
  const { sequence, at, wrapsAfter } = message
  const toldAt = run.toldAt && run.toldAt > at ? run.toldAt : at
  if (sequence === null) return { run: { ...run, toldAt }, sent: 1, isDouble: false }
  if (run.sequence === null) return { run: { sequence, toldAt, gaps: run.gaps }, sent: 1, isDouble: false }
  const ahead = distance(run.sequence, sequence, wrapsAfter)
  const leaps = wrapsAfter !== null && wrapsAfter >= SHORT_ROUND && ahead > wrapsAfter * LEAP
  if (ahead > 0 && !leaps) {
    const passed = passedOver(run.sequence, sequence, wrapsAfter)
    return { run: { sequence, toldAt, gaps: [...run.gaps, ...passed] }, sent: ahead, isDouble: false }
  }
  const gap = run.gaps.find(({ first, last }) => sequence >= first && sequence <= last)
  if (gap) {
    const gaps = run.gaps.flatMap((one) => (one === gap ? without(gap, sequence) : [one]))
    return { run: { ...run, toldAt, gaps }, sent: 0, isDouble: false }
  }
  // A lower number at a later time: the device was started again and counts from the beginning.
  if (leaps || (message.mayBegin && ahead !== 0) || (run.toldAt && at > run.toldAt))
    return { run: { sequence, toldAt, gaps: run.gaps }, sent: 1, isDouble: false }
  return { run: { ...run, toldAt }, sent: 0, isDouble: true }
}

/** How far one number lies ahead of another; 0 or less when it lies behind. */
function distance(from: number, to: number, wrapsAfter: number | null): number {
  if (wrapsAfter === null) return to - from
  const round = wrapsAfter + 1
  const ahead = (to - from + round) % round
  return ahead < round / 2 ? ahead : ahead - round
}

function passedOver(from: number, to: number, wrapsAfter: number | null): Gap[] {
  if (to > from) return to - from > 1 ? [{ first: from + 1, last: to - 1 }] : []
  const end = wrapsAfter as number
  const gaps = [
    { first: from + 1, last: end },
    { first: 0, last: to - 1 },
  ]
  return gaps.filter(({ first, last }) => first <= last)
}

function without({ first, last }: Gap, one: number): Gap[] {
  const rest = [
    { first, last: one - 1 },
    { first: one + 1, last },
  ]
  return rest.filter((gap) => gap.first <= gap.last)
}

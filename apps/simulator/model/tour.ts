import { chance, seedFor } from './chance.ts'
import { bearing, metresBetween, type Place, STOPS, type StopName, wayBetween } from './roads.ts'

/** Where a vehicle is on its tour. */
export interface OnTour {
  place: Place
  speedKmh: number
  /** Degrees from north, clockwise. */
  direction: number
  /** What the road allows. */
  limit: number
  /** Metres since the tour began. */
  metres: number
  isLoaded: boolean
  /** Milliseconds it has stood; 0 while it moves. */
  stoodMs: number
}

interface Mark {
  place: Place
  metres: number
  speed: number
  limit: number
  /** Seconds since the tour began when it comes here, and when it goes on. */
  comes: number
  goes: number
  direction: number
  isLoaded: boolean
}

const STEP_M = 60
/** Metres a second squared a loaded tank lorry speeds up and slows down by. */
const [SPEEDS_UP, SLOWS_DOWN] = [0.35, 0.6]
const SLOWEST = 2.5

/**
 * A round of one vehicle: empty from its depot to a park, loaded to another, and home; with stops, turns taken slowly, and now and then a stretch
 * that is driven too fast. The same seed drives the same round, again and again.
 */
export class Tour {
  readonly #marks: readonly Mark[]
  readonly #seconds: number
  readonly #phase: number
  readonly #metres: number

  constructor(seed: number, name: string) {
    const own = seedFor(seed, name)
    const stops = chooseStops(own)
    const marks = paced(
      stops.flatMap((from, at) => legOf(from, stops[(at + 1) % stops.length] as StopName, at === 1, own + at)),
    )
    this.#marks = marks
    const last = marks.at(-1) as Mark
    this.#seconds = last.goes
    this.#metres = last.metres
    this.#phase = chance(own, 99)
  }

  /** Metres driven in all rounds since 2026: what the odometer shows. */
  odometer(at: number): number {
    const { metres } = this.at(at)
    return Math.floor(this.#rounds(at)) * this.#metres + metres
  }

  at(at: number): OnTour {
    const rounds = this.#rounds(at)
    const seconds = (rounds - Math.floor(rounds)) * this.#seconds
    const next = this.#nextAfter(seconds)
    const [from, to] = [this.#marks[next - 1] as Mark, this.#marks[next] as Mark]
    const { limit, isLoaded, direction } = to
    if (seconds < from.goes) {
      const stoodMs = (seconds - from.comes) * 1000
      return {
        place: from.place,
        speedKmh: 0,
        direction: from.direction,
        limit,
        metres: from.metres,
        isLoaded,
        stoodMs,
      }
    }
    const part = Math.min(1, (seconds - from.goes) / (to.comes - from.goes))
    const between = (a: number, b: number) => a + (b - a) * part
    return {
      place: [between(from.place[0], to.place[0]), between(from.place[1], to.place[1])],
      speedKmh: between(from.speed, to.speed) * 3.6,
      metres: between(from.metres, to.metres),
      ...{ direction, limit, isLoaded, stoodMs: 0 },
    }
  }

  #rounds(at: number): number {
    return (at - Date.UTC(2026, 0, 1)) / 1000 / this.#seconds + this.#phase
  }

  #nextAfter(seconds: number): number {
    let [low, high] = [1, this.#marks.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#marks[middle] as Mark).comes < seconds) low = middle + 1
      else high = middle
    }
    return low
  }
}

function chooseStops(seed: number): [StopName, StopName, StopName] {
  const names = Object.keys(STOPS) as StopName[]
  const pick = (list: readonly StopName[], at: number) => list[Math.floor(chance(seed, at) * list.length)] as StopName
  const parks = names.filter((name) => STOPS[name].kind === 'park')
  const depot = pick(
    names.filter((name) => STOPS[name].kind === 'depot'),
    1,
  )
  const first = pick(parks, 2)
  return [
    depot,
    first,
    pick(
      parks.filter((name) => name !== first),
      3,
    ),
  ]
}

type Unpaced = Omit<Mark, 'comes' | 'goes'> & { standsFor: number }

/** The way from one stop to the next, in short steps with the speed that is right for each. */
function legOf(from: StopName, to: StopName, isLoaded: boolean, seed: number): Unpaced[] {
  const way = wayBetween(from, to)
  const marks: Unpaced[] = []
  for (const [at, { place }] of way.slice(0, -1).entries()) {
    const next = way[at + 1] as (typeof way)[number]
    const steps = Math.max(1, Math.round(metresBetween(place, next.place) / STEP_M))
    // One stretch in nine is driven faster than the road allows.
    const zeal = chance(seed, at) < 0.11 ? 1.14 : 0.82 + 0.15 * chance(seed, at + 500)
    for (let step = 0; step < steps; step++) {
      const part = step / steps
      const here: Place = [place[0] + (next.place[0] - place[0]) * part, place[1] + (next.place[1] - place[1]) * part]
      const speed = (next.limit / 3.6) * zeal
      marks.push({ place: here, metres: 0, speed, limit: next.limit, direction: 0, isLoaded, standsFor: 0 })
    }
  }
  const [first] = marks
  if (first) Object.assign(first, { speed: 0, standsFor: 480 + 900 * chance(seed, 77) })
  return marks
}

/** Lays times along the marks: corners slowly, nobody faster than he can speed up or slow down, and home at the end. */
function paced(marks: readonly Unpaced[]): Mark[] {
  const [home] = marks
  if (!home) throw new Error('a tour without a way')
  const round: Unpaced[] = [...marks, { ...home, standsFor: 0 }].map((mark) => ({ ...mark }))
  for (const [at, mark] of round.entries()) {
    const before = round[at - 1]
    const next = round[at + 1]
    mark.metres = before ? before.metres + metresBetween(before.place, mark.place) : 0
    mark.direction = before ? bearing(before.place, mark.place) : bearing(mark.place, (next as Unpaced).place)
    if (!before || !next) continue
    const turn = Math.abs(((bearing(mark.place, next.place) - bearing(before.place, mark.place) + 540) % 360) - 180)
    if (turn > 12) mark.speed = Math.min(mark.speed, Math.max(4, 18 - turn / 6))
  }
  for (let at = 1; at < round.length; at++) slow(round[at] as Unpaced, round[at - 1] as Unpaced, SPEEDS_UP)
  for (let at = round.length - 2; at >= 0; at--) slow(round[at] as Unpaced, round[at + 1] as Unpaced, SLOWS_DOWN)
  let seconds = 0
  return round.map((mark, at) => {
    const before = round[at - 1]
    if (before) seconds += (mark.metres - before.metres) / Math.max(SLOWEST, (before.speed + mark.speed) / 2)
    const comes = seconds
    seconds += mark.standsFor
    const { standsFor: _, ...kept } = mark
    return { ...kept, comes, goes: seconds }
  })
}

/** No faster than can be reached from, or left for, the mark beside it. */
function slow(mark: Unpaced, beside: Unpaced, by: number): void {
  const metres = Math.abs(mark.metres - beside.metres)
  mark.speed = Math.min(mark.speed, Math.sqrt(beside.speed ** 2 + 2 * by * metres))
}

import { isoDate } from '#kernel/ui/format.ts'
import type { ActSpec, CaseType } from '../model/case-type.ts'
import { isCommon } from '../model/common-acts.ts'
import { stateAfter } from '../model/fold.ts'
import type { CaseOne } from './api.ts'

/** One stand on the way of a case. */
export interface LifeStep {
  state: string
  title: string
  phase: 'done' | 'now' | 'later'
  /** When it came there; null for what lies ahead. */
  at: string | null
  /** Whole days it stood there, until it went on or until now. */
  days: number | null
}

interface Life {
  steps: LifeStep[]
  /** Ends it may come to from here beside the usual one. */
  branches: string[]
}

const DAY = 86_400_000

/** The way of a case: where it stood, where it stands, where it goes if all goes well. */
export function lifeOf(type: CaseType, one: CaseOne, now = Date.now()): Life {
  const visits = visitsOf(type, one)
  const last = visits.at(-1)
  const ended = Boolean(last && type.states[last.state]?.ends)
  const steps = visits.map(({ state, at }, index): LifeStep => {
    const next = visits[index + 1]
    const phase = next || ended ? 'done' : 'now'
    const until = next ? Date.parse(next.at) : now
    return { state, title: titleOf(type, state), phase, at, days: ended && !next ? null : daysBetween(at, until) }
  })
  const ahead = ended ? [] : wayAhead(type, one)
  const later = ahead.map(
    (state): LifeStep => ({ state, title: titleOf(type, state), phase: 'later', at: null, days: null }),
  )
  return { steps: [...steps, ...later], branches: ended ? [] : branchesOf(type, one.state, ahead) }
}

const titleOf = (type: CaseType, state: string) => type.states[state]?.title ?? state

/** Calendar days in China, as people count them. */
export const daysBetween = (from: string, until: number) =>
  Math.max(0, Math.round((Date.parse(isoDate(new Date(until))) - Date.parse(isoDate(new Date(from)))) / DAY))

function visitsOf(type: CaseType, { history }: CaseOne): { state: string; at: string }[] {
  const visits: { state: string; at: string }[] = []
  const done: {
    act: string
    seatId: null
    personId: null
    at: string
    input: Record<string, unknown>
    holderSeatId: null
  }[] = []
  for (const { act, at, input } of history) {
    const before = visits.at(-1)
    const present = before ? { state: before.state, acts: done } : null
    const state = isCommon(act) ? before?.state : stateAfter(type, present, { act, input })
    done.push({ act, seatId: null, personId: null, at, input, holderSeatId: null })
    if (state && state !== before?.state) visits.push({ state, at })
  }
  return visits
}

/** States to the usual end, the first the kind declares, by the shortest way. */
function wayAhead(type: CaseType, one: CaseOne): string[] {
  const goal = Object.keys(type.states).find((state) => type.states[state]?.ends)
  const ways: string[][] = [[one.state]]
  const seen = new Set([one.state])
  for (let way = ways.shift(); way; way = ways.shift()) {
    const at = way.at(-1) as string
    if (at === goal) return way.slice(1)
    for (const to of forward(type, at, goal, one)) {
      if (seen.has(to)) continue
      seen.add(to)
      ways.push([...way, to])
    }
  }
  return []
}

/** States declared later than one: what leads back, a return, is not the usual way. */
function forward(type: CaseType, at: string, goal: string | undefined, one: CaseOne): string[] {
  const order = Object.keys(type.states)
  return Object.values(type.acts).flatMap((act) => {
    if (act.from === 'nothing' || !act.from.includes(at) || act.to === 'same' || act.aside?.includes(at)) return []
    const to = usualTarget(act, goal, one)
    return order.indexOf(to) > order.indexOf(at) ? [to] : []
  })
}

/** Where an act leads when it goes well; where it depends on the acts before, they are asked. */
function usualTarget({ to }: ActSpec<string>, goal: string | undefined, one: CaseOne): string {
  if (typeof to === 'string') return to
  if (goal && to.oneOf.includes(goal)) return goal
  const before = one.history.map(({ act, at, input }) => ({
    act,
    at,
    input,
    seatId: null,
    personId: null,
    holderSeatId: null,
  }))
  try {
    return to.choose({}, before)
  } catch {
    return to.oneOf[0] as string
  }
}

function branchesOf(type: CaseType, at: string, ahead: readonly string[]): string[] {
  const ends = Object.values(type.acts).flatMap((act) =>
    act.from !== 'nothing' && act.from.includes(at) && typeof act.to === 'string' && type.states[act.to]?.ends
      ? [act.to]
      : [],
  )
  return [...new Set(ends)].filter((state) => !ahead.includes(state)).map((state) => titleOf(type, state))
}

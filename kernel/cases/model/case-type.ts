import type { z } from 'zod'
import type { TermUnit } from '#standards/calendar/deadline.ts'
import { isCommon } from './common-acts.ts'
import type { DoneAct } from './fold.ts'

/** Whose act it is, beside the permission word: what the seat has to do with the case. */
export type Relation =
  /** The seat whose turn it is. */
  | 'holder'
  /** The seat that opened the case. */
  | 'opener'
  /** Any seat of the supervised object the case is about. */
  | 'object'
  /** Any seat of a body whose grid holds the case. */
  | 'office'
  /** A seat of a grid above the holder's. */
  | 'above'

/** Longer, standing still, running again: what the common acts of these names do, with their fields. */
export type ClockChange = 'extend' | 'suspend' | 'resume'

/** What an act does to the clock of a case; null for nothing. */
export const clockChange = (type: Pick<CaseType, 'acts'>, act: string): ClockChange | null =>
  act === 'extend' || act === 'suspend' || act === 'resume' ? act : (type.acts[act]?.clock ?? null)

/** Field such an act must have. */
const CLOCK_FIELDS: Partial<Record<ClockChange, string>> = { extend: 'until', suspend: 'reason' }

/** Whose turn it is after an act. */
export type NextHolder =
  /** The same seat as before. */
  | 'stay'
  | 'opener'
  /** The seat that keeps the object's own file. */
  | 'object'
  /** Another seat of the object than the one that acts; where it has none, the seat that answers. */
  | 'object-other'
  /** The seat that answers for the object in the type's business on that day. */
  | 'answering'
  /** The seat whose turn it was before the case was put into another one. */
  | 'as-before'
  /** The seat that acts. */
  | 'actor'
  /** The seat named in the input as `seatId`. */
  | 'named'
  /** The seat that did this act the last time, such as whoever asked for what is now granted. */
  | `did:${string}`

/** A term that starts with a state: so long, by this source; or the day that the input of the act names as `dueOn`. */
export interface TermSpec {
  title: string
  term: { amount: number; unit: TermUnit } | 'dueOn'
  /** Clause the term rests on. */
  source: string
  /** The source is not confirmed: the term is a setting, not law. */
  unverified?: boolean
  /**
   * State whose first entering starts it, where one term spans several states: those that name the same one share one clock, which runs on
   * from one to the next with its extensions and stops. The state it stands in unless said.
   */
  since?: string
  /** Field of the act that led here which names the day the term counts from; the moment of the act where it names none. */
  startsOn?: string
}

export interface StateSpec {
  title: string
  /** Nothing is to be done any more. */
  ends?: boolean
  /** What runs while the case stands here. */
  clock?: TermSpec
}

export interface ActSpec<State extends string, Input extends z.ZodObject = z.ZodObject> {
  /** The button: a verb. */
  title: string
  /** States in which the act is open; `nothing` opens a case. */
  from: 'nothing' | readonly State[]
  /** The state after it; where the act decides, a function of its input and of the acts before. */
  to: State | 'same' | { oneOf: readonly State[]; choose(input: z.output<Input>, before: readonly DoneAct[]): State }
  who: readonly Relation[]
  /** Roles that have the permission word of the act from the start. */
  roles: readonly string[]
  input: Input
  /** Least number of attachments: evidence is part of the act, not a note beside it. */
  attachments?: number
  /** Whoever did one of these acts may not do this one: nobody accepts his own work. */
  notBy?: readonly string[]
  /** Why the act is not open after what was done before, as a sentence; null when it is. */
  when?(before: readonly DoneAct[]): string | null
  /** Whose turn it is next, or by the state the act leads to; `stay` unless said. */
  holder?: NextHolder | Partial<Record<State, NextHolder>>
  /** Earlier acts whose office bars the offices below it: what the city ordered, a county does not end. */
  asHighAs?: readonly string[]
  /** States from which it is not the usual way: the picture of a case does not go along it. */
  aside?: readonly State[]
  /** Ends the case in another one of the kind, named as `caseId`; see merging.ts. */
  joins?: boolean
  /** Takes the case out of the one it was put into: it goes back to where it stood, whatever `to` would choose of its states. */
  parts?: boolean
  /** Changes the clock as the common act of that name does, for kinds in which the own office decides it and not only those above. */
  clock?: ClockChange
  /** May be done to several cases at once with one input. */
  bulk?: boolean
  /** Follows from an act on another case; nobody does it by himself, so it has no route. */
  internal?: boolean
}

/** A fault of an input, at a JSON pointer into the body. */
export interface ActFault {
  pointer: string
  message: string
}

/** A kind of case, declared once: states, acts, who may, what an act needs, what runs. */
export interface CaseType<State extends string = string, Act extends string = string> {
  /** The module's word: table value, permission prefix, audit prefix. */
  name: string
  /** Word in addresses, plural. */
  path: string
  title: string
  /** Letters before the number of a case: YH in YH-370523-2026-00218. */
  prefix: string
  /** Roles that may read cases of this kind inside their scope. */
  readers: readonly string[]
  /** Its terms are the law's: acts of the kind lengthen and stop its clock, the acts all kinds have do not. */
  ownClock?: boolean
  /** What is wrong between the fields of an act's input; empty when nothing is. */
  check?: (act: string, input: Record<string, unknown>, on: string) => ActFault[]
  states: Record<State, StateSpec>
  // biome-ignore lint/suspicious/noExplicitAny: each act has an input of its own; defineAct checks it
  acts: Record<Act, ActSpec<State, any>>
}

/**
 * Declares a kind of case. A state that does not exist does not compile; what types cannot see is refused at start.
 * @throws Error that names every fault of the declaration
 */
export function defineCase<const S extends Record<string, StateSpec>, A extends string>(spec: {
  name: string
  path: string
  title: string
  prefix: string
  readers: readonly string[]
  ownClock?: boolean
  check?: CaseType['check']
  states: S
  // biome-ignore lint/suspicious/noExplicitAny: as in CaseType
  acts: Record<A, ActSpec<keyof S & string, any>>
}): CaseType<keyof S & string, A> {
  const faults = declarationFaults(spec as unknown as CaseType)
  if (faults.length > 0) throw new Error(`case type ${spec.name}: ${faults.join('; ')}`)
  return spec as CaseType<keyof S & string, A>
}

/** States an act may lead to from one it is open in. */
export function targetsOf(act: ActSpec<string>, from: string): readonly string[] {
  if (act.to === 'same') return [from]
  return typeof act.to === 'string' ? [act.to] : act.to.oneOf
}

/** What is wrong with a declaration, in words for whoever wrote it. */
export function declarationFaults(type: CaseType): string[] {
  const acts = Object.entries(type.acts)
  const openings = acts.filter(([, act]) => act.from === 'nothing')
  const faults: string[] = []
  if (!/^[A-Z]{2,4}$/.test(type.prefix)) faults.push(`prefix ${type.prefix} is not two to four capital letters`)
  if (openings.length === 0) faults.push('no act opens a case')
  for (const [name, act] of openings) if (act.to === 'same') faults.push(`act ${name} opens a case in no state`)
  const reached = reachable(type)
  for (const [state, spec] of Object.entries(type.states)) {
    if (!reached.has(state)) faults.push(`state ${state} is never reached`)
    const leaves = acts.some(
      ([, act]) =>
        act.from !== 'nothing' && act.from.includes(state) && targetsOf(act, state).some((to) => to !== state),
    )
    if (!spec.ends && !leaves) faults.push(`no act leads out of ${state}`)
    if (spec.ends && spec.clock) faults.push(`a clock runs in ${state}, where nothing is to be done`)
    if (spec.clock?.since && !(spec.clock.since in type.states))
      faults.push(`the clock of ${state} starts with ${spec.clock.since}, which is no state`)
  }
  for (const [name, act] of acts) faults.push(...actFaults(type, name, act))
  return faults
}

/** What somebody can be to a case that does not exist yet. */
const OPENING_RELATIONS: readonly Relation[] = ['office', 'object']

function actFaults(type: CaseType, name: string, act: ActSpec<string>): string[] {
  const faults: string[] = []
  const fields = Object.keys(act.input.shape)
  if (isCommon(name)) faults.push(`act ${name} is common to all kinds of cases`)
  if (act.who.length === 0 || act.roles.length === 0) faults.push(`nobody may ${name}`)
  const relations = act.who.filter((relation) => !OPENING_RELATIONS.includes(relation))
  if (act.from === 'nothing' && relations.length > 0)
    faults.push(`nobody is ${relations} of a case before ${name} opens it`)
  if (JSON.stringify(act.holder ?? '').includes('named') && !fields.includes('seatId'))
    faults.push(`act ${name} names no seat in its input`)
  const needed = act.clock && CLOCK_FIELDS[act.clock]
  if (needed && !fields.includes(needed)) faults.push(`act ${name} changes the clock and has no field ${needed}`)
  for (const earlier of [...(act.notBy ?? []), ...(act.asHighAs ?? []), ...didOf(act)])
    if (!(earlier in type.acts)) faults.push(`act ${name}: no act ${earlier}`)
  const starts = typeof act.to === 'string' ? (act.to === 'same' ? [] : [act.to]) : act.to.oneOf
  for (const state of starts)
    if (
      type.states[state]?.clock?.term === 'dueOn' &&
      !fields.includes('dueOn') &&
      !act.parts &&
      !runsOn(type, act, state)
    )
      faults.push(`act ${name} leads to ${state} and names no day in its input`)
  return faults
}

/** Whether an act finds the clock of the state it leads to running: wherever it is open, the same one runs. */
function runsOn({ states }: CaseType, { from }: ActSpec<string>, to: string): boolean {
  const clockIn = (state: string) => states[state]?.clock && (states[state]?.clock?.since ?? state)
  return from !== 'nothing' && from.every((state) => clockIn(state) !== undefined && clockIn(state) === clockIn(to))
}

/** Acts whose doers have the next turn. */
function didOf({ holder }: ActSpec<string>): string[] {
  const rules = typeof holder === 'string' ? [holder] : Object.values(holder ?? {})
  return rules.flatMap((rule) => (rule?.startsWith('did:') ? [rule.slice('did:'.length)] : []))
}

function reachable(type: CaseType): Set<string> {
  const reached = new Set<string>()
  const visit = (state: string) => {
    if (reached.has(state)) return
    reached.add(state)
    for (const act of Object.values(type.acts))
      if (act.from !== 'nothing' && act.from.includes(state)) for (const to of targetsOf(act, state)) visit(to)
  }
  for (const act of Object.values(type.acts)) if (act.from === 'nothing') for (const to of targetsOf(act, '')) visit(to)
  return reached
}

import { type ActSpec, type CaseType, targetsOf } from './case-type.ts'

/** One act of a case, as far as the state depends on it. */
export interface DoneAct {
  act: string
  seatId: string | null
  personId: string | null
  /** When the server took it, ISO 8601 in UTC. */
  at: string
  input: Record<string, unknown>
  /** Whose turn it was from then on; null when no seat was found. */
  holderSeatId: string | null
}

/** Where a case stands: computed from its acts, never stored as truth. */
export interface CaseState {
  state: string
  /** When it came into this state. */
  since: string
  holderSeatId: string | null
  openedBy: { seatId: string | null; personId: string | null }
  acts: readonly DoneAct[]
}

/** Acts every kind of case has: they change whose turn it is or nothing, never the state. */
export const COMMON_ACTS = {
  comment: '留言',
  assign: '转给',
  claim: '认领',
  urge: '催办',
  /** Done by the platform where nobody sits on the holder's seat. */
  rise: '升至上级岗位',
} as const

export type CommonAct = keyof typeof COMMON_ACTS

export const isCommon = (act: string): act is CommonAct => act in COMMON_ACTS

/**
 * The state of a case after its acts, one after the other.
 * @returns null for no acts
 * @throws Error when an act was not open where it was done: the list was tampered with or belongs to another type
 */
export function foldCase(type: CaseType, acts: readonly DoneAct[]): CaseState | null {
  let present = null as CaseState | null
  for (const [at, done] of acts.entries()) {
    const state: string = isCommon(done.act) ? stateAt(present, done) : stateAfter(type, present?.state ?? null, done)
    present = {
      state,
      since: present && present.state === state ? present.since : done.at,
      holderSeatId: done.holderSeatId,
      openedBy: present?.openedBy ?? { seatId: done.seatId, personId: done.personId },
      acts: acts.slice(0, at + 1),
    }
  }
  return present
}

function stateAt(present: CaseState | null, done: DoneAct): string {
  if (!present) throw new Error(`${done.act} on a case that was not opened`)
  return present.state
}

/** The state an act leads to. @throws Error when it is not open there */
export function stateAfter(type: CaseType, from: string | null, done: Pick<DoneAct, 'act' | 'input'>): string {
  const act = type.acts[done.act]
  if (!act) throw new Error(`${type.name} has no act ${done.act}`)
  if (!isOpenIn(act, from)) throw new Error(`${done.act} is not open in ${from ?? 'nothing'}`)
  if (act.to === 'same') return from as string
  const to = typeof act.to === 'string' ? act.to : act.to.choose(done.input)
  if (!targetsOf(act, from ?? '').includes(to)) throw new Error(`${done.act} does not lead to ${to}`)
  return to
}

/** Whether an act is open in a state; null is a case not opened yet. */
export const isOpenIn = (act: ActSpec<string>, state: string | null): boolean =>
  state === null ? act.from === 'nothing' : act.from !== 'nothing' && act.from.includes(state)

/** What somebody is to a case. */
export interface Standing {
  seatId: string | null
  personId: string
  /** The object the seat belongs to; null for the seat of a body. */
  objectId: string | null
  /** Grid of a body's seat; empty for an object's. */
  gridCode: string
  may(permission: string): boolean
}

/** What the case is about, as far as acts depend on it. */
export interface CasePlace {
  objectId: string | null
  gridCode: string
  /** Grid of the seat whose turn it is. */
  holderGrid: string | null
}

/** Names of the acts open to somebody on a case, the type's own first; the same for server, desk and phone. */
export function openActs(type: CaseType, present: CaseState, place: CasePlace, who: Standing): string[] {
  const own = Object.entries(type.acts)
    .filter(([, act]) => isOpenIn(act, present.state))
    .filter(([name, act]) => who.may(`${type.name}.${name}`) && isRelated(act, present, place, who))
    .filter(([, act]) => !(act.notBy ?? []).some((earlier) => didLast(present, earlier, who.personId)))
    .map(([name]) => name)
  return [...own, ...openCommon(type, present, place, who)]
}

function isRelated(act: ActSpec<string>, present: CaseState, place: CasePlace, who: Standing): boolean {
  const isOffice = who.objectId === null && who.gridCode !== '' && place.gridCode.startsWith(who.gridCode)
  return act.who.some((relation) => {
    if (relation === 'holder') return who.seatId !== null && who.seatId === present.holderSeatId
    if (relation === 'opener') return who.seatId !== null && who.seatId === present.openedBy.seatId
    if (relation === 'object') return who.objectId !== null && who.objectId === place.objectId
    if (relation === 'office') return isOffice
    return isOffice && place.holderGrid !== null && who.gridCode.length < place.holderGrid.length
  })
}

/** Whether a person did an act, and nobody did it again after. */
function didLast(present: CaseState, act: string, personId: string): boolean {
  return present.acts.findLast((done) => done.act === act)?.personId === personId
}

function openCommon(type: CaseType, present: CaseState, place: CasePlace, who: Standing): CommonAct[] {
  if (who.seatId === null) return []
  const ended = type.states[present.state]?.ends
  const isOffice = who.objectId === null && who.gridCode !== '' && place.gridCode.startsWith(who.gridCode)
  const isHolder = who.seatId === present.holderSeatId
  const open: CommonAct[] = ['comment']
  if (ended) return open
  if (isHolder && isOffice) open.push('assign')
  if (!isHolder && isOffice && present.holderSeatId === null) open.push('claim')
  if (!isHolder && isOffice && present.holderSeatId !== null) open.push('urge')
  return open
}

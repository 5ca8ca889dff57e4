import { type ActSpec, type CaseType, type ClockChange, clockChange, targetsOf } from './case-type.ts'
import { COMMON_ACTS, type CommonAct, commonSpec, isCommon } from './common-acts.ts'

/** One act of a case, as far as the state depends on it. */
export interface DoneAct {
  act: string
  seatId: string | null
  personId: string | null
  /** Grid of the office it was done from; null or missing for the seat of an object and for the platform. */
  seatGrid?: string | null
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
  /** Opinions asked for and not yet given, in the order they were asked. */
  asked: readonly AskedOpinion[]
  /** The seat that put the case under supervision; null when none did. */
  supervisedBy: string | null
  /** Since when and why the clock stands still. */
  suspended: { since: string; reason: string } | null
  acts: readonly DoneAct[]
}

/** An opinion asked of a seat: a countersignature keeps the case where it is until it is given. */
export interface AskedOpinion {
  kind: 'consult' | 'countersign'
  seatId: string
}

/**
 * The state of a case after its acts, one after the other.
 * @returns null for no acts
 * @throws Error when an act was not open where it was done: the list was tampered with or belongs to another type
 */
export function foldCase(type: CaseType, acts: readonly DoneAct[]): CaseState | null {
  let present = null as CaseState | null
  for (const [at, done] of acts.entries()) {
    const state: string = isCommon(done.act) ? stateAt(present, done) : stateAfter(type, present, done)
    // What comes out of another case stands where it stood before: its term went on meanwhile, and who supervised it does again.
    const earlier = type.acts[done.act]?.parts ? beforeJoining(type, acts.slice(0, at)) : null
    if (present && earlier) {
      const { since, supervisedBy, suspended } = earlier
      const { openedBy, asked } = present
      const { holderSeatId } = done
      present = { state, since, holderSeatId, openedBy, asked, supervisedBy, suspended, acts: acts.slice(0, at + 1) }
      continue
    }
    present = {
      state,
      since: present && present.state === state ? present.since : done.at,
      holderSeatId: done.holderSeatId,
      openedBy: present?.openedBy ?? { seatId: done.seatId, personId: done.personId },
      asked: askedAfter(present?.asked ?? [], done),
      // What was put into another case is supervised there from then on.
      supervisedBy: type.acts[done.act]?.joins ? null : supervisedAfter(present?.supervisedBy ?? null, done),
      suspended:
        present && isSameClock(type, present.state, state)
          ? suspendedAfter(present.suspended, done, clockChange(type, done.act))
          : null,
      acts: acts.slice(0, at + 1),
    }
  }
  return present
}

/** When a case first came into a state; null when it never did. */
export function firstEntered(type: CaseType, acts: readonly DoneAct[], wanted: string): string | null {
  let present: Pick<CaseState, 'state' | 'acts'> | null = null
  for (const [at, done] of acts.entries()) {
    const state: string = isCommon(done.act) ? (present?.state ?? '') : stateAfter(type, present, done)
    if (state === wanted) return done.at
    present = { state, acts: acts.slice(0, at + 1) }
  }
  return null
}

/** How a case stood before it was put into another one the last time; null when it never was. */
export function beforeJoining(type: CaseType, acts: readonly DoneAct[]): CaseState | null {
  const at = acts.findLastIndex(({ act }) => type.acts[act]?.joins)
  return at < 1 ? null : foldCase(type, acts.slice(0, at))
}

function askedAfter(asked: readonly AskedOpinion[], { act, seatId, input }: DoneAct): readonly AskedOpinion[] {
  if (act === 'consult' || act === 'countersign') return [...asked, { kind: act, seatId: String(input.seatId) }]
  if (act === 'unask') return []
  if (act !== 'answer') return asked
  const answered = asked.findIndex((one) => one.seatId === seatId)
  return asked.filter((_, at) => at !== answered)
}

function supervisedAfter(present: string | null, { act, seatId, input }: DoneAct): string | null {
  if (act === 'supervise') return seatId
  if (act === 'absorb' && typeof input.supervisedBy === 'string') return input.supervisedBy
  if (act === 'spawn' && input.supervisedBack === present) return null
  return act === 'lift' ? null : present
}

function suspendedAfter(
  present: CaseState['suspended'],
  { at, input }: DoneAct,
  change: ClockChange | null,
): CaseState['suspended'] {
  if (change === 'suspend') return { since: at, reason: String(input.reason) }
  return change === 'resume' ? null : present
}

/** Whether one clock runs in both states: a stop goes along with it. */
function isSameClock(type: CaseType, one: string, other: string): boolean {
  const since = type.states[one]?.clock?.since
  return one === other || (since !== undefined && since === type.states[other]?.clock?.since)
}

function stateAt(present: CaseState | null, done: DoneAct): string {
  if (!present) throw new Error(`${done.act} on a case that was not opened`)
  return present.state
}

/** The state an act leads to. @throws Error when it is not open there */
export function stateAfter(
  type: CaseType,
  present: Pick<CaseState, 'state' | 'acts'> | null,
  done: Pick<DoneAct, 'act' | 'input'>,
): string {
  const from = present?.state ?? null
  const act = type.acts[done.act]
  if (!act) throw new Error(`${type.name} has no act ${done.act}`)
  if (!isOpenIn(act, from)) throw new Error(`${done.act} is not open in ${from ?? 'nothing'}`)
  if (act.to === 'same') return from as string
  const to = targetOf(type, act, present, done.input)
  if (!targetsOf(act, from ?? '').includes(to)) throw new Error(`${done.act} does not lead to ${to}`)
  return to
}

function targetOf(
  type: CaseType,
  act: ActSpec<string>,
  present: Pick<CaseState, 'state' | 'acts'> | null,
  input: Record<string, unknown>,
): string {
  if (act.parts) return beforeJoining(type, present?.acts ?? [])?.state ?? ''
  if (typeof act.to === 'string') return act.to
  return act.to.choose(input, present?.acts ?? [])
}

/** Whether an act is open in a state; null is a case not opened yet. */
export const isOpenIn = (act: ActSpec<string>, state: string | null): boolean =>
  state === null ? act.from === 'nothing' : act.from !== 'nothing' && act.from.includes(state)

/** What somebody is to a case. */
export interface Standing {
  seatId: string | null
  personId: string
  /** Whom the person stands in for; what that person did bars the stand-in too. */
  standsInFor: string | null
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
  /** Grid of the seat that put the case under supervision. */
  supervisorGrid?: string | null
  /** Number under which it was put away; nothing is open on it then. */
  filedAs?: string | null
}

/** Why nothing is open on a case that was put away. */
export const whyFiled = (number: string): string => `已经归档（档号 ${number}），不能再办；确要补充的，请档案员撤卷`

/** Names of the acts open to somebody on a case, the type's own first; the same for server, desk and phone. */
export function openActs(type: CaseType, present: CaseState, place: CasePlace, who: Standing): string[] {
  if (place.filedAs) return []
  const own = Object.keys(type.acts).filter((act) => whyClosed(type, act, present, place, who) === null)
  return [...own, ...openCommon(type, present, place, who)]
}

/** Why an act of the type is not open to somebody, as a sentence; null when it is open. */
export function whyClosed(
  type: CaseType,
  name: string,
  present: CaseState,
  place: CasePlace,
  who: Standing,
): string | null {
  const act = type.acts[name]
  if (!act || act.from === 'nothing') return '这件事已经开始了'
  // It has no route: a button for it would lead nowhere.
  if (act.internal) return '由另一件事带出，不单独办'
  if (place.filedAs) return whyFiled(place.filedAs)
  if (!isOpenIn(act, present.state))
    return `要在「${act.from.map((state) => type.states[state]?.title ?? state).join('」或「')}」时办`
  if (!who.may(`${type.name}.${name}`)) return '您的岗位没有这项权限'
  if (!isRelated(act, present, place, who))
    return `由${act.who.map((relation) => RELATION_WORDS[relation]).join('或')}办`
  const barring = (act.notBy ?? []).find((earlier) => didLast(present, earlier, who))
  if (barring) return `您办过「${type.acts[barring]?.title}」，要由别人来办`
  const above = (act.asHighAs ?? []).map((earlier) => `「${type.acts[earlier]?.title}」`)
  if (who.objectId === null && who.gridCode.length > highestOf(act, present.acts))
    return `由办过${above.join('或')}的那一级或更高一级办`
  const reason = act.when?.(present.acts) ?? null
  if (reason) return reason
  return present.asked.some(({ kind }) => kind === 'countersign') ? '会签意见还没有回来' : null
}

const RELATION_WORDS = {
  holder: '承办岗位',
  opener: '发起岗位',
  object: '这家单位',
  office: '辖区内的监管岗位',
  above: '上级岗位',
} as const

const isOfficeOf = (place: CasePlace, who: Standing): boolean =>
  who.objectId === null && who.gridCode !== '' && place.gridCode.startsWith(who.gridCode)

/** A seat above the one whose turn it is; above a seat of the object itself stands every office. */
const isAbove = (place: CasePlace, who: Standing): boolean =>
  isOfficeOf(place, who) && place.holderGrid !== null && who.gridCode.length < place.holderGrid.length

function isRelated(act: ActSpec<string>, present: CaseState, place: CasePlace, who: Standing): boolean {
  return act.who.some((relation) => {
    if (relation === 'holder') return who.seatId !== null && who.seatId === present.holderSeatId
    if (relation === 'opener') return who.seatId !== null && who.seatId === present.openedBy.seatId
    if (relation === 'object') return who.objectId !== null && who.objectId === place.objectId
    return relation === 'office' ? isOfficeOf(place, who) : isAbove(place, who)
  })
}

/** Digits of the highest grid whose office did one of the acts that bar lower offices; every length is below none. */
export function highestOf({ asHighAs = [] }: ActSpec<string>, acts: readonly DoneAct[]): number {
  const grids = acts.flatMap(({ act, seatGrid }) => (asHighAs.includes(act) && seatGrid ? [seatGrid.length] : []))
  return Math.min(Number.POSITIVE_INFINITY, ...grids)
}

/**
 * Digits of the highest grid that keeps any act of the case to its level; every length is below none. Having opened a case keeps
 * only the acts that say so, not its clock.
 */
export function keptBy(type: CaseType, acts: readonly DoneAct[]): number {
  const undone = acts.findLastIndex(({ act }) => type.acts[act]?.parts)
  // A merging that was parted again keeps nothing any more.
  const later = acts.filter(
    ({ act }, at) => type.acts[act]?.from !== 'nothing' && !(at < undone && type.acts[act]?.joins),
  )
  return Math.min(Number.POSITIVE_INFINITY, ...Object.values(type.acts).map((act) => highestOf(act, later)))
}

/** Whether an office is as high as those that keep acts of the case to their level: what it may not end it does not lengthen either. */
const isHighEnough = (type: CaseType, { acts }: CaseState, who: Standing): boolean =>
  who.gridCode.length <= keptBy(type, acts)

/** Whether somebody, or whom he stands in for, did an act, and nobody did it again after. */
function didLast(present: CaseState, act: string, { personId, standsInFor }: Standing): boolean {
  const by = present.acts.findLast((done) => done.act === act)?.personId ?? null
  return by !== null && (by === personId || by === standsInFor)
}

/** Why an act is not open to somebody on a case, of the type or of those all kinds have. */
export const whyNot = (
  type: CaseType,
  act: string,
  present: CaseState,
  place: CasePlace,
  who: Standing,
): string | null => {
  if (place.filedAs) return whyFiled(place.filedAs)
  return isCommon(act) ? whyCommonClosed(type, act, present, who) : whyClosed(type, act, present, place, who)
}

/** Who does the acts all kinds have, and when. */
const WHO_COMMON: Partial<Record<CommonAct, string>> = {
  urge: '辖区内的监管岗位可以催办，轮到自己办的和没有人承办的不用催',
  supervise: '由承办岗位的上级督办，已经在督办的不重复',
  lift: '由督办的岗位或它的上级解除督办',
  extend: '有期限的由承办岗位的上级延长',
  suspend: '有期限的由承办岗位的上级停表',
  resume: '停了表的由承办岗位的上级恢复',
  assign: '由承办岗位或它的上级转办',
  claim: '没有人承办的才能认领',
  consult: '由承办岗位征求意见',
  countersign: '由承办岗位请会签',
  answer: '没有征求您的意见',
  copy: '由辖区内的监管岗位抄送',
}

function whyCommonClosed(type: CaseType, act: string, present: CaseState, who: Standing): string | null {
  if (!who.may(`${type.name}.take-part`)) return '您的岗位没有这项权限'
  if (type.states[present.state]?.ends && !isOpenAfterEnd(act)) return '这件事已经办完'
  if (type.ownClock && clockChange(type, act)) return '期限是法定的，只按本类的步骤延长、停表'
  return WHO_COMMON[act as CommonAct] ?? null
}

const isOpenAfterEnd = (act: string) => ['comment', 'copy', 'relate', 'lift'].includes(act)

function openCommon(type: CaseType, present: CaseState, place: CasePlace, who: Standing): CommonAct[] {
  if (who.seatId === null || !who.may(`${type.name}.take-part`)) return []
  const ended = Boolean(type.states[present.state]?.ends)
  const hasClock = Boolean(type.states[present.state]?.clock)
  const isHolder = who.seatId === present.holderSeatId
  const isOffice = isOfficeOf(place, who)
  const above = isAbove(place, who)
  const manages = isOffice && who.may(`${type.name}.manage`)
  const keeps = manages && isHighEnough(type, present, who)
  const isAboveSupervisor = isOffice && who.gridCode.length < (place.supervisorGrid ?? '').length
  const rules: Partial<Record<CommonAct, boolean>> = {
    comment: true,
    answer: !ended && present.asked.some(({ seatId }) => seatId === who.seatId),
    unask: !ended && manages && (isHolder || above) && present.asked.length > 0,
    assign: !ended && keeps && (isHolder || above),
    claim: !ended && manages && !isHolder && present.holderSeatId === null,
    urge: !ended && isOffice && !isHolder && present.holderSeatId !== null,
    copy: isOffice,
    consult: !ended && manages && isHolder,
    // An opinion that has to come holds the case; a level below must not hold what one above ordered.
    countersign: !ended && keeps && isHolder,
    supervise: !ended && above && present.supervisedBy === null,
    lift: present.supervisedBy !== null && (present.supervisedBy === who.seatId || isAboveSupervisor),
    suspend: !ended && hasClock && keeps && above && present.suspended === null,
    resume: !ended && present.suspended !== null && keeps && above,
    extend: !ended && hasClock && keeps && above,
    relate: manages,
  }
  const open = (act: CommonAct) => rules[act] && !(type.ownClock && clockChange(type, act))
  return (Object.keys(COMMON_ACTS) as CommonAct[]).filter((act) => open(act) && !commonSpec(act).platform)
}

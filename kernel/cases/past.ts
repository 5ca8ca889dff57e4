import type { Tx } from '#kernel/db/db.ts'
import { clockOf } from './model/case-clock.ts'
import type { CaseType } from './model/case-type.ts'
import { type Clock, type ClockStage, nextStageAt, stageAt } from './model/clock.ts'
import { type CaseState, type DoneAct, foldCase } from './model/fold.ts'
import { wordsOfAct } from './model/words.ts'
import { CHAIN_START, type SealedAct, sealAct } from './seal.ts'
import * as store from './store.ts'

/** An act of a case that happened before it came into the platform. */
export interface PastAct {
  act: string
  at: Date
  by: { seatId: string; personId: string; name: string; seat: string; body: string }
  input: Record<string, unknown>
  holderSeatId: string | null
}

/** A case with its whole story so far, from an older system or of the demo city. */
export interface PastCase {
  id: string
  number: string
  title: string
  gridCode: string
  objectId: string | null
  acts: readonly PastAct[]
}

/** A case as it was entered. */
export interface EnteredCase {
  id: string
  state: string
  acts: readonly PastAct[]
}

/**
 * Enters cases with their stories: the state follows from the acts as for any other case, each chain is sealed, and clocks
 * stand where they would. Nobody is told of what is long over.
 * @throws Error when an act was not open where it was done
 */
export async function enterCases(
  tx: Tx,
  type: CaseType,
  cases: readonly PastCase[],
  now: Date,
): Promise<EnteredCase[]> {
  const entered = cases.map((past) => toldOf(type, past, now))
  await store.insertStories(
    tx,
    entered.map(({ row }) => row),
    entered.flatMap(({ acts }) => acts),
  )
  await store.noteNumbers(tx, numbersOf(type, cases))
  return entered.map(({ row }, at) => ({ id: row.id, state: row.state, acts: (cases[at] as PastCase).acts }))
}

function toldOf(type: CaseType, past: PastCase, now: Date): { row: store.StoryRow; acts: store.StoryAct[] } {
  const done = past.acts.map(doneOf)
  const present = foldCase(type, done)
  const [first] = past.acts
  if (!present || !first) throw new Error(`case ${past.number} has no acts`)
  const acts = sealed(type, past)
  const clock = clockOf(type, present)
  const ended = Boolean(type.states[present.state]?.ends)
  const row = {
    id: past.id,
    type: type.name,
    number: past.number,
    title: past.title,
    gridCode: past.gridCode,
    objectId: past.objectId,
    openedSeatId: first.by.seatId,
    openedAt: first.at.toISOString(),
    state: present.state,
    stateSince: present.since,
    holderSeatId: ended ? null : present.holderSeatId,
    closedAt: ended ? present.since : null,
    acts: acts.length,
    headHash: (acts.at(-1) as store.StoryAct).hash,
    supervisedSeatId: present.supervisedBy,
    ...standingClock(clock, present, now),
  }
  return { row, acts }
}

const doneOf = ({ act, at, by, input, holderSeatId }: PastAct): DoneAct => ({
  act,
  seatId: by.seatId,
  personId: by.personId,
  at: at.toISOString(),
  input,
  holderSeatId,
})

function sealed(type: CaseType, past: PastCase): store.StoryAct[] {
  let previousHash = CHAIN_START
  return past.acts.map(({ act, at, by, input, holderSeatId }, index) => {
    const link: SealedAct = {
      caseId: past.id,
      seq: index + 1,
      act,
      seatId: by.seatId,
      personId: by.personId,
      actor: { name: by.name, seat: by.seat, body: by.body },
      at: at.toISOString(),
      deviceAt: null,
      place: null,
      input,
      attachments: [],
      holderSeatId,
      previousHash,
    }
    const hash = sealAct(link)
    previousHash = hash
    return { ...link, hash, words: wordsOfAct(type, act, input) }
  })
}

/** A clock as the worker would have left it. */
function standingClock(
  clock: Clock | null,
  present: CaseState,
  now: Date,
): { clock: Clock | null; overdueAt: string | null; stage: ClockStage | null; nextStageAt: string | null } {
  if (!clock) return { clock: null, overdueAt: null, stage: null, nextStageAt: null }
  const stage = stageAt(clock, now.toISOString())
  const next = stage === 'overdue' ? null : nextStageAt(clock, stage)
  return {
    clock,
    overdueAt: clock.overdueAt,
    // What was late before it came here was told there; nobody is told again.
    stage: stage === 'overdue' ? 'raised' : stage,
    nextStageAt: present.suspended ? null : next,
  }
}

/** The last running number of each county and year that the cases bring along. */
function numbersOf(type: CaseType, cases: readonly PastCase[]) {
  const last = new Map<string, number>()
  for (const { number } of cases) {
    const at = number.lastIndexOf('-')
    const key = number.slice(0, at)
    last.set(key, Math.max(last.get(key) ?? 0, Number(number.slice(at + 1))))
  }
  return [...last].map(([key, running]) => {
    const [, county = '', year = ''] = key.split('-')
    return { type: type.name, county, year: Number(year), last: running }
  })
}

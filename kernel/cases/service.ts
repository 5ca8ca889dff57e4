import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { type CaseKind, holderAfter, nextHolder } from './holder.ts'
import type { ActSpec, CaseType } from './model/case-type.ts'
import { startClock } from './model/clock.ts'
import { type CaseState, type DoneAct, foldCase, openActs, type Standing, stateAfter } from './model/fold.ts'
import { caseProblems } from './model/problems.ts'
import { CHAIN_START, type SealedAct, sealAct } from './seal.ts'
import * as store from './store.ts'

/** What an act brings with it. */
export interface ActInput {
  input: Record<string, unknown>
  attachments?: readonly string[] | undefined
  place?: { lng: number; lat: number; accuracyM: number | null } | undefined
  /** Clock of the device, ISO 8601; kept as it was sent, never trusted. */
  deviceAt?: string | undefined
}

/** A case to open; the id is made by whoever opens it, so that sending twice opens one. */
export interface NewCase extends ActInput {
  id: string
  act: string
  title: string
  gridCode: string
  layer?: string
  objectId: string | null
}

/** How a case stands after an act, for the answer. */
export interface CaseAnswer {
  id: string
  state: string
  acts: number
  holderSeatId: string | null
  openActs: string[]
}

/** Opens a case. @throws actClosed, evidenceMissing, fileUnknown, seatUnfit; idTaken when the id is another case's */
export async function openCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  wish: NewCase,
  now = new Date(),
): Promise<CaseAnswer> {
  const spec = kind.type.acts[wish.act]
  if (spec?.from !== 'nothing') throw closed(kind.type, [])
  const known = await store.findCase(tx, actor.scope, wish.id)
  if (known) return sameCase(tx, actor, kind, known, wish)
  const at = now.toISOString()
  const about = { gridCode: wish.gridCode, objectId: wish.objectId, layer: wish.layer ?? 'safety' }
  const state = stateAfter(kind.type, null, { act: wish.act, input: wish.input })
  const holderSeatId = await nextHolder(tx, kind, spec, null, about, actor, wish.input, at)
  const sealed = seal(actor, wish, {
    caseId: wish.id,
    seq: 1,
    act: wish.act,
    at,
    holderSeatId,
    previousHash: CHAIN_START,
    files: await filesOf(tx, actor.scope, spec, wish),
  })
  const entered = await store.insertCase(
    tx,
    { id: wish.id, type: kind.type.name, title: wish.title, ...about, openedSeatId: actor.seatId, openedAt: at },
    standOf(kind.type, { state, since: at, holderSeatId }, sealed, wish.input),
  )
  if (!entered) throw new Problem(caseProblems.idTaken, '这个编号已用于另一件事，请重新办理。')
  await store.insertAct(tx, sealed)
  await tellHolder(tx, kind, { id: wish.id, title: wish.title, holderSeatId, stateTitle: titleOf(kind.type, state) })
  return answerOf(tx, actor, kind, wish.id)
}

/** The same opening sent twice opens one case; another opening under its id is refused. */
async function sameCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  known: store.CaseRow,
  wish: NewCase,
): Promise<CaseAnswer> {
  const [first] = await store.listActs(tx, known.id)
  if (known.type !== kind.type.name || first?.personId !== actor.personId || first.act !== wish.act)
    throw new Problem(caseProblems.idTaken, '这个编号已用于另一件事，请重新办理。')
  return answerOf(tx, actor, kind, known.id)
}

/**
 * Does an act on a case.
 * @param version number of acts the actor has read; null takes the case as it stands, for acts that change no state
 * @throws notFound outside one's scope; versionMovedOn; actClosed with the acts that are open; evidenceMissing; fileUnknown; seatUnfit
 */
export async function actOnCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  id: string,
  act: string,
  given: ActInput,
  version: number | null,
  now = new Date(),
): Promise<CaseAnswer> {
  const row = await store.findCaseForUpdate(tx, actor.scope, id)
  if (!row || row.type !== kind.type.name)
    throw new Problem(common.notFound, `没有这件${kind.type.title}，或它不在您的辖区。`)
  const acts = (await store.listActs(tx, id)).map(doneOf)
  const present = foldCase(kind.type, acts) as CaseState
  const open = openActs(kind.type, present, row, standingOf(actor))
  if (version !== null && version !== row.acts)
    throw new Problem(common.versionMovedOn, '您打开之后别人办理过这件事，请刷新后再办。', {
      currentVersion: row.acts,
      openActs: open,
    })
  if (!open.includes(act)) throw closed(kind.type, open)
  const at = now.toISOString()
  const spec = kind.type.acts[act]
  const state = spec ? stateAfter(kind.type, present.state, { act, input: given.input }) : present.state
  const holderSeatId = await holderAfter(tx, kind, spec, act, present, row, actor, given.input, at)
  const files = await filesOf(tx, actor.scope, spec, given)
  const sealed = seal(actor, given, {
    caseId: id,
    seq: row.acts + 1,
    act,
    at,
    holderSeatId,
    previousHash: row.headHash,
    files,
  })
  await store.insertAct(tx, sealed)
  const moved = state !== present.state
  const since = moved ? at : present.since
  await store.updateCase(tx, id, standOf(kind.type, { state, since, holderSeatId }, sealed, given.input), moved)
  if (moved || holderSeatId !== row.holderSeatId) {
    await finishMessages(tx, TURN, id)
    if (!kind.type.states[state]?.ends)
      await tellHolder(tx, kind, { id, title: row.title, holderSeatId, stateTitle: titleOf(kind.type, state) })
  }
  if (act === 'urge' && holderSeatId) await tellUrged(tx, kind, row, holderSeatId, given.input)
  return answerOf(tx, actor, kind, id)
}

/** An act of the platform itself: it changes whose turn it is, never the state. The row is locked by the caller. */
export async function actByPlatform(
  tx: Tx,
  kind: CaseKind,
  row: store.CaseRow,
  act: string,
  input: Record<string, unknown>,
  holderSeatId: string,
  now: Date,
): Promise<void> {
  const link = {
    caseId: row.id,
    seq: row.acts + 1,
    act,
    at: now.toISOString(),
    holderSeatId,
    previousHash: row.headHash,
  }
  const sealed = seal(null, { input }, { ...link, files: [] })
  await store.insertAct(tx, sealed)
  await store.updateCase(
    tx,
    row.id,
    {
      state: row.state,
      stateSince: row.stateSince.toISOString(),
      holderSeatId,
      closedAt: null,
      acts: sealed.seq,
      headHash: sealed.hash,
      clock: row.clock,
    },
    false,
  )
  await finishMessages(tx, TURN, row.id)
  await tellHolder(tx, kind, { id: row.id, title: row.title, holderSeatId, stateTitle: titleOf(kind.type, row.state) })
}

/** A case with its acts and what is open to this person; undefined outside the scope. */
export async function readCase(tx: Tx, actor: Actor, kind: CaseKind, id: string) {
  const row = await store.findCase(tx, actor.scope, id)
  if (!row || row.type !== kind.type.name) return undefined
  const acts = await store.listActs(tx, id)
  const present = foldCase(kind.type, acts.map(doneOf)) as CaseState
  return { row, acts, openActs: openActs(kind.type, present, row, standingOf(actor)) }
}

async function answerOf(tx: Tx, actor: Actor, kind: CaseKind, id: string): Promise<CaseAnswer> {
  const found = await readCase(tx, actor, kind, id)
  if (!found) throw new Problem(common.notFound, `没有这件${kind.type.title}，或它不在您的辖区。`)
  const { row, openActs: open } = found
  return { id, state: row.state, acts: row.acts, holderSeatId: row.holderSeatId, openActs: open }
}

const doneOf = (row: store.ActRow): DoneAct => ({ ...row, at: row.at.toISOString() })

function standingOf(actor: Actor): Standing {
  return {
    seatId: actor.seatId,
    personId: actor.personId,
    objectId: actor.scope.objectId,
    gridCode: actor.gridCode,
    may: (permission) => may(actor, permission),
  }
}

const titleOf = (type: CaseType, state: string) => type.states[state]?.title ?? state

function closed(type: CaseType, open: string[]): Problem {
  const names = open.map((act) => type.acts[act]?.title).filter(Boolean)
  const detail = names.length > 0 ? `现在可以办的是：${names.join('、')}。` : '现在没有轮到您办理的事。'
  return new Problem(caseProblems.actClosed, detail, { openActs: open })
}

/** Attachments by id with the hash of their bytes. @throws fileUnknown, evidenceMissing */
async function filesOf(
  tx: Tx,
  scope: Scope,
  spec: ActSpec<string> | undefined,
  given: ActInput,
): Promise<{ fileId: string; sha256: string }[]> {
  const ids = [...new Set(given.attachments ?? [])]
  const least = spec?.attachments ?? 0
  if (ids.length < least)
    throw new Problem(caseProblems.evidenceMissing, `这一步至少要有 ${least} 个附件（照片或文件）。`, {
      errors: [{ pointer: '/attachments', message: `至少 ${least} 个` }],
    })
  const hashes = await store.listFileHashes(tx, scope, ids)
  if (hashes.size < ids.length)
    throw new Problem(caseProblems.fileUnknown, '有附件没有上传成功，或不在您的辖区，请重新上传。')
  return ids.map((fileId) => ({ fileId, sha256: hashes.get(fileId) as string }))
}

function seal(
  actor: Actor | null,
  given: ActInput,
  link: Pick<SealedAct, 'caseId' | 'seq' | 'act' | 'at' | 'holderSeatId' | 'previousHash'> & {
    files: SealedAct['attachments']
  },
): SealedAct & { hash: string } {
  const { files, ...rest } = link
  const act: SealedAct = {
    ...rest,
    seatId: actor?.seatId ?? null,
    personId: actor?.personId ?? null,
    actor: actor ? { name: actor.personName, seat: actor.seatTitle, body: actor.bodyName } : { name: '平台' },
    deviceAt: given.deviceAt ? new Date(given.deviceAt).toISOString() : null,
    place: given.place ?? null,
    input: given.input,
    attachments: files,
  }
  return { ...act, hash: sealAct(act) }
}

function standOf(
  type: CaseType,
  after: { state: string; since: string; holderSeatId: string | null },
  sealed: SealedAct & { hash: string },
  input: Record<string, unknown>,
): store.CaseStand {
  const spec = type.states[after.state]
  return {
    state: after.state,
    stateSince: after.since,
    holderSeatId: after.holderSeatId,
    closedAt: spec?.ends ? sealed.at : null,
    acts: sealed.seq,
    headHash: sealed.hash,
    clock: spec?.clock ? startClock(spec.clock, sealed.at, typeof input.dueOn === 'string' ? input.dueOn : null) : null,
  }
}

const TURN = 'case.turn'

async function tellHolder(
  tx: Tx,
  kind: CaseKind,
  about: { id: string; title: string; holderSeatId: string | null; stateTitle: string },
): Promise<void> {
  if (!about.holderSeatId) return
  await sendMessage(tx, {
    to: { seatId: about.holderSeatId },
    kind: TURN,
    ref: about.id,
    title: `${kind.type.title}「${about.title}」${about.stateTitle}`,
    link: kind.link(about.id),
    needsAction: true,
  })
}

async function tellUrged(
  tx: Tx,
  kind: CaseKind,
  row: store.CaseRow,
  holderSeatId: string,
  input: Record<string, unknown>,
): Promise<void> {
  await sendMessage(tx, {
    to: { seatId: holderSeatId },
    kind: 'case.urged',
    ref: row.id,
    title: `催办：${kind.type.title}「${row.title}」`,
    text: typeof input.text === 'string' ? input.text : '',
    link: kind.link(row.id),
  })
}

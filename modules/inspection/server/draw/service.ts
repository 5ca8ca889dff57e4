import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { type DrawState, drawStates } from '../../model/codes.ts'
import { commitList, commitSecret, type DrawList, drawFrom, poolOf, seedOf } from '../../model/draw.ts'
import { inspectionProblems } from '../../model/problems.ts'
import { proposalsOf } from '../../model/proposal.ts'
import type { OpenDrawInput } from '../../model/schema.ts'
import * as plans from '../store.ts'
import * as store from './store.ts'

/** A draw needs parts of the seed from so many, so that nobody makes it alone. */
const LEAST_PARTIES = 2

const byOf = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}`

/** Opens a draw: gathers the candidates, binds the list by its hash and shows both. @throws notFound, emptyPool, invalid */
export async function openDraw(tx: Tx, actor: Actor, input: OpenDrawInput): Promise<store.DrawRow> {
  const list = await listOf(tx, actor, input)
  const keys = new Set(list.candidates.map(({ key }) => key))
  const stray = input.excluded.findIndex(({ key }) => !keys.has(key))
  if (stray >= 0) throw fault(`/excluded/${stray}/key`, '排除的不在名单里')
  if (keys.size < list.candidates.length) throw fault('/names', '名单里有重名的，请加上单位区分')
  const pool = poolOf(list)
  if (pool.length < list.count)
    throw new Problem(
      inspectionProblems.emptyPool,
      `名单 ${list.candidates.length} 个，排除后剩 ${pool.length} 个，抽不出 ${list.count} 个。`,
      { errors: [{ pointer: '/count', message: `最多抽 ${pool.length} 个` }] },
    )
  const id = input.id ?? newId()
  const row = { id, gridCode: actor.gridCode, list, commitment: commitList(list), openedBy: byOf(actor) }
  if (!(await store.insertDraw(tx, row))) throw new Problem(common.conflict, '这个编号已经用过，请重新发起。')
  return getDraw(tx, actor, id)
}

async function listOf(tx: Tx, actor: Actor, input: OpenDrawInput): Promise<DrawList> {
  const { purpose, kind, excluded, count } = input
  if (kind !== 'object') {
    const candidates = input.names.map((name) => ({ key: name, name }))
    return { purpose, kind, rule: '发起单位提供的名单', candidates, excluded, count }
  }
  const plan = await plans.findPlan(tx, actor.scope, input.planId as string)
  if (!plan) throw fault('/planId', '没有这个计划，或它不在您的辖区')
  const year = plan.fromMonth.slice(0, 4)
  const all = await plans.listCandidates(tx, actor.scope, plan.gridCode, year, plan.id)
  const planned = new Set((await plans.listLines(tx, actor.scope, plan.id)).map(({ objectId }) => objectId))
  const general = proposalsOf(all, plan.cap, today())
    .filter((one) => one.class === 'general' && one.thisYear < plan.cap && !planned.has(one.objectId))
    .toSorted((a, b) => (a.objectId < b.objectId ? -1 : 1))
  return {
    purpose,
    kind,
    rule: `「${plan.name}」辖区内一般检查的企业，没有排进计划、当年没有到次数上限的`,
    candidates: general.map(({ objectId, name }) => ({ key: objectId, name })),
    excluded,
    count,
  }
}

const fault = (pointer: string, message: string) =>
  new Problem(common.invalid, `${message}。`, { errors: [{ pointer, message }] })

/** @throws notFound */
export async function getDraw(tx: Tx, actor: Actor, id: string, lock = false): Promise<store.DrawRow> {
  const draw = await store.findDraw(tx, actor.scope, id, lock)
  if (!draw) throw new Problem(common.notFound, '没有这次抽取，或它不在您的辖区。')
  return draw
}

async function drawIn(tx: Tx, actor: Actor, id: string, states: readonly DrawState[]): Promise<store.DrawRow> {
  const draw = await getDraw(tx, actor, id, true)
  if (states.includes(draw.state)) return draw
  throw new Problem(inspectionProblems.drawClosed, `这次抽取现在是「${drawStates[draw.state]}」，不能再做这一步。`)
}

/** Binds the actor to his part of the seed by its hash. @throws drawClosed; conflict for a second part of one person */
export async function joinDraw(tx: Tx, actor: Actor, id: string, commitment: string): Promise<store.DrawRow> {
  const draw = await drawIn(tx, actor, id, ['committing'])
  const parties = await store.listParties(tx, id)
  if (parties.some(({ personId }) => personId === actor.personId))
    throw new Problem(common.conflict, '您已经报过指纹，一人只算一方。')
  if (parties.some((one) => one.commitment === commitment))
    throw fault('/commitment', '这个指纹别人报过了，请另生成一个随机数')
  const party = { no: parties.length + 1, personId: actor.personId, name: byOf(actor), commitment }
  await store.insertParty(tx, draw, party)
  return draw
}

/** Fixes who takes part; from now on the parts are shown. @throws drawClosed, fewParties */
export async function beginDraw(tx: Tx, actor: Actor, id: string): Promise<store.DrawRow> {
  const draw = await drawIn(tx, actor, id, ['committing'])
  const { length } = await store.listParties(tx, id)
  if (length < LEAST_PARTIES)
    throw new Problem(inspectionProblems.fewParties, `至少 ${LEAST_PARTIES} 方报了指纹才能抽，现在 ${length} 方。`)
  await store.updateDraw(tx, id, { ...draw, state: 'revealing' })
  return draw
}

/** Shows the actor's part; the last one makes the draw. @throws drawClosed, wrongSecret; notFound for who is no party */
export async function revealPart(tx: Tx, actor: Actor, id: string, secret: string): Promise<store.DrawRow> {
  const draw = await drawIn(tx, actor, id, ['revealing'])
  const mine = (await store.listParties(tx, id)).find(({ personId }) => personId === actor.personId)
  if (!mine) throw new Problem(common.forbidden, '您没有报过指纹，不是这次抽取的一方。')
  if (commitSecret(draw.commitment, secret) !== mine.commitment)
    throw new Problem(inspectionProblems.wrongSecret, '随机数与您先报的指纹不符，请用当时生成的那一个。', {
      errors: [{ pointer: '/secret', message: '与先报的指纹不符' }],
    })
  await store.updateSecret(tx, id, mine.no, secret)
  const parties = await store.listParties(tx, id)
  const secrets = parties.flatMap((one) => one.secret ?? [])
  if (secrets.length < parties.length) return draw
  const drawn = drawFrom(draw.list, seedOf(draw.commitment, secrets))
  await store.updateDraw(tx, id, { ...draw, state: 'drawn', drawn })
  return draw
}

/** Notes what is chosen by hand beside the draw; what was drawn stays as it is. @throws drawClosed */
export async function chooseByHand(
  tx: Tx,
  actor: Actor,
  id: string,
  { name, why }: { name: string; why: string },
): Promise<store.DrawRow> {
  const draw = await drawIn(tx, actor, id, ['drawn'])
  const chosen = [...draw.chosen, { name, why, by: byOf(actor), at: new Date().toISOString() }]
  await store.updateDraw(tx, id, { ...draw, chosen })
  return draw
}

/** Gives a draw up before it is made, with a reason: a party that does not show its part cannot bend it. @throws drawClosed */
export async function voidDraw(tx: Tx, actor: Actor, id: string, why: string): Promise<store.DrawRow> {
  const draw = await drawIn(tx, actor, id, ['committing', 'revealing'])
  await store.updateDraw(tx, id, { ...draw, state: 'void', voidReason: why })
  return draw
}

type DrawAct = 'join' | 'begin' | 'reveal' | 'choose' | 'void'

/** What the actor may do with a draw now. */
export function openActs(actor: Actor, { state }: store.DrawRow, parties: readonly store.PartyRow[]): DrawAct[] {
  const mine = parties.find(({ personId }) => personId === actor.personId)
  const acts: [DrawAct, boolean][] = [
    ['join', state === 'committing' && !mine && may(actor, 'draw.take-part')],
    ['begin', state === 'committing' && parties.length >= LEAST_PARTIES && may(actor, 'draw.open')],
    ['reveal', state === 'revealing' && mine?.secret === null],
    ['choose', state === 'drawn' && may(actor, 'draw.open')],
    ['void', (state === 'committing' || state === 'revealing') && may(actor, 'draw.open')],
  ]
  return acts.flatMap(([act, open]) => (open ? [act] : []))
}

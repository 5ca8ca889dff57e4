import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import {
  ChooseByHand,
  DrawLine,
  DrawRecordView,
  DrawView,
  JoinDraw,
  OpenDraw,
  RevealDraw,
  VoidDraw,
} from '../../model/schema.ts'
import { beginDraw, chooseByHand, getDraw, joinDraw, openActs, openDraw, revealPart, voidDraw } from './service.ts'
import * as store from './store.ts'

const tag = '随机抽取'
const One = z.object({ id: z.uuid('抽取编号不正确') })
const act = { tag, params: One, answer: DrawView } as const

/** Draws anyone can draw again. */
export const drawRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/draws',
    summary: '随机抽取的记录，新的在前',
    tag,
    permission: 'draw.read',
    query: z.object({
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(DrawLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit } }) => {
      const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
      const rows = await store.listDraws(tx, actor.scope, { after, limit })
      const names = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        items: rows.map((row) => lineOf(row, row.parties, names)),
        nextCursor: last ? writeCursor([last.sortKey, last.id]) : null,
        total: await store.countDraws(tx, actor.scope),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/draws/:id',
    summary: '一次随机抽取：名单、指纹、各方和结果',
    permission: 'draw.read',
    ...act,
    act: async ({ tx, actor, params }) => view(tx, actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/v1/draws/:id/record',
    summary: '核对用的记录：谁都能照它重新抽一遍',
    tag,
    permission: 'draw.read',
    params: One,
    answer: DrawRecordView,
    act: async ({ tx, actor, params }) => (await view(tx, actor, params.id)).record,
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws',
    summary: '发起一次抽取：定下名单、规则和排除，公示指纹',
    tag,
    permission: 'draw.open',
    audit: 'draw.opened',
    body: OpenDraw,
    answer: DrawView,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const draw = await openDraw(tx, actor, body)
      note({ ...about(draw), detail: { purpose: draw.list.purpose, commitment: draw.commitment } })
      return view(tx, actor, draw.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws/:id/join',
    summary: '作为一方参与：先报自己随机数的指纹',
    permission: 'draw.take-part',
    audit: 'draw.joined',
    body: JoinDraw,
    ...act,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await joinDraw(tx, actor, params.id, body.commitment)))
      return view(tx, actor, params.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws/:id/begin',
    summary: '封定参与方，开始亮随机数',
    permission: 'draw.open',
    audit: 'draw.begun',
    ...act,
    act: async ({ tx, actor, params, note }) => {
      note(about(await beginDraw(tx, actor, params.id)))
      return view(tx, actor, params.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws/:id/reveal',
    summary: '亮出自己的随机数；最后一方亮出时抽出结果',
    permission: 'draw.take-part',
    audit: 'draw.revealed',
    body: RevealDraw,
    ...act,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await revealPart(tx, actor, params.id, body.secret)))
      return view(tx, actor, params.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws/:id/choose',
    summary: '抽取之外人工选定，写明理由，与抽出的分开记',
    permission: 'draw.open',
    audit: 'draw.chosen',
    body: ChooseByHand,
    ...act,
    act: async ({ tx, actor, params, body, note }) => {
      note({ ...about(await chooseByHand(tx, actor, params.id, body)), detail: body })
      return view(tx, actor, params.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/draws/:id/void',
    summary: '抽出之前作废，写明理由',
    permission: 'draw.open',
    audit: 'draw.voided',
    body: VoidDraw,
    ...act,
    act: async ({ tx, actor, params, body, note }) => {
      note({ ...about(await voidDraw(tx, actor, params.id, body.why)), detail: { why: body.why } })
      return view(tx, actor, params.id)
    },
  }),
]

const about = ({ id, gridCode }: store.DrawRow) => ({ objectType: 'draw', objectId: id, gridCode })

const lineOf = (row: store.DrawRow, parties: number, names: ReadonlyMap<string, string>) => ({
  id: row.id,
  gridCode: row.gridCode,
  gridName: names.get(row.gridCode) ?? row.gridCode,
  state: row.state,
  purpose: row.list.purpose,
  kind: row.list.kind as z.input<typeof DrawLine>['kind'],
  candidates: row.list.candidates.length,
  count: row.list.count,
  parties,
  openedBy: row.openedBy,
  openedAt: row.openedAt.toISOString(),
})

async function view(tx: Tx, actor: Actor, id: string): Promise<z.input<typeof DrawView>> {
  const row = await getDraw(tx, actor, id)
  const parties = await store.listParties(tx, id)
  const { list, commitment, drawn } = row
  return {
    ...lineOf(row, parties.length, await gridNames(tx, [row.gridCode])),
    record: {
      list: { ...list, candidates: [...list.candidates], excluded: [...list.excluded] },
      commitment,
      parties: parties.map(({ name, commitment: bound, secret }) => ({ name, commitment: bound, secret })),
      drawn,
    },
    chosen: row.chosen,
    voidReason: row.voidReason,
    drawnAt: row.drawnAt?.toISOString() ?? null,
    mine: parties.find(({ personId }) => personId === actor.personId)?.no ?? null,
    openActs: openActs(actor, row, parties),
  }
}

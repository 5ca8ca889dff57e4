import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { actingName } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import {
  AgencyFacts,
  AgencyView,
  BlockView,
  ReserveInput,
  ReturnNumbers,
  VoidBlock,
  VoidNumber,
} from '../../model/schema.ts'
import { getBlock, refuseInventedWords, reserveBlock, returnNumbers, voidNumber, voidRest } from '../service/number.ts'
import { listAgencies, saveAgency } from '../store/agency.ts'
import { type BlockRow, listBlocks, listNumbersOf, listSeries } from '../store/number.ts'
import { agencyOf } from './own.ts'

const tag = '执法文书'
const One = z.object({ id: z.uuid('号段编号不正确') })

/** Agencies and the numbers they give. */
export const numberRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/legal-agencies',
    summary: '执法机关：上级的、本级的和下级的',
    tag,
    permission: 'legal-document.draft',
    answer: z.object({ items: z.array(AgencyView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor }) => {
      const rows = await listAgencies(tx, actor.gridCode)
      const names = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const items = rows.map(({ gridCode, facts, version }) => ({
        gridCode,
        gridName: names.get(gridCode) ?? gridCode,
        mine: gridCode === actor.gridCode,
        version,
        ...facts,
      }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/legal-agencies/own',
    summary: '填写或修改本机关的信息（带 If-Match 版本号，新填的带 0）',
    tag,
    permission: 'legal-agency.maintain',
    audit: 'legal-agency.changed',
    body: AgencyFacts,
    answer: z.object({ gridCode: z.string() }),
    act: async ({ tx, actor, body, ifMatch, note }) => {
      if (ifMatch === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
      const row = { gridCode: actor.gridCode, facts: body, version: ifMatch, by: actingName(actor) }
      if (!(await saveAgency(tx, row))) throw new Problem(common.versionMovedOn, '别人刚改过机关信息，请重新打开再改。')
      note({ objectType: 'legal-agency', gridCode: actor.gridCode, detail: { name: body.name } })
      return { gridCode: actor.gridCode }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/legal-numbers',
    summary: '一个字号一年里的每个号和它的去向',
    tag,
    permission: 'legal-document.draft',
    query: z.object({ word: z.string().max(20), year: z.coerce.number().int().min(2000).max(2100) }),
    answer: z.object({
      items: z.array(
        z.object({
          n: z.number(),
          state: z.enum(['used', 'reserved', 'returned', 'void']),
          documentId: z.uuid().nullable(),
          number: z.string().nullable(),
          name: z.string().nullable(),
          reason: z.string().nullable(),
          changedBy: z.string(),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const agency = await agencyOf(tx, actor)
      const rows = await listSeries(tx, { agencyGrid: agency.gridCode, ...query })
      const items = rows.map(({ blockId: _block, ...row }) => row)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/legal-number-blocks',
    summary: '留给设备的号段',
    tag,
    permission: 'legal-document.number',
    answer: z.object({ items: z.array(BlockView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor }) => {
      const agency = await agencyOf(tx, actor)
      const items = await viewBlocks(tx, await listBlocks(tx, agency.gridCode))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/legal-number-blocks',
    summary: '给不联网打印的设备预留一段文号',
    tag,
    permission: 'legal-document.number',
    audit: 'legal-number.reserved',
    body: ReserveInput,
    answer: BlockView,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const agency = await agencyOf(tx, actor)
      await refuseInventedWords(tx, actor.gridCode, [body.word])
      const series = { agencyGrid: agency.gridCode, word: body.word, year: Number(today().slice(0, 4)) }
      const id = await reserveBlock(tx, series, { ...body, by: actingName(actor) })
      const block = await getBlock(tx, agency.gridCode, id)
      note(about(block, { word: body.word, count: body.count, device: body.device }))
      return (await viewBlocks(tx, [block]))[0] as z.input<typeof BlockView>
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/legal-number-blocks/:id/return',
    summary: '退回没有用的号，下一份文书先用它们',
    tag,
    permission: 'legal-document.number',
    audit: 'legal-number.returned',
    params: One,
    body: ReturnNumbers,
    answer: BlockView,
    act: async ({ tx, actor, params, body, note }) => {
      const block = await getBlock(tx, (await agencyOf(tx, actor)).gridCode, params.id)
      await returnNumbers(tx, block, body.numbers, actingName(actor))
      note(about(block, { numbers: body.numbers.map((n) => `${block.word}${n}号`) }))
      return (await viewBlocks(tx, [block]))[0] as z.input<typeof BlockView>
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/legal-number-blocks/:id/void',
    summary: '作废一个打坏的号，写明原因',
    tag,
    permission: 'legal-document.number',
    audit: 'legal-number.voided',
    params: One,
    body: VoidNumber,
    answer: BlockView,
    act: async ({ tx, actor, params, body, note }) => {
      const block = await getBlock(tx, (await agencyOf(tx, actor)).gridCode, params.id)
      await voidNumber(tx, block, body.n, body.reason, actingName(actor))
      note(about(block, { number: `${block.word}${body.n}号`, reason: body.reason }))
      return (await viewBlocks(tx, [block]))[0] as z.input<typeof BlockView>
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/legal-number-blocks/:id/void-rest',
    summary: '作废一段里没有用的号，写明原因：设备丢失、损坏',
    tag,
    permission: 'legal-document.number',
    audit: 'legal-number.voided',
    params: One,
    body: VoidBlock,
    answer: BlockView,
    act: async ({ tx, actor, params, body, note }) => {
      const block = await getBlock(tx, (await agencyOf(tx, actor)).gridCode, params.id)
      const numbers = await voidRest(tx, block, body.reason, actingName(actor))
      const named = numbers.map((n) => `${block.word}${n}号`).join('、')
      note(about(block, { number: named, reason: body.reason, device: block.device }))
      return (await viewBlocks(tx, [block]))[0] as z.input<typeof BlockView>
    },
  }),
]

const about = (block: BlockRow, detail: Record<string, unknown>) => ({
  objectType: 'legal-number',
  objectId: block.id,
  gridCode: block.agencyGrid,
  detail,
})

async function viewBlocks(tx: Tx, blocks: readonly BlockRow[]): Promise<z.input<typeof BlockView>[]> {
  const numbers = await listNumbersOf(
    tx,
    blocks.map(({ id }) => id),
  )
  return blocks.map(({ id, word, year, device, deviceId, reservedBy, reservedAt }) => ({
    id,
    deviceId,
    word,
    year,
    device,
    reservedBy,
    reservedAt: reservedAt.toISOString(),
    numbers: numbers.filter(({ blockId }) => blockId === id).map(({ n, state, reason }) => ({ n, state, reason })),
  }))
}

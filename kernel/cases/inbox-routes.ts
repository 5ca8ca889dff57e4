import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { CaseDesk } from './desk.ts'
import { type CaseBox, type CaseLine, countBoxes, countCases, listBox, listCases } from './list-store.ts'
import { BOX_COUNTED } from './model/boxes.ts'
import { CaseLineView, InboxLineView, SearchWords } from './schema.ts'
import { findWords } from './search.ts'
import { viewLines } from './view.ts'

const BOXES = ['todo', 'sent', 'late', 'copied', 'supervised'] as const satisfies readonly CaseBox[]
const tag = '办件'
/** Cases found beyond this are not counted: whoever has so many looks for too little. */
const FOUND_COUNTED = 200

/** One inbox for every seat over all kinds of cases: what I must do, what I wait for, what is late below me. */
export function boxRoutes(desk: CaseDesk): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/cases',
      summary: '我的办件：待办、我发起的、下级逾期、抄送、督办',
      tag,
      permission: 'signed-in',
      query: z.object({
        box: z.enum(BOXES, '没有这个分类').default('todo'),
        type: z.string().max(40).optional(),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({
        items: z.array(InboxLineView),
        nextCursor: z.string().nullable(),
        total: z.number(),
        boxes: z
          .record(z.string(), z.number())
          .meta({ description: `数到 ${BOX_COUNTED}，${BOX_COUNTED + 1} 表示更多；total 同` }),
      }),
      act: async ({ tx, actor, query }) => {
        const seat = seatOf(actor)
        if (!seat) return { items: [], nextCursor: null, total: 0, boxes: {} }
        const at = readCursor<[string, string]>(query.cursor, ['instant', 'uuid'])
        const after = at && { overdueAt: at[0], id: at[1] }
        const rows = await listBox(tx, actor.scope, query.box, seat, { after, limit: query.limit, type: query.type })
        const boxes = await countBoxes(tx, actor.scope, seat, BOXES)
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return {
          items: (await viewLines(tx, actor, desk, rows)).map(({ row, ...line }) => ({
            ...line,
            why: whyHere(query.box, row),
          })),
          nextCursor: last ? writeCursor([last.dueKey, last.id]) : null,
          total:
            (query.type ? await countBoxes(tx, actor.scope, seat, [query.box], query.type) : boxes).find(
              ({ box }) => box === query.box,
            )?.n ?? 0,
          boxes: Object.fromEntries(boxes.map(({ box, n }) => [box, n])),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/search',
      summary: '在各类办件里找：编号、标题、单位名称、办理时写的话',
      tag,
      permission: 'signed-in',
      query: z.object({
        q: SearchWords,
        limit: z.coerce.number().int().min(1).max(50).default(8),
      }),
      answer: z.object({
        items: z.array(CaseLineView.extend({ typeTitle: z.string() })),
        nextCursor: z.null(),
        total: z.number(),
        totalIsBound: z.boolean().meta({ description: `总数只数到 ${FOUND_COUNTED}` }),
      }),
      act: async ({ tx, actor, query: { q, limit } }) => {
        const types = [...desk.kinds.keys()].filter((type) => may(actor, `${type}.read`))
        const words = await findWords(tx, desk.world, actor.scope, { types }, q)
        if (words.length === 0 || types.length === 0)
          return { items: [], nextCursor: null, total: 0, totalIsBound: false }
        const filter = { types, more: words }
        const rows = await listCases(tx, actor.scope, filter, { sort: 'opened', after: null, limit })
        const total = await countCases(tx, actor.scope, filter, FOUND_COUNTED)
        return {
          items: (await viewLines(tx, actor, desk, rows)).map(({ row, ...line }) => ({
            ...line,
            typeTitle: desk.kinds.get(row.type)?.type.title ?? row.type,
          })),
          nextCursor: null,
          total: Math.min(total, FOUND_COUNTED),
          totalIsBound: total > FOUND_COUNTED,
        }
      },
    }),
  ]
}

const seatOf = ({ seatId, seatGrid }: Actor) => (seatId ? { id: seatId, gridCode: seatGrid } : null)

function whyHere(box: CaseBox, { asked }: CaseLine & { asked: string | null }): string {
  if (box === 'sent') return '您发起的，在别人那里'
  if (box === 'late') return '下级岗位逾期没有办'
  if (box === 'copied') return '抄送给您'
  if (box === 'supervised') return '您在督办'
  if (asked === 'consult') return '征求您的意见'
  return asked === 'countersign' ? '等您会签' : '轮到您的岗位'
}

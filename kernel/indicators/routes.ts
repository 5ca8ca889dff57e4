import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IndicatorRoom } from './room.ts'
import {
  By,
  ChecksAnswer,
  CodeParam,
  FigureAnswer,
  FigureAsk,
  IndicatorView,
  MonthsAnswer,
  PartsAnswer,
  RowsAnswer,
} from './schema.ts'
import { dictionaryOf, readChecks, readFigure, readMonths, readParts, readRows } from './service.ts'

const tag = '指标'
const permission = 'indicator.read'
const Key = z.string().regex(/^[a-z]{2,20}:[^:|]{0,60}$/, '分组应写成「维度:值」')

/** Every figure of the platform: the dictionary, the figure, its parts, its months and its rows. */
export const indicatorRoutes = (room: IndicatorRoom): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/indicators',
    summary: '指标字典：每个指标数的是什么、按什么分、谁负责解释',
    tag,
    permission,
    answer: z.object({ items: z.array(IndicatorView) }),
    act: async ({ actor }) => ({ items: dictionaryOf(room.table, actor) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicator-checks',
    summary: '数自洽：逐个指标、逐个分法核对各部分之和与总数，不符的排在前面，并给出是哪些明细',
    tag,
    permission,
    query: FigureAsk,
    answer: ChecksAnswer,
    act: async ({ db, tx, actor, query }) => readChecks(room, { db, tx, actor, ask: query }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/figure',
    summary: '一个指标在一个网格、一段时间的数，连同上一期和上年同期；asOf 给出过去某天结束时看到的数',
    tag,
    permission,
    params: CodeParam,
    query: FigureAsk,
    answer: FigureAnswer,
    act: async ({ db, tx, actor, params, query }) => readFigure(room, { db, tx, actor, code: params.code, ask: query }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/parts',
    summary: '一个指标按下级网格或维度分开的数；各部分之和与总数不符时，给出多算的部分',
    tag,
    permission,
    params: CodeParam,
    query: FigureAsk.extend({ by: By }),
    answer: PartsAnswer,
    act: async ({ db, tx, actor, params, query: { by, ...ask } }) =>
      readParts(room, { db, tx, actor, code: params.code, ask }, by.split(',')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/months',
    summary: '一个指标逐月的数：流量为当月发生，存量为月末（最后一个月为截止日期）',
    tag,
    permission,
    params: CodeParam,
    query: FigureAsk,
    answer: MonthsAnswer,
    act: async ({ db, tx, actor, params, query }) => readMonths(room, { db, tx, actor, code: params.code, ask: query }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/rows',
    summary: '构成一个数的明细，每页 50 行；key 可给出一两个「维度:值」',
    tag,
    permission,
    params: CodeParam,
    query: FigureAsk.extend({
      key: z.union([Key, z.array(Key).max(2)]).optional(),
      cursor: z.string().max(400).optional(),
    }),
    answer: RowsAnswer,
    act: async ({ db, tx, actor, params, query: { key, cursor, ...ask } }) => {
      const keys = new Map([key ?? []].flat().map((one) => one.split(':') as [string, string]))
      const after = readCursor<[string]>(cursor, ['uuid'])
      const { last, ...page } = await readRows(
        room,
        { db, tx, actor, code: params.code, ask },
        keys,
        after?.[0] ?? null,
      )
      return { ...page, next: last && writeCursor([last]) }
    },
  }),
]

import { Readable } from 'node:stream'
import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Press } from '#kernel/documents/press.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { actingName } from '#kernel/identity/model/actor.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { type FigureSheet, sheetOf, sheetOfChecks } from './export.ts'
import { keyTwice } from './model/problems.ts'
import { figurePaper } from './paper.ts'
import type { IndicatorRoom } from './room.ts'
import {
  By,
  ChecksAnswer,
  CodeParam,
  FigureAnswer,
  FigureAsk,
  FigureFormat,
  IndicatorView,
  MonthsAnswer,
  Narrowed,
  PartsAnswer,
  RowsAnswer,
} from './schema.ts'
import { dictionaryOf, readChecks, readFigure, readMonths, readParts, readRows } from './service.ts'

const tag = '指标'
const permission = 'indicator.read'

/** @throws keyTwice when one dimension is asked for by two keys */
function keysOf(key: string | string[] | undefined): ReadonlyMap<string, string> {
  const pairs = [key ?? []].flat().map((one) => one.split(':') as [string, string])
  const keys = new Map(pairs)
  if (keys.size < pairs.length) throw keyTwice()
  return keys
}

type Sending = Pick<Call<unknown, unknown, unknown>, 'db' | 'actor' | 'reply' | 'meta'>

/** Sends a table; the audit knows of it before the first byte leaves: an export that nobody recorded must not exist. */
async function sendRecorded(
  { db, actor, reply, meta }: Sending,
  { name, columns, rows }: Omit<FigureSheet, 'about'>,
  format: z.output<typeof FigureFormat>,
  grid: string | undefined,
  print?: () => Promise<Buffer>,
) {
  await db.write(actor.scope, (tx) =>
    appendAudit(tx, {
      action: 'indicator.exported',
      ...actorLine(actor),
      objectType: 'indicator',
      gridCode: grid ?? actor.gridCode,
      detail: { name, format, count: rows.length },
      request: meta,
    }),
  )
  if (format === 'pdf') {
    const pdf = await print?.()
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`)
    reply.type('application/pdf')
    return reply.send(pdf)
  }
  return sendSheet(reply, { name, format, columns, rows: Readable.from(rows) })
}

/** Every figure of the platform: the dictionary, the figure, its parts, its months and its rows. */
export const indicatorRoutes = (room: IndicatorRoom, press: Press): AnyRoute[] => [
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
    path: '/api/v1/indicator-checks/export',
    summary: '导出数自洽：每个指标每个分法的总数、各部分之和与差，留审计记录',
    tag,
    permission,
    audit: 'indicator.exported',
    query: FigureAsk.extend({ format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ query: { format, ...ask }, ...call }) => {
      const { db, actor } = call
      const sheet = await db.read(actor.scope, (tx) => sheetOfChecks(room, { db, tx, actor, ask }))
      return sendRecorded(call, sheet, format, ask.grid)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/figure',
    summary: '一个指标在一个网格、一段时间的数，连同上一期和上年同期；asOf 给出过去某天结束时看到的数',
    tag,
    permission,
    params: CodeParam,
    query: Narrowed,
    answer: FigureAnswer,
    act: async ({ db, tx, actor, params: { code }, query: { key, ...ask } }) =>
      readFigure(room, { db, tx, actor, code, ask, keys: keysOf(key) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/parts',
    summary: '一个指标按下级网格或维度分开的数；各部分之和与总数不符时，给出多算的部分',
    tag,
    permission,
    params: CodeParam,
    query: Narrowed.extend({ by: By }),
    answer: PartsAnswer,
    act: async ({ db, tx, actor, params: { code }, query: { by, key, ...ask } }) =>
      readParts(room, { db, tx, actor, code, ask, keys: keysOf(key) }, by.split(',')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/export',
    summary: '导出一个指标按网格、维度（by=维度）或逐月（by=month）的数，留审计记录；pdf 带条形图',
    tag,
    permission,
    audit: 'indicator.exported',
    params: CodeParam,
    query: Narrowed.extend({ by: By, format: FigureFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ params: { code }, query: { by, key, format, ...ask }, ...call }) => {
      const { db, actor } = call
      const asked = { db, actor, code, ask, keys: keysOf(key) }
      const sheet = await db.read(actor.scope, (tx) => sheetOf(room, { ...asked, tx }, by))
      const print = async () => (await press.print(figurePaper(sheet, `${actor.bodyName} ${actingName(actor)}`))).pdf
      return sendRecorded(call, sheet, format, ask.grid, print)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/months',
    summary: '一个指标逐月的数：流量为当月发生，存量为月末（最后一个月为截止日期）',
    tag,
    permission,
    params: CodeParam,
    query: Narrowed,
    answer: MonthsAnswer,
    act: async ({ db, tx, actor, params: { code }, query: { key, ...ask } }) =>
      readMonths(room, { db, tx, actor, code, ask, keys: keysOf(key) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/indicators/:code/rows',
    summary: '构成一个数的明细，每页 50 行；key 可给出一两个「维度:值」',
    tag,
    permission,
    params: CodeParam,
    query: Narrowed.extend({ cursor: z.string().max(400).optional() }),
    answer: RowsAnswer,
    act: async ({ db, tx, actor, params: { code }, query: { key, cursor, ...ask } }) => {
      const after = readCursor<[string]>(cursor, ['uuid'])
      const { last, ...page } = await readRows(
        room,
        { db, tx, actor, code, ask, keys: keysOf(key) },
        after?.[0] ?? null,
      )
      return { ...page, next: last && writeCursor([last]) }
    },
  }),
]

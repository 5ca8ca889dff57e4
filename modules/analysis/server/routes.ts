import { z } from 'zod'
import type { Press } from '#kernel/documents/press.ts'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { CircularAnswer, CircularAsk, RankingAnswer, RankingAsk } from '../model/schema.ts'
import { type Reader, type ReportSources, readCircular } from './circular.ts'
import { circularPaper, printCircular } from './paper.ts'
import { readRanking } from './ranking.ts'
import { rankingColumns, rankingRows } from './ranking-sheet.ts'
import { reportDayOf } from './settings.ts'

/** What reports are given by the process that composes them. */
export interface AnalysisContext extends ReportSources {
  press: Press
}

const tag = '决策分析'
const permission = 'indicator.read'

/** Circulars and rankings out of the indicators. */
export const analysisRoutes = ({ press, ...sources }: AnalysisContext): AnyRoute[] => {
  const { room } = sources
  const read = ({ db, actor, query, settings }: Asked) =>
    readCircular(sources, db, readerOf(actor), {
      ...query,
      asOf: query.asOf ?? reportDayOf(settings, today()),
      today: today(),
    })
  const rank = ({ db, actor, query, settings }: AskedRanking) =>
    readRanking(room, db, readerOf(actor), { ...query, asOf: reportDayOf(settings, today()), today: today() })
  return [
    route({
      method: 'GET',
      path: '/api/v1/circulars/current',
      summary: '应用情况通报：每个数连同定义、分法、合计差在哪里和打开明细的地址；给定数据日期可以逐字重现',
      tag,
      permission,
      query: CircularAsk,
      answer: CircularAnswer,
      raw: true,
      act: read,
    }),
    route({
      method: 'GET',
      path: '/api/v1/circulars/current/pdf',
      summary: '同一份通报的 PDF',
      tag,
      permission,
      query: CircularAsk,
      answer: z.unknown(),
      raw: true,
      perMinute: 30,
      act: async (call) => {
        const filled = circularPaper(await read(call), printedBy(call.actor))
        call.reply.headers(headersOf('application/pdf', 'inline', `${filled.name}-${filled.number}.pdf`))
        return printCircular(press, filled)
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/circulars/current/word',
      summary: '同一份通报的 Word 文件，可以改',
      tag,
      permission,
      query: CircularAsk,
      answer: z.unknown(),
      raw: true,
      perMinute: 30,
      act: async (call) => {
        const filled = circularPaper(await read(call), printedBy(call.actor))
        call.reply.headers(headersOf(WORD, 'attachment', `${filled.name}-${filled.number}.docx`))
        // The writer of Word files is read when the first one is asked for.
        const { writeWord } = await import('#kernel/documents/word.ts')
        return writeWord(filled, '草稿')
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/rankings',
      summary: '下一级网格的月度、季度排名：每项的值、名次和上一期名次，按权重综合；基数小的不排',
      tag,
      permission,
      query: RankingAsk,
      answer: RankingAnswer,
      raw: true,
      act: rank,
    }),
    route({
      method: 'GET',
      path: '/api/v1/rankings/export',
      summary: '同一份排名的表格',
      tag,
      permission,
      query: RankingAsk.extend({ format: SheetFormat }),
      answer: z.any(),
      raw: true,
      perMinute: 30,
      act: async ({ query: { format, ...query }, ...call }) => {
        const ranking = await rank({ ...call, query })
        const name = `${ranking.gridName}排名-${ranking.period}`
        return sendSheet(call.reply, { name, format, columns: rankingColumns(ranking), rows: rankingRows(ranking) })
      },
    }),
  ]
}

type AskedRanking = Pick<Call<unknown, z.output<typeof RankingAsk>, unknown>, 'db' | 'actor' | 'query' | 'settings'>
type Asked = Pick<Call<unknown, z.output<typeof CircularAsk>, unknown>, 'db' | 'actor' | 'query' | 'settings'>

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const readerOf = (actor: Actor): Reader => ({
  scope: actor.scope,
  gridCode: actor.gridCode,
  may: (word) => may(actor, word),
})

const printedBy = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}　${today()} 印`

const headersOf = (type: string, how: 'inline' | 'attachment', name: string) => ({
  'content-type': type,
  'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
})

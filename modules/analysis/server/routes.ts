import { z } from 'zod'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { type Circular, CircularAnswer, CircularAsk, RankingAnswer, RankingAsk } from '../model/schema.ts'
import { type Reader, readCircular } from './circular.ts'
import { circularPaper } from './paper.ts'
import { readRanking } from './ranking.ts'
import { rankingColumns, rankingRows } from './ranking-sheet.ts'
import { reportRoutes } from './report-routes.ts'
import { type AnalysisContext, printedBy, sendPdf, sendWord } from './send.ts'
import { reportDayOf } from './settings.ts'
import { sharedReadings } from './shared-readings.ts'

const tag = '决策分析'
const permission = 'indicator.read'

/** Circulars and rankings out of the indicators. */
export const analysisRoutes = (context: AnalysisContext): AnyRoute[] => {
  const { press, ...sources } = context
  const { room } = sources
  const circulars = sharedReadings<Circular>()
  const read = ({ db, actor, query, settings }: Asked) => {
    const ask = { ...query, asOf: query.asOf ?? reportDayOf(settings, today()), today: today() }
    // Whoever sees the same rows by the same rights is told the same.
    const key = JSON.stringify([ask, actor.gridCode, actor.scope, [...actor.permissions].toSorted()])
    return circulars(key, () => readCircular(sources, db, readerOf(actor), ask))
  }
  const rank = ({ db, actor, query, settings }: AskedRanking) =>
    readRanking(room, db, readerOf(actor), { ...query, asOf: reportDayOf(settings, today()), today: today() })
  return [
    ...reportRoutes(context),
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
      act: async (call) => sendPdf(call, press, circularPaper(await read(call), printedBy(call.actor))),
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
      act: async (call) => sendWord(call, circularPaper(await read(call), printedBy(call.actor))),
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

const readerOf = (actor: Actor): Reader => ({
  scope: actor.scope,
  gridCode: actor.gridCode,
  may: (word) => may(actor, word),
})

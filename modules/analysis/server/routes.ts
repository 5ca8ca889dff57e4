import { z } from 'zod'
import type { Press } from '#kernel/documents/press.ts'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { CircularAnswer, CircularAsk } from '../model/schema.ts'
import { type Reader, readCircular } from './circular.ts'
import { circularPaper, printCircular } from './paper.ts'
import { reportDayOf } from './settings.ts'

/** What reports are given by the process that composes them. */
export interface AnalysisContext {
  room: IndicatorRoom
  press: Press
}

const tag = '决策分析'
const permission = 'indicator.read'

/** Circulars and rankings out of the indicators. */
export const analysisRoutes = ({ room, press }: AnalysisContext): AnyRoute[] => {
  const read = ({ db, actor, query, settings }: Asked) =>
    readCircular(room, db, readerOf(actor), {
      ...query,
      asOf: query.asOf ?? reportDayOf(settings, today()),
      today: today(),
    })
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
  ]
}

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

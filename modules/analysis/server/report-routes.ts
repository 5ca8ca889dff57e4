import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { mayAsk } from '#kernel/indicators/figures.ts'
import { noGrid } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { listReadAt } from '#kernel/messages/service.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { lastDue } from '../model/report.ts'
import {
  ReportAnswer,
  ReportContent,
  ReportPreview,
  ReportTemplateInput,
  ReportTemplateView,
  ReportView,
} from '../model/report-schema.ts'
import { reportPaper } from './paper.ts'
import { composeReport, shownTo } from './report.ts'
import {
  checkTemplate,
  createTemplate,
  getReport,
  getTemplate,
  retireTemplate,
  saveTemplate,
  writeByHand,
} from './report-service.ts'
import * as store from './report-store.ts'
import { type AnalysisContext, printedBy, sendPdf, sendWord } from './send.ts'

const tag = '报告'
const read = 'indicator.read'
const keep = 'report.keep'
const One = z.object({ id: z.uuid('编号不正确') })
const Made = z.object({ id: z.uuid() })

/** Reports of an office's own: templates, what was written by them, and to whom it went. */
export const reportRoutes = ({ press, ...sources }: AnalysisContext): AnyRoute[] => {
  const { room } = sources
  const content = async ({
    db,
    actor,
    params: { id },
  }: Pick<Call<{ id: string }, unknown, unknown>, 'db' | 'actor' | 'params'>) => {
    const row = await db.read(actor.scope, (tx) => getReport(tx, actor, id))
    return shownTo(room, row.content, { may: (word) => may(actor, word), scope: actor.scope })
  }
  return [
    route({
      method: 'GET',
      path: '/api/v1/report-templates',
      summary: '辖区内的报告模板',
      tag,
      permission: keep,
      answer: z.object({ items: z.array(ReportTemplateView) }),
      act: async ({ tx, actor }) => {
        const rows = await store.listTemplates(tx, actor.scope)
        const names = await room.gridNames(
          tx,
          rows.map(({ gridCode }) => gridCode),
        )
        return { items: rows.map((row) => templateView(row, names, actor, [])) }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/report-templates',
      summary: '新建报告模板：文字里用 {指标编号} 取数，可以加分项表，写明什么时候写、发给哪些岗位',
      tag,
      permission: keep,
      audit: 'report.template-created',
      body: ReportTemplateInput,
      answer: Made,
      status: 201,
      act: async ({ tx, actor, body, note }) => {
        const id = await createTemplate(tx, room, actor, body, today())
        note({ objectType: 'report-template', objectId: id, gridCode: actor.gridCode, detail: { title: body.title } })
        return { id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/report-previews',
      summary: '按还没有保存的模板看一眼报告，数是真的；不保存，不发送',
      tag,
      permission: keep,
      audit: 'report.previewed',
      body: ReportPreview,
      answer: ReportContent,
      perMinute: 60,
      act: async ({ db, tx, actor, body: { template, grid = actor.gridCode }, note }) => {
        if (!mayAsk(actor.scope, grid)) throw noGrid()
        await checkTemplate(tx, room, actor, template, today())
        note({ objectType: 'report-template', gridCode: grid, detail: { title: template.title } })
        return composeReport(sources, db, template, { grid, day: today() })
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/report-templates/:id',
      summary: '一个报告模板和它的历次版本',
      tag,
      permission: keep,
      params: One,
      answer: ReportTemplateView,
      act: async ({ tx, actor, params: { id } }) => {
        const row = await getTemplate(tx, actor, id)
        return templateView(row, await room.gridNames(tx, [row.gridCode]), actor, await store.listVersions(tx, id))
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/report-templates/:id',
      summary: '改报告模板，存成新的一版；写过的报告不变',
      tag,
      permission: keep,
      audit: 'report.template-saved',
      params: One,
      body: ReportTemplateInput,
      answer: Made,
      act: async ({ tx, actor, params: { id }, body, ifMatch, note }) => {
        if (ifMatch === null) throw new Problem(common.versionMissing, '写明改的是第几版（If-Match）。')
        await saveTemplate(tx, room, actor, { id, version: ifMatch, content: body, today: today() })
        note({ objectType: 'report-template', objectId: id, detail: { title: body.title, version: ifMatch + 1 } })
        return { id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/report-templates/:id/retire',
      summary: '停用报告模板，不再写；写过的报告还在',
      tag,
      permission: keep,
      audit: 'report.template-retired',
      params: One,
      answer: Made,
      act: async ({ tx, actor, params: { id }, note }) => {
        const { content, gridCode } = await retireTemplate(tx, actor, id)
        note({ objectType: 'report-template', objectId: id, gridCode, detail: { title: content.title } })
        return { id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/report-templates/:id/write',
      summary: '现在就写一份并发出；同一天同一版写两次是同一份',
      tag,
      permission: keep,
      audit: 'report.written',
      params: One,
      answer: z.object({ ids: z.array(z.uuid()) }),
      raw: true,
      perMinute: 20,
      act: async ({ db, actor, params: { id } }) => ({ ids: (await writeByHand(sources, db, actor, id, today())).ids }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports',
      summary: '写出的报告：本网格内的和发给本岗位的，新的在前',
      tag,
      permission: read,
      query: z.object({
        template: z.uuid('模板编号不正确').optional(),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
      answer: z.object({ items: z.array(ReportView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const page = await store.listReports(tx, actor.scope, actor.seatId, query)
        return { ...page, items: await reportViews(tx, room, page.items) }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:id',
      summary: '一份报告，数按写的那天定住；连同发给了谁、谁看过',
      tag,
      permission: read,
      params: One,
      answer: ReportAnswer,
      act: async ({ tx, actor, params: { id } }) => {
        const row = await getReport(tx, actor, id)
        const [view] = await reportViews(tx, room, [row])
        const sent = await store.listDeliveries(tx, [id])
        const readAt = await listReadAt(
          tx,
          sent.map(({ messageId }) => messageId),
        )
        return {
          ...(view as z.input<typeof ReportView>),
          content: shownTo(room, row.content, { may: (word) => may(actor, word), scope: actor.scope }),
          deliveries: sent.map(({ seat, body, sentAt, messageId }) => ({
            ...{ seat, body, sentAt: sentAt.toISOString() },
            readAt: readAt.get(messageId)?.toISOString() ?? null,
          })),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:id/pdf',
      summary: '同一份报告的 PDF，带条形图',
      tag,
      permission: read,
      params: One,
      answer: z.unknown(),
      raw: true,
      perMinute: 30,
      act: async (call) => sendPdf(call, press, reportPaper(await content(call), printedBy(call.actor))),
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:id/word',
      summary: '同一份报告的 Word 文件，可以改',
      tag,
      permission: read,
      params: One,
      answer: z.unknown(),
      raw: true,
      perMinute: 30,
      act: async (call) => sendWord(call, reportPaper(await content(call), printedBy(call.actor))),
    }),
  ]
}

function templateView(
  row: store.TemplateRow,
  names: ReadonlyMap<string, string>,
  actor: Actor,
  versions: readonly { version: number; savedAt: Date; savedBy: string }[],
): z.input<typeof ReportTemplateView> {
  const { id, gridCode, content, version, savedAt, savedBy, retiredAt, written } = row
  return {
    ...content,
    ...{ id, grid: gridCode, gridName: names.get(gridCode) ?? gridCode, version, savedBy, written },
    savedAt: savedAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
    nextOn: retiredAt ? null : nextOn(row),
    versions: versions.map((one) => ({ ...one, savedAt: one.savedAt.toISOString() })),
    mayKeep: may(actor, keep) && retiredAt === null,
  }
}

/** The next day it is written: the first one due after today. */
function nextOn({ content: { rhythm, onDay } }: store.TemplateRow): string | null {
  const last = lastDue(rhythm, onDay, today())
  if (last === null) return null
  return rhythm === 'weekly' ? addDays(last, 7) : addMonths(last, 1)
}

async function reportViews(
  tx: Tx,
  room: IndicatorRoom,
  rows: readonly store.ReportHead[],
): Promise<z.input<typeof ReportView>[]> {
  const names = await room.gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  const sent = await store.listDeliveries(
    tx,
    rows.map(({ id }) => id),
  )
  const readAt = await listReadAt(
    tx,
    sent.map(({ messageId }) => messageId),
  )
  return rows.map(({ id, templateId, templateVersion, gridCode, title, fromOn, toOn, asOf, writtenAt }) => {
    const own = sent.filter(({ reportId }) => reportId === id)
    return {
      ...{ id, templateId, templateVersion, title, asOf, from: fromOn, to: toOn },
      ...{ grid: gridCode, gridName: names.get(gridCode) ?? gridCode, writtenAt: writtenAt.toISOString() },
      sent: own.length,
      read: own.filter(({ messageId }) => readAt.has(messageId)).length,
    }
  })
}

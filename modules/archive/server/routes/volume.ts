import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import {
  BeginVolume,
  BindInput,
  CheckerView,
  EditsInput,
  LogLine,
  OneVolume,
  VolumeFilter,
  VolumeLine,
  VolumeView,
} from '../../model/schema.ts'
import type { ArchiveContext } from '../context.ts'
import { askBind, beginVolume, dropVolume, editVolume, getVolume, listCheckers, testVolume } from '../service/volume.ts'
import { countLog, listLog } from '../store/log.ts'
import { countVolumes, listVolumes, type VolumeRow } from '../store/volume.ts'
import { volumeLines, volumeView } from '../view.ts'

const tag = '档案'
const Done = z.object({ id: z.uuid() })

/** What the line of the audit says of an act on a volume. */
export const aboutVolume = (row: VolumeRow, detail: Record<string, unknown> = {}) => ({
  objectType: 'archive-volume',
  objectId: row.id,
  gridCode: row.gridCode,
  detail: { archiveNo: row.archiveNo ?? '', title: row.title, ...detail },
})

/** Volumes from the first draft to the bound bundle. */
export function volumeRoutes(context: ArchiveContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes',
      summary: '案卷：正在装订的在前，其次按归档时间，新的在前',
      tag,
      permission: 'archive.read',
      query: VolumeFilter,
      answer: z.object({ items: z.array(VolumeLine), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query: { cursor, limit, over, ...wish } }) => {
        const filter = { ...wish, overOn: over ? today() : undefined }
        const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
        const rows = await listVolumes(tx, actor.scope, filter, { after, limit })
        const last = rows.length === limit ? rows.at(-1) : undefined
        return {
          items: await volumeLines(tx, rows),
          nextCursor: last ? writeCursor([last.place, last.id]) : null,
          total: await countVolumes(tx, actor.scope, filter),
        }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/archive-volumes',
      summary: '立卷：为一件办结的事开始整理案卷',
      tag,
      permission: 'archive.bind',
      audit: 'archive.begun',
      body: BeginVolume,
      answer: Done,
      status: 201,
      act: async ({ tx, actor, body, note }) => {
        const row = await beginVolume(tx, context, actor, body.caseId)
        note(aboutVolume(row))
        return { id: row.id }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id',
      summary: '一卷：拟入卷的材料和检测结果，或已装订的目录',
      tag,
      permission: 'archive.read',
      params: OneVolume,
      answer: VolumeView,
      act: async ({ tx, actor, params, reply }) => {
        const row = await getVolume(tx, actor, params.id)
        reply.header('etag', `"${row.version}"`)
        return volumeView(tx, actor, row)
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/archive-volumes/:id/contents',
      summary: '调整次序、题名，抽出不入卷的材料（带 If-Match 版本号）',
      tag,
      permission: 'archive.bind',
      audit: 'archive.edited',
      params: OneVolume,
      body: EditsInput,
      answer: VolumeView,
      act: async ({ tx, actor, params, body, ifMatch, note }) => {
        const row = await editVolume(tx, actor, params.id, ifMatch, body)
        note(aboutVolume(row, { leftOut: Object.keys(body.leftOut).length }))
        return volumeView(tx, actor, row)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/test',
      summary: '四性检测：逐件重算校验值，数页数，列出缺的和错的',
      tag,
      permission: 'archive.bind',
      audit: 'archive.checked',
      params: OneVolume,
      answer: VolumeView,
      act: async ({ tx, actor, params, note }) => {
        const { volume, findings } = await testVolume(tx, context, actor, params.id)
        const blocking = findings.filter(({ blocks }) => blocks).length
        note(aboutVolume(volume, { verdict: blocking > 0 ? `${blocking} 个问题` : '通过' }))
        return volumeView(tx, actor, volume, findings)
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id/checkers',
      summary: '可以当检查人的人：管这里的各级工作人员，立卷人自己除外',
      tag,
      permission: 'archive.bind',
      params: OneVolume,
      answer: z.object({ items: z.array(CheckerView), nextCursor: z.null(), total: z.number() }),
      act: async ({ tx, actor, params }) => {
        const items = await listCheckers(tx, actor, await getVolume(tx, actor, params.id))
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/bind',
      summary: '归档：取档号，装订成一份 PDF；此后这件事不能再办（带 If-Match 版本号）',
      tag,
      permission: 'archive.bind',
      audit: 'archive.bind-asked',
      params: OneVolume,
      body: BindInput,
      answer: z.object({ id: z.uuid(), archiveNo: z.string() }),
      status: 202,
      act: async ({ tx, actor, params, body, ifMatch, note }) => {
        const row = await askBind(tx, context, actor, params.id, ifMatch, body)
        note(aboutVolume(row, { reason: `检查人 ${row.checker}，由立卷人登记` }))
        return { id: row.id, archiveNo: row.archiveNo as string }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/drop',
      summary: '放弃还没有归档的卷（带 If-Match 版本号）',
      tag,
      permission: 'archive.bind',
      audit: 'archive.dropped',
      params: OneVolume,
      answer: Done,
      act: async ({ tx, actor, params, ifMatch, note }) => {
        const row = await dropVolume(tx, actor, params.id, ifMatch)
        note(aboutVolume(row))
        return { id: row.id }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id/log',
      summary: '一卷的利用登记：谁在什么时候、为什么查看、下载、借阅、核验',
      tag,
      permission: 'archive.read',
      params: OneVolume,
      query: z.object({
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(LogLine), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, params, query: { cursor, limit } }) => {
        const row = await getVolume(tx, actor, params.id)
        const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
        const rows = await listLog(tx, row.id, { after, limit })
        const last = rows.length === limit ? rows.at(-1) : undefined
        return {
          items: rows.map(({ id, at, who, what, purpose }) => ({ id, at: at.toISOString(), who, what, purpose })),
          nextCursor: last ? writeCursor([last.place, last.id]) : null,
          total: await countLog(tx, row.id),
        }
      },
    }),
  ]
}

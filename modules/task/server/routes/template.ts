import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { RenameTemplate, SaveTemplate, TemplateView } from '../../model/schema.ts'
import { getPart } from '../service.ts'
import { listTemplates, type TemplateRow } from '../store/template.ts'
import { getTemplate, renameTemplate, retireTemplate, saveTemplate } from '../template.ts'

const tag = '任务模板'
const One = z.object({ id: z.uuid('模板编号不正确') })

/** Words of tasks kept for the next time, by an office for itself and the offices below. */
export const templateRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/task-templates',
    summary: '本单位和上级单位存的任务模板，本单位的在前',
    tag,
    permission: 'task.draft',
    answer: z.object({ items: z.array(TemplateView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor }) => {
      const items = await viewAll(tx, actor, await listTemplates(tx, actor.gridCode))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/task-templates/:id',
    summary: '一个任务模板',
    tag,
    permission: 'task.draft',
    params: One,
    answer: TemplateView,
    act: async ({ tx, actor, params }) => view(tx, actor, await getTemplate(tx, actor, params.id)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/task-templates',
    summary: '把一项任务的内容存为本单位的模板',
    tag,
    permission: 'task.draft',
    audit: 'task.template-saved',
    body: SaveTemplate,
    answer: TemplateView,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const task = await getPart(tx, actor.scope, body.taskId)
      const row = await saveTemplate(tx, actor, body.name, task)
      note(about(row, { name: row.name }))
      return view(tx, actor, row)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/task-templates/:id/rename',
    summary: '给本单位的任务模板改名',
    tag,
    permission: 'task.draft',
    audit: 'task.template-renamed',
    params: One,
    body: RenameTemplate,
    answer: TemplateView,
    act: async ({ tx, actor, params, body, note }) => {
      const before = await renameTemplate(tx, actor, params.id, body.name)
      note(about(before, { before: before.name, name: body.name }))
      return view(tx, actor, await getTemplate(tx, actor, params.id))
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/task-templates/:id/retire',
    summary: '停用本单位的任务模板；用它起草过的任务不变',
    tag,
    permission: 'task.draft',
    audit: 'task.template-retired',
    params: One,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params, note }) => {
      const row = await retireTemplate(tx, actor, params.id)
      note(about(row, { name: row.name }))
      return { id: row.id }
    },
  }),
]

const about = ({ id, gridCode }: TemplateRow, detail: Record<string, string>) => ({
  objectType: 'task-template',
  objectId: id,
  gridCode,
  detail,
})

async function viewAll(tx: Tx, actor: Actor, rows: readonly TemplateRow[]) {
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return rows.map(({ savedAt, ...row }) => ({
    ...row,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    mine: row.gridCode === actor.gridCode,
    savedAt: savedAt.toISOString(),
  }))
}

const view = async (tx: Tx, actor: Actor, row: TemplateRow) =>
  (await viewAll(tx, actor, [row]))[0] as z.input<typeof TemplateView>

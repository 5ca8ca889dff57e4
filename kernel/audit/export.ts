import type { Database, Tx } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { type AuditEvent, appendAudit } from './audit.ts'
import { auditProblems } from './problems.ts'
import { type AuditFilter, countEvents, listEvents } from './store.ts'
import type { AuditWords } from './words.ts'

const PAGE = 500

interface LineColumn extends Column {
  cell(event: AuditEvent, about: { words: AuditWords; name: string | undefined }): Cell
}

const CHINA = 8 * 3_600_000
const moment = (at: Date): string => new Date(at.getTime() + CHINA).toISOString().slice(0, 19).replace('T', ' ')

const COLUMNS: readonly LineColumn[] = [
  { head: '序号', width: 10, cell: ({ seq }) => seq },
  { head: '时间', width: 20, cell: ({ at }) => moment(at) },
  { head: '姓名', width: 12, cell: ({ actor }) => actor.name ?? null },
  { head: '账号', width: 18, cell: ({ actor }) => actor.account ?? null },
  { head: '岗位', width: 18, cell: ({ actor }) => actor.seat ?? null },
  { head: '机构', width: 24, cell: ({ actor }) => actor.body ?? null },
  { head: '做了什么', width: 26, cell: ({ action }, { words }) => words.acts[action]?.name ?? action },
  { head: '内容', width: 40, cell: ({ action, detail }, { words }) => words.acts[action]?.tell?.(detail) ?? null },
  { head: '对象种类', width: 14, cell: ({ objectType }, { words }) => words.objects[objectType ?? ''] ?? objectType },
  { head: '对象', width: 30, cell: ({ objectId }, { name }) => name ?? objectId },
  { head: '网格编码', width: 18, cell: ({ gridCode }) => gridCode },
  { head: '地址', width: 16, cell: ({ request }) => request.ip ?? null },
  { head: '请求编号', width: 38, cell: ({ request }) => request.id ?? null },
  { head: '本条校验值', width: 66, cell: ({ hash }) => hash },
]

export const exportColumns: readonly Column[] = COLUMNS.map(({ head, width }) => ({
  head,
  ...(width ? { width } : {}),
}))

/**
 * How many lines an export will have and the last of them; the export itself is noted before the first line leaves.
 * @throws exportTooLarge when there are more than one export may carry
 */
export async function beginExport(
  db: Database,
  actor: Actor,
  filter: AuditFilter,
  about: { format: string; ceiling: number; meta: RequestMeta },
): Promise<{ count: number; seq: number }> {
  const { format, ceiling, meta } = about
  const { count, last } = await db.read(actor.scope, async (tx) => ({
    count: await countEvents(tx, actor, filter, ceiling),
    last: (await listEvents(tx, actor, filter, { before: null, limit: 1 }))[0],
  }))
  if (count > ceiling)
    throw new Problem(
      auditProblems.exportTooLarge,
      `一次最多导出 ${ceiling.toLocaleString('zh-CN')} 条，请按日期或操作缩小范围。`,
    )
  await db.write(actor.scope, (tx) =>
    appendAudit(tx, {
      action: 'audit.exported',
      ...actorLine(actor),
      detail: { filter, format, count },
      request: meta,
    }),
  )
  return { count, seq: last?.seq ?? 0 }
}

/** Lines of an export, newest first, page by page. @param about.before lines from this one on came after the count */
export async function* exportRows(
  db: Database,
  actor: Actor,
  filter: AuditFilter,
  about: {
    words: AuditWords
    called(tx: Tx, rows: readonly AuditEvent[]): Promise<ReadonlyMap<string, string>>
    before: number
  },
): AsyncGenerator<Cell[]> {
  const { words } = about
  let before = about.before
  for (;;) {
    const from = before
    const { rows, names } = await db.read(actor.scope, async (tx) => {
      const rows = await listEvents(tx, actor, filter, { before: from, limit: PAGE })
      return { rows, names: await about.called(tx, rows) }
    })
    for (const row of rows) yield COLUMNS.map(({ cell }) => cell(row, { words, name: names.get(row.objectId ?? '') }))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    before = last.seq
  }
}

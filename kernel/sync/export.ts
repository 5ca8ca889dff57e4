import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { countRecords, listRecords, type RecordFilter } from './list-store.ts'
import { syncProblems } from './model/problems.ts'
import type { RecordViews } from './record-view.ts'

const PAGE = 500
/** Lines of one export at most. */
const CEILING = 100_000

type View = Awaited<ReturnType<RecordViews>>[number]

const CHINA = 8 * 3_600_000
const moment = (at: string): string => new Date(Date.parse(at) + CHINA).toISOString().slice(0, 19).replace('T', ' ')

const COLUMNS: readonly (Column & { cell(one: View): Cell })[] = [
  { head: '办了什么', width: 24, cell: ({ aboutTitle }) => aboutTitle },
  { head: '对象', width: 30, cell: ({ objectName }) => objectName },
  { head: '谁', width: 12, cell: ({ personName }) => personName },
  { head: '网格', width: 18, cell: ({ gridName }) => gridName },
  { head: '网格编码', width: 18, cell: ({ gridCode }) => gridCode },
  { head: '什么时候（平台校时）', width: 20, cell: ({ doneAt }) => moment(doneAt) },
  { head: '设备时钟', width: 20, cell: ({ wallAt }) => moment(wallAt) },
  { head: '送到', width: 20, cell: ({ receivedAt }) => moment(receivedAt) },
  { head: '评级', width: 8, cell: ({ gradeTitle }) => gradeTitle },
  { head: '为什么', width: 40, cell: ({ reasons }) => reasons.join('；') },
  { head: '离对象 米', width: 10, cell: ({ distanceM }) => distanceM },
  { head: '设备', width: 38, cell: ({ deviceId }) => deviceId },
  { head: '本条校验值', width: 66, cell: ({ hash }) => hash },
]

export const exportColumns: readonly Column[] = COLUMNS.map(({ head, width }) => ({
  head,
  ...(width ? { width } : {}),
}))

/** How many lines an export will have; the export itself is noted before the first line leaves. @throws exportTooLarge */
export async function beginExport(
  db: Database,
  actor: Actor,
  filter: RecordFilter,
  { format, meta }: { format: string; meta: RequestMeta },
): Promise<number> {
  const count = await db.read(actor.scope, (tx) => countRecords(tx, actor.scope, filter))
  if (count > CEILING)
    throw new Problem(
      syncProblems.exportTooLarge,
      `一次最多导出 ${CEILING.toLocaleString('zh-CN')} 条，请按日期、网格或人缩小范围。`,
    )
  await db.write(actor.scope, (tx) =>
    appendAudit(tx, {
      action: 'field.exported',
      ...actorLine(actor),
      detail: { filter, format, count },
      request: meta,
    }),
  )
  return count
}

/** Lines of an export, the latest received first, page by page. */
export async function* exportRows(
  db: Database,
  actor: Actor,
  filter: RecordFilter,
  views: RecordViews,
): AsyncGenerator<Cell[]> {
  let after: { at: string; id: string } | null = null
  for (;;) {
    const from: { at: string; id: string } | null = after
    const { rows, shown } = await db.read(actor.scope, async (tx) => {
      const rows = await listRecords(tx, actor.scope, filter, { after: from, limit: PAGE })
      return { rows, shown: await views(tx, actor, rows) }
    })
    for (const one of shown) yield COLUMNS.map(({ cell }) => cell(one))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { at: last.receivedKey, id: last.id }
  }
}

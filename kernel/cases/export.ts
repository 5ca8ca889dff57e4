import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import type { CaseDesk } from './desk.ts'
import { STAGES } from './figures.ts'
import type { CaseKind, FactColumn } from './holder.ts'
import { type CaseFilter, type CaseLine, type CaseSort, countCases, listCases } from './list-store.ts'
import { localMoment } from './model/clock.ts'
import { caseProblems } from './model/problems.ts'
import { viewLines } from './view.ts'

const PAGE = 500

type Line = Awaited<ReturnType<typeof viewLines<CaseLine>>>[number]

/** A column all kinds have. */
interface LineColumn extends Column {
  cell(line: Line): Cell
}

const moment = (at: string | null): Cell => (at ? localMoment(Date.parse(at)).slice(0, 16) : null)

/** Signs of a moment to its minute; a term of days has ten. */
const MINUTES = 16

const BEFORE: readonly LineColumn[] = [
  { head: '编号', width: 24, cell: ({ number }) => number },
  { head: '标题', width: 40, cell: ({ title }) => title },
  { head: '单位', width: 30, cell: ({ objectName }) => objectName },
]

const AFTER: readonly LineColumn[] = [
  { head: '网格编码', width: 18, cell: ({ gridCode }) => gridCode },
  { head: '所在网格', width: 18, cell: ({ gridName }) => gridName },
  { head: '状态', width: 12, cell: ({ stateTitle }) => stateTitle },
  { head: '是否办结', width: 10, cell: ({ closed }) => (closed ? '是' : '否') },
  { head: '承办机构', width: 24, cell: ({ holder }) => holder?.body ?? null },
  { head: '承办岗位', width: 18, cell: ({ holder }) => holder?.title ?? null },
  { head: '承办人', width: 12, cell: ({ holder }) => holder?.person ?? null },
  { head: '时限名称', width: 14, cell: ({ clock }) => clock?.title ?? null },
  { head: '期限', width: 18, cell: ({ clock }) => clock?.dueOn.slice(0, MINUTES) ?? null },
  {
    head: '时限情况',
    width: 12,
    cell: ({ clock }) => (clock?.stoppedSince ? '停表' : (STAGES[clock?.stage ?? ''] ?? null)),
  },
  { head: '是否督办', width: 10, cell: ({ supervised }) => (supervised ? '是' : '否') },
  { head: '发起时间', width: 18, cell: ({ openedAt }) => moment(openedAt) },
  { head: '已办步数', width: 10, cell: ({ acts }) => acts },
]

/** Columns of the export of a kind: what all have, with its own between. */
export function exportColumns({ list }: CaseKind): Column[] {
  return [...BEFORE, ...(list?.sheet ?? []), ...AFTER].map(({ head, width }) => ({ head, ...(width ? { width } : {}) }))
}

/**
 * How many rows an export will have, noted in the audit before the first of them leaves: an export nobody recorded must not exist.
 * @throws exportTooLarge when there are more than one export may carry
 */
export async function beginExport(
  db: Database,
  actor: Actor,
  kind: CaseKind,
  filter: CaseFilter,
  about: { asked: Record<string, unknown>; format: string; ceiling: number; meta: RequestMeta },
): Promise<number> {
  const { asked, format, ceiling, meta } = about
  const count = await db.read(actor.scope, (tx) => countCases(tx, actor.scope, filter, ceiling))
  if (count > ceiling)
    throw new Problem(
      caseProblems.exportTooLarge,
      `一次最多导出 ${ceiling.toLocaleString('zh-CN')} 件，请按网格、状态或日期缩小范围。`,
    )
  await db.write(actor.scope, (tx) =>
    appendAudit(tx, {
      action: `${kind.type.name}.exported`,
      ...actorLine(actor),
      objectType: kind.type.name,
      detail: { filter: asked, format, count },
      request: meta,
    }),
  )
  return count
}

/** Rows of an export page by page in the order of the list, at most as many as were counted. */
export async function* exportRows(
  db: Database,
  actor: Actor,
  desk: CaseDesk,
  kind: CaseKind,
  filter: CaseFilter,
  page: { sort: CaseSort; most: number },
): AsyncGenerator<Cell[]> {
  const { sort } = page
  let after: { key: string; id: string } | null = null
  for (let left = page.most; left > 0; ) {
    const limit = Math.min(PAGE, left)
    const from = after
    const { found, lines, facts } = await db.read(actor.scope, async (tx) => {
      const found = await listCases(tx, actor.scope, filter, { sort, after: from, limit })
      const ids = found.map(({ id }) => id)
      return { found, lines: await viewLines(tx, actor, desk, found), facts: await kind.list?.factsOf(tx, ids) }
    })
    for (const line of lines) yield rowOf(line, kind.list?.sheet ?? [], facts?.get(line.id) ?? null)
    const last = found.at(-1)
    if (!last || found.length < limit) return
    after = { key: last.sortKey, id: last.id }
    left -= found.length
  }
}

const rowOf = (line: Line, own: readonly FactColumn[], facts: unknown): Cell[] => [
  ...BEFORE.map(({ cell }) => cell(line)),
  ...own.map(({ cell }) => (facts === null ? null : cell(facts as never))),
  ...AFTER.map(({ cell }) => cell(line)),
]

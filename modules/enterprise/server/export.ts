import type { Database } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { displayValue } from '../model/display.ts'
import { type Field, fields } from '../model/fields.ts'
import { enterpriseProblems } from '../model/problems.ts'
import { maskValues } from '../model/rules.ts'
import type { EnterpriseFilterInput } from '../model/schema.ts'
import * as store from './store/enterprise.ts'
import { findCandidates } from './store/filter.ts'

const PAGE = 500

export const exportColumns: Column[] = [
  ...(fields as readonly Field[]).map(({ label, unit, type }) => ({
    head: unit ? `${label}(${unit})` : label,
    width: type === 'text' ? 24 : 14,
  })),
  { head: '网格编码', width: 18 },
  { head: '所在网格', width: 18 },
  { head: '重大危险源', width: 12 },
]

/**
 * How many rows an export will have. Throws when there are more than one export may carry: more is a copy of the
 * register, which the exchange interface is for.
 */
export async function countForExport(
  db: Database,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
  ceiling: number,
): Promise<number> {
  const count = await db.read(scope, async (tx) =>
    store.countUpTo(tx, scope, filter, today, ceiling + 1, await findCandidates(tx, scope, filter)),
  )
  if (count > ceiling) {
    throw new Problem(enterpriseProblems.exportTooLarge, `一次最多导出 ${ceiling} 家，请按网格或行业缩小范围。`)
  }
  return count
}

/** Rows of an export, personal data masked, page by page in the order of the list. */
export async function* exportRows(
  db: Database,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
): AsyncGenerator<Cell[]> {
  let cursor: string | undefined
  do {
    const after = cursor
    const page = await db.read(scope, async (tx) => {
      const list = await store.listEnterprises(tx, scope, filter, { cursor: after, limit: PAGE, today })
      const records = await store.listByIds(
        tx,
        scope,
        list.items.map(({ id }) => id),
      )
      return { ...list, records: new Map(records.map((record) => [record.id, record])) }
    })
    for (const item of page.items) {
      const record = page.records.get(item.id)
      if (record) yield exportRow(record, item.gridName)
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor)
}

function exportRow(record: store.EnterpriseRecord, gridName: string): Cell[] {
  const values = maskValues(record)
  return [
    ...(fields as readonly Field[]).map((field) => displayValue(field, values[field.key])),
    record.gridCode,
    gridName,
    record.hasMajorHazard ? '是' : '否',
  ]
}

import type { Readable } from 'node:stream'
import type { Database } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import { writeSheet } from '#kernel/sheet/write.ts'
import { outcomeNames } from '../../model/import-rules.ts'
import * as store from './store.ts'

/** The rows of an import that were not written, as they came, with the reason and the row number of the first sheet. */
export function refusedSheet(db: Database, scope: Scope, batch: store.ImportRow, format: 'xlsx' | 'csv'): Readable {
  const columns = (batch.mapping ?? []).map(({ column, head }) => ({ column, head: head.split('·').at(-1) as string }))
  const rows = refusedRows(
    db,
    scope,
    batch.id,
    columns.map(({ column }) => column),
  )
  return writeSheet(format, [...columns, { head: '未导入原因', width: 60 }, { head: '原表行号' }], rows)
}

/** All rows an import holds back, page by page. */
export async function* heldRows(db: Database, scope: Scope, importId: string): AsyncGenerator<store.HeldRow> {
  let cursor: string | undefined
  do {
    const after = cursor
    const page = await db.read(scope, (tx) => store.listHeldRows(tx, importId, { cursor: after, limit: 200 }))
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor)
}

async function* refusedRows(db: Database, scope: Scope, importId: string, columns: number[]): AsyncGenerator<Cell[]> {
  for await (const row of heldRows(db, scope, importId)) {
    if (row.outcome === 'noted' || row.decision === 'new' || row.decision === 'update') continue
    const faults = row.problems.filter(({ note }) => !note)
    const reasons = faults.map(({ head, message }) => `${message.startsWith(head) ? '' : `${head}：`}${message}`)
    yield [
      ...columns.map((column) => row.cells[column] ?? null),
      `${outcomeNames[row.outcome]}：${reasons.join('；')}`,
      row.rowNumber,
    ]
  }
}

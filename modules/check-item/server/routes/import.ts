import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { sheetColumns } from '../../model/columns.ts'
import type { Judged } from '../../model/rules.ts'
import { ApplyImport, CheckItemFilter, ImportPreview } from '../../model/schema.ts'
import { allChecks } from '../library.ts'
import { applyRows, judgeRows } from '../service/import.ts'
import { type ReadRow, readCheckSheet, sheetRows } from '../sheet.ts'
import { searchChecks } from './check.ts'

const tag = '检查项'

/** Checks in and out as a spreadsheet of the same columns. */
export const importRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/check-items/export',
    summary: '导出检查项，列与导入的相同',
    tag,
    permission: 'check-item.read',
    query: CheckItemFilter.extend({ format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ db, actor, query: { format, ...filter }, reply }) => {
      const checks = await db.read(actor.scope, (tx) => searchChecks(tx, actor, filter))
      const columns = sheetColumns.map(({ head, width }) => ({ head, width }))
      const name = `检查项-${filter.on ?? today()}-${checks.length}项`
      return sendSheet(reply, { name, format, columns, rows: sheetRows(checks) })
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-item-imports/preview',
    summary: '预览检查项表格（正文为 xlsx 或 csv 文件内容）：每一行会怎样，什么也不写',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.import-read',
    query: z.object({ filename: z.string().trim().min(1, '请给出文件名').max(200) }),
    answer: ImportPreview,
    raw: true,
    perMinute: 30,
    act: async ({ db, actor, query, request }) => {
      const rows = await readCheckSheet(request.body)
      const all = await db.read(actor.scope, (tx) => allChecks(tx, actor.gridCode))
      const items = previewOf(rows, (sound) => judgeRows(all, sound, actor.gridCode))
      const counts = { new: 0, typo: 0, unchanged: 0, refused: 0 }
      for (const { outcome } of items) counts[outcome] += 1
      return { filename: query.filename, items, nextCursor: null, total: items.length, counts }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-item-imports',
    summary: '写入预览过的行：一次写完，有一行不行就都不写',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.imported',
    body: ApplyImport,
    answer: z.object({ added: z.number(), corrected: z.number() }),
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const done = await applyRows(tx, actor, body.rows, body.why)
      note({
        objectType: 'check-item',
        gridCode: actor.gridCode,
        detail: { filename: body.filename, why: body.why, ...done },
      })
      return done
    },
  }),
]

/** Every row with what it would do; rows that could not be read are refused for what is wrong with their cells. */
function previewOf(
  rows: readonly ReadRow[],
  judge: (sound: { code: string; words: NonNullable<ReadRow['words']> }[]) => Judged[],
) {
  const sound = rows.flatMap(({ code, words, reasons }) => (words && reasons.length === 0 ? [{ code, words }] : []))
  const judged = judge(sound)
  let at = 0
  return rows.map(({ row, code, question, words, reasons }) => {
    if (!words || reasons.length > 0) return { row, code, question, outcome: 'refused' as const, reasons, input: null }
    const { outcome, reasons: why } = judged[at++] as Judged
    const writes = outcome === 'new' || outcome === 'typo'
    return { row, code, question, outcome, reasons: why, input: writes ? { code, words } : null }
  })
}

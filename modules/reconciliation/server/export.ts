import type { z } from 'zod'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { differenceKinds, verdicts } from '../model/codes.ts'
import type { DifferenceView } from '../model/schema.ts'

export const differenceColumns: Column[] = [
  { head: '类别', width: 12 },
  { head: '原表行', width: 8 },
  { head: '代码或编号', width: 22 },
  { head: '名称', width: 36 },
  { head: '栏目', width: 16 },
  { head: '平台', width: 24 },
  { head: '台账', width: 24 },
  { head: '说明', width: 32 },
  { head: '处理', width: 12 },
  { head: '处理说明', width: 28 },
  { head: '处理人', width: 24 },
  { head: '处理时间', width: 20 },
]

/** A difference as rows of a table: one for each field that differs. */
export function differenceRows(one: z.input<typeof DifferenceView>): Cell[][] {
  const head = [differenceKinds[one.kind].title, one.row, one.code, one.title]
  const tail = [
    one.goneAt ? '已一致' : one.verdict ? verdicts[one.verdict].title : '未决',
    ...[one.reason, one.settledBy, one.settledAt?.slice(0, 19).replace('T', ' ') ?? null],
  ]
  const said =
    one.twinRow !== null
      ? `与第 ${one.twinRow} 行相同`
      : [one.why, ...one.candidates.map(({ title }) => title)].filter(Boolean).join('：')
  if (one.fields.length === 0) return [[...head, null, null, null, said, ...tail]]
  return one.fields.map(({ label, platform, office }) => [...head, label, platform, office, said, ...tail])
}

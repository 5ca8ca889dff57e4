import { Problem } from '#kernel/http/problem.ts'
import type { ListKind } from './list.ts'

const kinds = {
  notFound: { type: 'reconciliation/not-found', status: 404, title: '没有这次核对' },
  noList: { type: 'reconciliation/no-list', status: 404, title: '没有这种台账' },
  gridOutside: { type: 'reconciliation/grid-outside', status: 403, title: '不在您的辖区' },
  badPeriod: { type: 'reconciliation/bad-period', status: 422, title: '起止日期有误' },
  unreadable: { type: 'reconciliation/sheet-unreadable', status: 422, title: '表格读不出来' },
  unrelated: { type: 'reconciliation/unrelated', status: 422, title: '不像这种台账' },
  noRows: { type: 'reconciliation/no-rows', status: 422, title: '表里没有数据' },
  tooMany: { type: 'reconciliation/too-many-rows', status: 422, title: '行数过多' },
  whichSheet: { type: 'reconciliation/which-sheet', status: 422, title: '有几张工作表' },
  notMapped: { type: 'reconciliation/not-mapped', status: 422, title: '还缺要紧的列' },
  closed: { type: 'reconciliation/closed', status: 409, title: '现在不能这样办' },
  settled: { type: 'reconciliation/already-settled', status: 409, title: '已经有人处理' },
  gone: { type: 'reconciliation/gone', status: 409, title: '差异已经没有了' },
} as const

export const noReconciliation = () => new Problem(kinds.notFound, '找不到这次核对。可能编号有误，或不在您的网格内。')
export const noDifference = () => new Problem(kinds.notFound, '有的差异不在这次核对里，刷新后再选。')
export const noList = (name: string) =>
  new Problem(kinds.noList, `没有「${name}」这种台账，或者它的数据不在您的职责范围内。`)
export const gridOutside = (grid: string) => new Problem(kinds.gridOutside, `网格 ${grid} 不在您的辖区。`)
export const endsBeforeItBegins = () => new Problem(kinds.badPeriod, '截止日期要晚于或等于开始日期。')
export const notYet = () => new Problem(kinds.badPeriod, '截止日期不能晚于今天。')
export const needsBeginning = (title: string) =>
  new Problem(kinds.badPeriod, `${title}按一段时间核对，要写明从哪天起、到哪天止。`)
export const unreadable = (why: string) => new Problem(kinds.unreadable, why)
export const emptySheet = (name: string) =>
  new Problem(kinds.noRows, `${name ? `工作表「${name}」` : '这份表格'}只有表头，下面没有数据。`)
export const tooManyRows = (most: number) =>
  new Problem(kinds.tooMany, `数据超过 ${most.toLocaleString('zh-CN')} 行。按镇街或按月份分成几份，分别核对。`)

/** Which columns were looked for and which were found. */
export function unrelated({ title, columns }: ListKind, needed: string, heads: readonly string[]): Problem {
  const found =
    heads.length > 0
      ? `前 200 行里像表头的一行写着：${heads.slice(0, 12).join('、')}${heads.length > 12 ? '等' : ''}`
      : '前 200 行里没有一行像表头'
  return new Problem(
    kinds.unrelated,
    `这份表格不像${title}。至少要有${needed}；要找的列是：${columns.map(({ label }) => label).join('、')}。${found}。`,
  )
}

export const whichSheet = (sheets: readonly { at: number; name: string }[]) =>
  new Problem(
    kinds.whichSheet,
    `有 ${sheets.length} 张工作表都像台账：${sheets.map(({ name }) => `「${name}」`).join('、')}。选一张再上传。`,
    {
      sheets,
    },
  )

export const notMapped = (needed: string) =>
  new Problem(kinds.notMapped, `至少要指出${needed}，不然认不出哪行是哪一条。`)

export const closed = (detail: string) => new Problem(kinds.closed, detail)

export const alreadySettled = (who: string, verdict: string) =>
  new Problem(kinds.settled, `其中有一处已由${who}定为「${verdict}」。要改，先重开它。`)
export const goneByNow = () => new Problem(kinds.gone, '其中有一处已经一致，不用再处理。刷新后再选。')

import type { Words } from './rules.ts'

/** A column of the sheet, by the field it holds. */
export type Field = keyof Words | 'code'

/** Columns of the sheet (check-items.md §1): as the seed names them, and how offices call them. */
export const sheetColumns: readonly { field: Field; head: string; also: string; note: string; width: number }[] = [
  { field: 'code', note: '新增的本地项以区划开头', head: 'item_code', also: '编码', width: 20 },
  { field: 'industry', note: '代码或中文名', head: 'industry', also: '行业', width: 18 },
  { field: 'audience', note: '政府、企业或都用', head: 'audience', also: '给谁用', width: 12 },
  { field: 'category', note: '如 B01、S03', head: 'category_code', also: '类别', width: 12 },
  { field: 'question', note: '40 字以内', head: 'item_zh', also: '检查内容', width: 36 },
  { field: 'how', note: '60 字以内', head: 'how_zh', also: '检查方法', width: 32 },
  { field: 'basis', note: '几个依据用；隔开', head: 'basis_zh', also: '依据', width: 40 },
  { field: 'penaltyItem', note: '可空', head: 'penalty_item', also: '处罚项', width: 12 },
  { field: 'rank', note: '一般或重大', head: 'default_rank', also: '等级', width: 12 },
  { field: 'criterion', note: '重大的必填', head: 'criterion_code', also: '判定标准', width: 14 },
  { field: 'plain', note: '30 字以内', head: 'plain_zh', also: '通俗问法', width: 28 },
  { field: 'rectification', note: '40 字以内', head: 'typical_rectification_zh', also: '整改要求', width: 28 },
  { field: 'days', note: '日，1 为立即', head: 'default_days', also: '整改期限', width: 12 },
  { field: 'photoRequired', note: '1 或 0', head: 'photo_required', also: '是否拍照', width: 14 },
  { field: 'from', note: '如 2026-01-01', head: 'effective_from', also: '起用日期', width: 14 },
  { field: 'verified', note: '1 或 0', head: 'verified', also: '已核对', width: 10 },
]

import { partyColumns } from '#modules/enterprise/model/listed.ts'
import { choicesOf, type ListKind } from '#modules/reconciliation/model/list.ts'
import { inspectionReasons } from './codes.ts'

/** 执法检查台账: visits of a period. */
export const inspectionList: ListKind = {
  name: 'inspection',
  title: '执法检查台账',
  unit: '次',
  permission: 'inspection.read',
  isStanding: false,
  columns: [
    { key: 'number', label: '检查编号', kind: 'number', heads: ['编号', '检查记录编号', '记录编号'], onlyFinds: true },
    partyColumns.code,
    partyColumns.name,
    partyColumns.place,
    {
      key: 'day',
      label: '检查日期',
      kind: 'day',
      heads: ['检查时间', '执法检查时间', '执法日期', '日期', '时间', '到场日期'],
    },
    {
      key: 'found',
      label: '查出问题数',
      kind: 'count',
      heads: ['问题数', '隐患数', '发现问题数', '发现隐患数', '查出隐患数', '问题数量', '隐患数量', '问题条数'],
    },
    {
      key: 'reason',
      label: '检查事由',
      kind: 'choice',
      heads: ['事由', '检查类型', '检查类别'],
      choices: choicesOf(inspectionReasons),
    },
  ],
  ways: [
    { by: ['number'], isSure: true },
    { by: ['party', 'day'], isSure: true },
    { by: ['name', 'day'], samePlace: true, isSure: true },
  ],
  figure: 'inspection.visited',
  figures: ['inspection.visited', 'inspection.found', 'inspection.per-hundred'],
  add: { to: '/inspections/new', label: '去补登检查' },
}

import { partyColumns } from '#modules/enterprise/model/listed.ts'
import type { ListKind } from '#modules/reconciliation/model/list.ts'

/** 执法文书台账: documents issued in a period. */
export const documentList: ListKind = {
  name: 'legal_document',
  title: '执法文书台账',
  unit: '份',
  permission: 'legal-document.read',
  isStanding: false,
  columns: [
    { key: 'number', label: '文号', kind: 'number', heads: ['文书编号', '文书号', '编号', '文书文号', '文书字号'] },
    partyColumns.code,
    partyColumns.name,
    partyColumns.place,
    { key: 'title', label: '文书名称', kind: 'text', heads: ['文书', '文书种类', '文书类型', '文书类别', '名称'] },
    {
      key: 'day',
      label: '签发日期',
      kind: 'day',
      heads: ['签发时间', '下达日期', '下达时间', '文书日期', '日期', '开具日期', '送达日期'],
    },
  ],
  ways: [
    { by: ['number'], isSure: true },
    { by: ['party', 'day', 'title'], isSure: true },
    { by: ['name', 'day', 'title'], samePlace: true, isSure: true },
  ],
  figure: 'legal_document.issued',
  figures: ['legal_document.issued', 'legal_document.orders', 'legal_document.opinions'],
  add: { to: '/legal-documents/new', label: '去补开文书' },
}

import { type ListColumn, type ListKind, PLACE } from '#modules/reconciliation/model/list.ts'
import { type CodeListName, codeLists } from './codes.ts'
import { fieldOf } from './fields.ts'
import { placeColumns } from './import-rules.ts'

/** A column offices head as the import of the register knows it. */
const column = (key: string, field: string, kind: ListColumn['kind'], list?: CodeListName): ListColumn => {
  const { label, heads } = fieldOf(field)
  return { key, label, kind, heads, ...(list ? { choices: codeLists[list] } : {}) }
}

/** What says where a row lies, the nearest first: the name of a village alone says no place. */
const places = ['town', 'gridCode', 'county'].flatMap((key) => placeColumns.filter((column) => column.key === key))

/** Whose row it is and where it lies, in every list that concerns enterprises. */
export const partyColumns = {
  place: {
    key: PLACE,
    label: '镇街（网格）',
    kind: 'place',
    heads: places.flatMap(({ label, heads }) => [label, ...heads]),
  },
  code: { ...column('party', 'creditCode', 'credit-code'), label: '统一社会信用代码' },
  name: {
    ...column('name', 'name', 'name'),
    heads: [
      ...fieldOf('name').heads,
      '企业',
      '单位',
      '受检单位',
      '被检查企业',
      '受检查单位',
      '当事人',
      '当事人名称',
      '被检查对象',
      '生产经营单位',
    ],
  },
} as const satisfies Record<string, ListColumn>

/** 企业台账: what the office keeps of the enterprises of a grid. */
export const enterpriseList: ListKind = {
  name: 'enterprise',
  title: '企业台账',
  unit: '家',
  permission: 'enterprise.read',
  isStanding: true,
  columns: [
    column('code', 'creditCode', 'credit-code'),
    { ...column('name', 'name', 'name'), heads: [...fieldOf('name').heads, '企业', '单位', '公司', '厂名'] },
    partyColumns.place,
    column('class', 'regulatorClasses', 'choices', 'regulatorClass'),
    column('category', 'superviseCategory', 'choice', 'superviseCategory'),
    column('scale', 'scale', 'choice', 'scale'),
    column('risk', 'riskLevel', 'choice', 'riskLevel'),
    column('state', 'operatingState', 'choice', 'operatingState'),
  ],
  ways: [
    { by: ['code'], isSure: true },
    { by: ['name'], samePlace: true, isSure: true },
    { by: ['name'], rowSays: 'formerNames', samePlace: true, isSure: true },
    { by: ['name'], isSure: false },
    { by: ['name'], rowSays: 'formerNames', isSure: false },
  ],
  figure: 'enterprise.count',
  figures: ['enterprise.count'],
  add: { to: '/enterprises/new', label: '去登记' },
}

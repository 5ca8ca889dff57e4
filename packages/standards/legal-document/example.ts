import type { Field } from '#standards/document-layout/block.ts'

const party = {
  kind: 'unit',
  name: '示例精细化工有限公司',
  idNo: '91370599MA0DEM013Y',
  address: '示例区滨海化工园纬三路8号',
  postcode: '257000',
  representative: '宋启明',
  post: '总经理',
  phone: '0546-5550108',
  gender: '男',
  age: '45',
  employer: '示例精细化工有限公司',
  employerAddress: '示例区滨海化工园纬三路8号',
}

const officers = [
  { name: '张明远', certNo: '鲁E0501127' },
  { name: '赵立群', certNo: '鲁E0501133' },
]

const articles = ['《中华人民共和国安全生产法》第三十五条', '《中华人民共和国安全生产法》第三十六条第二款']

/** Values that make a form look filled in, for the preview of a template nobody has used yet. Signatures stay blank. */
export const exampleValues = (fields: readonly Field[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.flatMap((field) => (isSigned(field) ? [] : [[field.key, exampleOf(field)]])))

const isSigned = ({ type }: Field): boolean => type === 'signature' || type === 'seal'

function exampleOf(field: Field): unknown {
  switch (field.type) {
    case 'party':
      return party
    case 'officer':
      return officers
    case 'date':
      return '2026-09-08'
    case 'datetime':
      return /^end|To$/.test(field.key) ? '2026-09-08T11:40' : '2026-09-08T09:10'
    case 'money':
      return '43000.00'
    case 'law_articles':
      return articles
    case 'enum':
      return field.options?.[0] ?? '是'
    case 'attachment_list':
      return [{ name: '现场照片1' }, { name: '营业执照复印件' }]
    case 'table':
      return [1, 2].map((n) => exampleRow(field, n))
    default:
      return field.key === 'documentNo'
        ? '（示例）应急示〔2026〕1号'
        : `${field.label_zh}的内容`.slice(0, field.max_length ?? 40)
  }
}

const exampleRow = (field: Field, n: number): Record<string, unknown> =>
  Object.fromEntries((field.columns ?? []).map(({ key, label_zh, type }) => [key, exampleCell(type, label_zh, n)]))

function exampleCell(type: string, label: string, n: number): unknown {
  if (type === 'date') return `2026-09-${String(14 + n)}`
  if (type === 'datetime') return `2026-09-${String(14 + n)}T09:05`
  if (type === 'money') return `${n}0000.00`
  if (type === 'law_articles') return articles[0]
  return `${label}${n}`
}

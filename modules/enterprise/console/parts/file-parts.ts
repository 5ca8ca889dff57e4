import { type Field, fields } from '../../model/fields.ts'
import { type Ledger, ledgers } from '../../model/ledgers.ts'

/** One of the six parts of the file, numbered as on the paper form. */
export interface FilePart {
  key: 'base' | 'industry' | 'safety' | 'licence' | 'occupational' | 'emergency'
  numeral: string
  title: string
  fields: readonly Field[]
  ledgers: readonly Ledger[]
}

const part = (key: FilePart['key'], numeral: string, title: string): FilePart => ({
  key,
  numeral,
  title,
  fields: (fields as readonly Field[]).filter((field) => field.part === key),
  ledgers: ledgers.filter((ledger) => ledger.part === key),
})

/** The six parts in their order. */
export const fileParts: readonly FilePart[] = [
  part('base', '一', '基本信息'),
  part('industry', '二', '行业与监管'),
  part('safety', '三', '安全管理台账'),
  part('licence', '四', '资质证照'),
  part('occupational', '五', '职业健康'),
  part('emergency', '六', '应急救援'),
]

/** The part an address names; the first when it names none. */
export const partOf = (key: string | undefined): FilePart =>
  fileParts.find((candidate) => candidate.key === key) ?? (fileParts[0] as FilePart)

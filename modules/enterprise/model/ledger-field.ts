import type { Field } from './fields.ts'

/** A field of a ledger row. Like a field of the register, with options by the codes of the exchange catalogue. */
export type LedgerField = Omit<Field, 'heads' | 'part' | 'type' | 'personal' | 'list'> & {
  type: Exclude<Field['type'], 'code' | 'codes' | 'industry'> | 'option'
  personal?: 'name' | 'phone' | 'id' | 'certificate'
  options?: readonly Option[]
}

/** One allowed value: its code in the exchange catalogue and its name. */
export interface Option {
  code: string
  name: string
}

export function field(
  key: string,
  label: string,
  type: LedgerField['type'],
  more: Partial<LedgerField> = {},
): LedgerField {
  return { key, label, type, ...more }
}

/** Options out of `code name code name …`. */
export function options(text: string): readonly Option[] {
  const words = text.split(' ')
  return Array.from({ length: words.length / 2 }, (_, at) => ({
    code: words[at * 2] as string,
    name: words[at * 2 + 1] as string,
  }))
}

/** CL25. */
export const equipmentStates = options('1 在用 2 备用 3 停用 4 检修 5 故障 6 报废 7 离线')

/** CL23. */
export const licenceStates = options('1 有效 2 即将到期 3 过期 4 暂扣 5 吊销 6 撤销 7 注销 8 变更中')

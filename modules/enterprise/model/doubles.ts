/** Why two files may be of one enterprise; the words the pages show, in the order they are told. */
export const doubleReasons = {
  'same-name': '名称相同',
  'alike-name': '名称相近',
  'former-name': '与曾用名相近',
  'same-address': '地址相同',
  'alike-address': '地址相近',
  'near-place': '相距不到 100 米',
  'same-phone': '电话相同',
  'same-legal-representative': '同一法定代表人',
  'missing-code': '有一方没有信用代码',
  'other-code': '信用代码不同',
} as const

export type DoubleReason = keyof typeof doubleReasons

/** Two enterprises that may be one: how strongly, from 0 to 100, and why. */
export interface Nearness {
  score: number
  reasons: DoubleReason[]
}

/** The reasons as one phrase: 名称相近、电话相同. What the codes say is told elsewhere. */
export const reasonWords = (reasons: readonly DoubleReason[]): string =>
  reasons
    .filter((reason) => reason !== 'missing-code' && reason !== 'other-code')
    .map((reason) => doubleReasons[reason])
    .join('、')

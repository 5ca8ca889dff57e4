import type { PartyKind } from './codes.ts'

/** What the public reads of a party: a unit by its name, a person by the family name alone (行政处罚法第48条; personal data removed). */
export const publicParty = (kind: PartyKind, name: string): string =>
  kind === 'unit' ? name : `${[...name][0] ?? ''}某`

const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/
const RESIDENT_ID = /(?<![\dXx])\d{17}[\dXx](?![\dXx])|(?<!\d)\d{15}(?!\d)/
const CARD = /(?<!\d)\d{16,19}(?!\d)/

/** Why a text may not be published, as a sentence; null when nothing personal was found in it. @param names of persons the case names */
export function personalIn(text: string, names: readonly string[]): string | null {
  const plain = text.normalize('NFKC')
  if (RESIDENT_ID.test(plain)) return '公示内容里有证件号码，请删掉'
  if (PHONE.test(plain)) return '公示内容里有电话号码，请删掉'
  if (CARD.test(plain)) return '公示内容里有账号，请删掉'
  const name = names.find((one) => one.length > 1 && plain.includes(one.normalize('NFKC')))
  return name ? `公示内容里有个人姓名「${name}」，请删掉或只写姓` : null
}

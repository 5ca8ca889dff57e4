import type { PartyKind } from './codes.ts'

/** Family names of two characters (复姓). */
const DOUBLE = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 ' +
    '呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 南荣'
  ).split(' '),
)

/** What the public reads of a party: a unit by its name, a person by the family name alone (行政处罚法第48条; personal data removed). */
export function publicParty(kind: PartyKind, name: string): string {
  if (kind === 'unit') return name
  const letters = [...name.normalize('NFKC').replace(/\s/g, '')]
  const two = letters.slice(0, 2).join('')
  return `${letters.length > 2 && DOUBLE.has(two) ? two : (letters[0] ?? '')}某`
}

/** What may stand between the digits of a number so that it is not found: blanks, hyphens of every kind, dots, what is not seen. */
const GAP = '[\\s\\p{Pd}\\p{Cf}−_.·]{0,3}'
const digits = (count: string) => `(?:${GAP}\\d){${count}}`
const PHONE = new RegExp(
  `(?<!\\d)1${GAP}[3-9]${digits('9')}(?!\\d)|(?<!\\d)0${digits('2,3')}${GAP}${digits('7,8')}(?!\\d)`,
  'u',
)
const RESIDENT_ID = new RegExp(`(?<![\\dXx])\\d${digits('16')}${GAP}[\\dXx](?![\\dXx])`, 'u')
const OLD_ID = new RegExp(`(?<!\\d)\\d${digits('14')}(?!\\d)`, 'u')
const CARD = new RegExp(`(?<!\\d)\\d${digits('15,18')}(?!\\d)`, 'u')
/** Days are no numbers of anybody. */
const DAY = /(?<!\d)(?:19|20)\d{2}[-.]\d{1,2}[-.]\d{1,2}(?!\d)/g

/** Why a text may not be published, as a sentence; null when nothing personal was found in it. @param names of persons the case names */
export function personalIn(text: string, names: readonly string[]): string | null {
  const plain = text.normalize('NFKC')
  const dayless = plain.replace(DAY, '日')
  if (RESIDENT_ID.test(plain) || OLD_ID.test(dayless)) return '公示内容里有证件号码，请删掉'
  if (PHONE.test(dayless)) return '公示内容里有电话号码，请删掉'
  if (CARD.test(dayless)) return '公示内容里有账号，请删掉'
  const closed = (words: string) => words.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')
  const name = names.find((one) => closed(one).length > 1 && closed(plain).includes(closed(one)))
  return name ? `公示内容里有个人姓名「${name}」，请删掉或只写姓` : null
}

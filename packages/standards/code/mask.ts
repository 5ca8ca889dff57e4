/** Two-character surnames (复姓) that keep both characters when a name is masked. security-baseline.md §3. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰'
  ).split(' '),
)

/**
 * The name with everything but the surname starred: 张* , 欧阳** . security-baseline.md §3.
 * A name in other scripts keeps its first character. A one-character name still shows one star.
 */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  if (chars.length === 0) return ''
  const isCompound = chars.length > 2 && COMPOUND_SURNAMES.has(chars.slice(0, 2).join(''))
  const kept = isCompound ? 2 : 1
  return chars.slice(0, kept).join('') + '*'.repeat(Math.max(chars.length - kept, 1))
}

/** The phone number with the middle starred: 138****8000, 0571-****4321. security-baseline.md §3, codes.md §6. */
export function maskPhone(phone: string): string {
  const text = phone.normalize('NFKC').trim()
  const landline = /^(0\d{2,3})-(\d{3,4})(\d{4})(-\d+)?$/.exec(text)
  if (landline) return `${landline[1]}-****${landline[3]}`
  if (text.length < 8) return '*'.repeat(text.length)
  return text.slice(0, 3) + '*'.repeat(Math.max(text.length - 7, 1)) + text.slice(-4)
}

/**
 * The ID number with only first and last character left, or first three and last four for entitled roles.
 * security-baseline.md §3, codes.md §3.
 */
export function maskIdNumber(idNumber: string, view: 'default' | 'entitled' = 'default'): string {
  return view === 'entitled' ? keepEnds(idNumber.trim(), 3, 4) : keepEnds(idNumber.trim(), 1, 1)
}

/** The certificate number with the first four and last four characters left. security-baseline.md §3. */
export function maskCertificateNumber(certificateNumber: string): string {
  return keepEnds(certificateNumber.trim(), 4, 4)
}

/** The bank card number with only the last four digits left. security-baseline.md §3. */
export function maskBankCard(card: string): string {
  const digits = card.replace(/[\s-]/g, '')
  return digits.length <= 4 ? '*'.repeat(digits.length) : '*'.repeat(digits.length - 4) + digits.slice(-4)
}

// 街道 is a town-level authority, not a street, so 街 followed by 道 does not end the road.
const ROAD_END = /^.*?(?:路|大街|街(?!道)|大道|巷|弄|胡同|公路|国道|省道|县道)/u
const AREA_END =
  /^(?:.{2,8}?(?:省|自治区|特别行政区))?(?:.{1,9}?(?:市|自治州|盟|地区))?(?:.{1,9}?(?:区|县|旗|市))?(?:.{1,9}?(?:街道|镇|乡|苏木))?/u

/**
 * The address down to its road: 文三路***. security-baseline.md §3. Without a road it stops at the town, district or city;
 * an address with neither is starred whole.
 */
export function maskAddress(address: string): string {
  const text = address.trim()
  if (text === '') return ''
  const area = AREA_END.exec(text)?.[0] ?? ''
  const road = ROAD_END.exec(text)?.[0]
  return `${road ?? area}***`
}

// A text too short to hide anything behind its ends keeps one character or none.
function keepEnds(text: string, head: number, tail: number): string {
  const chars = [...text]
  if (chars.length > head + tail) {
    return chars.slice(0, head).join('') + '*'.repeat(chars.length - head - tail) + chars.slice(-tail).join('')
  }
  return chars.length <= 2 ? '*'.repeat(chars.length) : `${chars[0]}${'*'.repeat(chars.length - 1)}`
}

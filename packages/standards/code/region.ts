import { type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'

/** Province codes with name. GB/T 2260-2007 table 1. */
export const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
}

/** Cities without districts (不设区的市): towns follow the city directly, with 00 as county. codes.md §4, 2023 data. */
export const CITIES_WITHOUT_DISTRICTS: readonly string[] = ['4419', '4420', '4604']

export type RegionLevel = 'province' | 'city' | 'county' | 'town' | 'village'

const LEVEL_NAMES: Readonly<Record<RegionLevel, string>> = {
  province: '省级',
  city: '地级',
  county: '县级',
  town: '乡级',
  village: '村级',
}
const PREFIX_LEVELS: Readonly<Record<number, RegionLevel>> = {
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
}

/** A region finding also says where the code stands in the tree; level and parent are null when it is invalid. */
export interface RegionFinding extends CodeFinding {
  readonly level: RegionLevel | null
  /** The parent's code, padded with zeros to the length of the code asked about; null for a province. */
  readonly parent: string | null
}

/** The name of the province a region code starts with, or null when GB/T 2260 has no such province. */
export function provinceName(code: string): string | null {
  return PROVINCES[code.slice(0, 2)] ?? null
}

/**
 * The significant digits of a region code: 2, 4, 6, 9 or 12 of them, padding zeros trimmed. codes.md §4.
 * '330100000000' gives '3301'; '441900' gives '4419'; '441900003000' gives '441900003'. A prefix stays as it is.
 */
export function regionPrefix(code: string): string {
  const groups = [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6), code.slice(6, 9), code.slice(9, 12)]
  const last = groups.findLastIndex((group) => /[1-9]/.test(group))
  return groups.slice(0, Math.max(last, 0) + 1).join('')
}

/** The level of a padded or trimmed region code, or null when the length fits no level. codes.md §4. */
export function regionLevel(code: string): RegionLevel | null {
  return PREFIX_LEVELS[regionPrefix(code).length] ?? null
}

/**
 * The parent of a region code, padded to the length of the code: truncate to 2, 4, 6 or 9 and pad. codes.md §4.
 * The parent of a town of a city without districts is the city. Null for a province.
 */
export function regionParent(code: string): string | null {
  const prefix = regionPrefix(code)
  if (prefix.length <= 2) return null
  const size = { 4: 2, 6: 4, 9: 6, 12: 9 }[prefix.length] ?? 0
  return prefix.slice(0, size).padEnd(Math.max(code.length, 6), '0')
}

/**
 * Whether a text is a region code (行政区划代码 / 统计用区划代码) of 6, 9 or 12 digits. GB/T 2260, GB/T 10114.
 * Without `isKnown` only form, province and padding are judged.
 * @param isKnown says whether a trimmed code (see regionPrefix) is in the region table
 */
export function checkRegion(value: string, isKnown?: (prefix: string) => boolean): RegionFinding {
  const code = normalizeCode(value)
  const reason = describeRegionProblem(code, isKnown)
  if (reason !== null) {
    const digits = code.replace(/\D/g, '')
    const hint = digits !== code && /^(\d{6}|\d{9}|\d{12})$/.test(digits) ? `去掉分隔符后为 ${digits}` : undefined
    return { ...refuse(value, code, reason, hint), level: null, parent: null }
  }
  return { value, normalized: code, valid: true, reason: null, level: regionLevel(code), parent: regionParent(code) }
}

function describeRegionProblem(code: string, isKnown?: (prefix: string) => boolean): string | null {
  if (code === '') return '区划代码不能为空'
  const illegal = describeIllegal(code, (char) => /\d/.test(char))
  if (illegal) return `区划代码只能是数字：${illegal}`
  if (![6, 9, 12].includes(code.length)) return `应为 6、9 或 12 位，实际为 ${code.length} 位`
  if (/^0+$/.test(code)) return '区划代码不能全为 0'
  if (provinceName(code) === null) return `省级代码 ${code.slice(0, 2)} 不存在`
  return describeGap(code) ?? describeUnknown(code, isKnown)
}

/** A Chinese sentence when a lower level is given below an empty upper level, or null. codes.md §4. */
function describeGap(code: string): string | null {
  const [city, county, town, village] = [code.slice(2, 4), code.slice(4, 6), code.slice(6, 9), code.slice(9, 12)]
  const isEmpty = (part: string) => /^0*$/.test(part)
  if (isEmpty(city) && !(isEmpty(county) && isEmpty(town) && isEmpty(village))) return '有下级代码但地级代码为 00'
  const mayOmitCounty = CITIES_WITHOUT_DISTRICTS.includes(code.slice(0, 4))
  if (isEmpty(county) && !mayOmitCounty && !(isEmpty(town) && isEmpty(village)))
    return '有乡级或村级代码但县级代码为 00'
  if (isEmpty(town) && !isEmpty(village)) return '有村级代码但乡级代码为 000'
  return null
}

function describeUnknown(code: string, isKnown?: (prefix: string) => boolean): string | null {
  if (!isKnown) return null
  const prefix = regionPrefix(code)
  if (isKnown(prefix)) return null
  const level = regionLevel(code)
  return `${level ? LEVEL_NAMES[level] : ''}代码 ${prefix} 不在区划表中`
}

import { checkPhone } from '#standards/code/phone.ts'
import { checkUscc } from '#standards/code/uscc.ts'
import { checkIndustry, searchIndustries } from '#standards/industry/industry.ts'
import { type CodeListName, codeKey, codeLists } from './codes.ts'
import type { Field } from './fields.ts'
import type { Option } from './ledger-field.ts'

export type Value = string | number | boolean | string[] | null

/** A field of the register or of a ledger. */
export type Readable = Pick<Field, 'key' | 'label' | 'list' | 'max' | 'unit'> & {
  type: Field['type'] | 'option'
  options?: readonly Option[]
}

/** What became of something written: the value to store, or a sentence saying what is wrong with it. */
export type Reading = { value: Value; problem?: undefined; remark?: string } | { problem: string; value?: undefined }

// Zero-width and direction marks; the joiner inside emoji and scripts that need it stays.
const INVISIBLE = /[\u00AD\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu

// Offices write these for "nothing here".
const BLANK = /^[\s\-—–/\\.无]*$|^(暂无|没有|不详|未知|null|none|n\/a|#n\/a)$/iu

/**
 * Reads one value of the register, however it was typed: full-width digits, thousands separators, Excel dates, code names.
 * The same for form, import and exchange, so that a value is accepted everywhere or nowhere.
 */
export function readValue(field: Readable, raw: unknown, place: ReadingPlace = {}): Reading {
  if (raw === null || raw === undefined) return { value: field.type === 'codes' ? [] : null }
  if (typeof raw === 'string' && BLANK.test(raw.trim()) && !isOwnName(field, raw))
    return { value: field.type === 'codes' ? [] : null }
  return readers[field.type](field, raw, place)
}

/** Where something was written; what is left out there is understood. */
export interface ReadingPlace {
  /** Area code of landlines written without one. */
  areaCode?: string | null
}

/** 「无」 is a word of some code lists (标准化等级：无). */
const isOwnName = (field: Readable, raw: string) => field.list !== undefined && codeKey(field.list, raw.trim()) !== null

const text = (raw: unknown) =>
  (typeof raw === 'string' ? raw : Array.isArray(raw) ? raw.join('、') : String(raw)).normalize('NFC')

/** Half-width, without invisible characters and outer blanks. */
const plain = (raw: unknown) => text(raw).normalize('NFKC').replace(INVISIBLE, '').trim()

const readers: Record<Readable['type'], (field: Readable, raw: unknown, place: ReadingPlace) => Reading> = {
  option: readOption,
  text: readText,
  uscc: (field, raw) => readUscc(field, plain(raw).replace(/^'|[\s-]/g, '')),
  phone: readPhone,
  industry: readIndustry,
  code: readCode,
  codes: readCodes,
  date: readDate,
  number: (field, raw) => readNumber(field, raw, false),
  integer: (field, raw) => readNumber(field, raw, true),
  boolean: readBoolean,
  lng: (field, raw) => readCoordinate(field, raw, 73.4, 135.1),
  lat: (field, raw) => readCoordinate(field, raw, 3.4, 53.6),
}

function readText(field: Readable, raw: unknown): Reading {
  // Names keep their own punctuation; only blanks, line breaks and invisible characters are tidied.
  const value = text(raw)
    .replace(INVISIBLE, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed here
    .replace(/[\u0000-\u001F\u007F]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const limit = field.max ?? 200
  const length = [...value].length
  if (length > limit) return { problem: `${field.label}最多 ${limit} 个字，实际 ${length} 个字` }
  return { value: value === '' ? null : value }
}

function readUscc(field: Readable, raw: string): Reading {
  const finding = checkUscc(raw)
  return finding.valid ? { value: finding.normalized } : { problem: `${field.label}${sentence(finding.reason)}` }
}

function readPhone(field: Readable, raw: unknown, { areaCode }: ReadingPlace): Reading {
  const candidates = plain(raw)
    .split(/[、,，;；/]|\s{2,}/)
    .filter((part) => part.trim() !== '')
  const findings = candidates.map((candidate) => checkReachable(candidate, areaCode ?? null))
  const valid = findings.find(({ number }) => number !== null)
  if (!valid?.number)
    return { problem: `${field.label}「${plain(raw).slice(0, 30)}」${sentence(findings[0]?.reason ?? '不能识别')}` }
  const remarks = [
    ...(candidates.length > 1 ? [`写了 ${candidates.length} 个号码，取 ${valid.number}`] : []),
    ...(valid.remark ? [valid.remark] : []),
  ]
  return remarks.length > 0 ? { value: valid.number, remark: remarks.join('；') } : { value: valid.number }
}

interface Reachable {
  number: string | null
  reason?: string | null
  remark?: string
}

/**
 * A number under which an enterprise can be reached: mobile, landline with area code, 400 or 800. A landline without its
 * area code gets that of the place where it is known; short numbers (119, 12345, 95598) reach an authority or a hotline.
 */
function checkReachable(written: string, areaCode: string | null): Reachable {
  const digits = written.replace(/[\s-]/g, '')
  if (areaCode && /^[2-8]\d{6,7}$/.test(digits)) {
    return { number: `${areaCode}-${digits}`, remark: `${written.trim()} 没有区号，按当地区号 ${areaCode} 登记` }
  }
  const finding = checkPhone(written)
  if (!finding.valid) return { number: null, reason: finding.reason }
  const isHotline = /^\d{1,8}$/.test(finding.normalized)
  return isHotline ? { number: null, reason: '是短号或服务热线，不是这家企业的电话' } : { number: finding.normalized }
}

function readIndustry(field: Readable, raw: unknown): Reading {
  const written = plain(raw)
  const leading = /^[A-T]?\d{2,4}(?=\D|$)|^[A-T](?=\s|$)/i.exec(written)?.[0]
  const finding = checkIndustry(leading ?? written)
  if (finding.valid) return { value: finding.normalized }
  const named = searchIndustries(written, { limit: 20 }).filter(
    (industry) => industry.name.normalize('NFKC') === written,
  )
  const deepest = named.sort((a, b) => b.code.length - a.code.length)[0]
  if (deepest) return { value: deepest.code }
  return { problem: `${field.label}「${written.slice(0, 30)}」不在国民经济行业分类（GB/T 4754-2017）中` }
}

function readOption(field: Readable, raw: unknown): Reading {
  const written = plain(raw)
  const found = field.options?.find((option) => option.code === written || option.name.normalize('NFKC') === written)
  if (found) return { value: found.code }
  const names = (field.options ?? []).map((option) => option.name)
  return {
    problem: `${field.label}「${written.slice(0, 30)}」不在代码表中，可填：${names.slice(0, 8).join('、')}${names.length > 8 ? ' 等' : ''}`,
  }
}

function readCode(field: Readable, raw: unknown): Reading {
  const list = field.list as CodeListName
  const key = codeKey(list, plain(raw))
  return key ? { value: key } : { problem: unknownCode(field, plain(raw)) }
}

function readCodes(field: Readable, raw: unknown): Reading {
  const list = field.list as CodeListName
  const words = (Array.isArray(raw) ? raw.map(plain) : plain(raw).split(/[、,，;；/|+\s]+/)).filter(
    (word) => word !== '',
  )
  const keys = words.map((word) => ({ word, key: codeKey(list, word) }))
  const unknown = keys.find(({ key }) => key === null)
  if (unknown) return { problem: unknownCode(field, unknown.word) }
  return { value: [...new Set(keys.map(({ key }) => key as string))] }
}

function unknownCode(field: Readable, written: string): string {
  const names = codeLists[field.list as CodeListName].map((entry) => entry.name)
  const shown = names.length > 8 ? `${names.slice(0, 8).join('、')} 等` : names.join('、')
  return `${field.label}「${written.slice(0, 30)}」不在代码表中，可填：${shown}`
}

function readNumber(field: Readable, raw: unknown, whole: boolean): Reading {
  const written = plain(raw)
  const match =
    /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[eE]\+?(\d{1,2}))?\s*(万元|万|元|人|名|个|m2|平方米|㎡|亩)?$/.exec(
      written.replace(/\s+/g, ''),
    )
  if (!match) return { problem: `${field.label}「${written.slice(0, 30)}」不是数字` }
  const number = Number(written.replace(/[,\s]|(?:万元|万|元|人|名|个|m2|平方米|㎡|亩)$/g, ''))
  const unit = match[5]
  if (unit === '元' && field.unit === '万元')
    return { value: Math.round(number / 100) / 100, remark: `${written} 换算为万元` }
  if (unit && field.unit && !sameUnit(unit, field.unit))
    return { problem: `${field.label}的单位应为${field.unit}，写的是${unit}` }
  if (!Number.isFinite(number) || Math.abs(number) >= 1e10)
    return { problem: `${field.label}「${written.slice(0, 30)}」超出范围` }
  if (number < 0) return { problem: `${field.label}不能为负数` }
  if (whole && !Number.isInteger(number)) return { problem: `${field.label}应为整数` }
  if (whole && number > 2_000_000) return { problem: `${field.label}「${written.slice(0, 30)}」超出范围` }
  return { value: number }
}

function sameUnit(written: string, unit: string): boolean {
  const alike: Record<string, string[]> = { 万元: ['万元', '万'], 人: ['人', '名', '个'], 'm²': ['m2', '平方米', '㎡'] }
  return alike[unit]?.includes(written) ?? written === unit
}

function readBoolean(field: Readable, raw: unknown): Reading {
  if (typeof raw === 'boolean') return { value: raw }
  const written = plain(raw).toLowerCase()
  if (['是', '有', '1', 'true', 'y', 'yes', '√', '✓', '规上', '在'].includes(written)) return { value: true }
  if (['否', '无', '0', 'false', 'n', 'no', '×', 'x', '规下', '不在', '没有', '不是'].includes(written))
    return { value: false }
  return { problem: `${field.label}「${written.slice(0, 30)}」应填是或否` }
}

/** Calendar dates as offices write them; a bare number between 1 and 80,000 is a day count of Excel's 1900 system. */
function readDate(field: Readable, raw: unknown): Reading {
  if (raw instanceof Date)
    return dateOf(field, raw.getUTCFullYear(), raw.getUTCMonth() + 1, raw.getUTCDate(), String(raw))
  const written = plain(raw)
  if (
    /^\d{1,5}(\.\d+)?$/.test(written) &&
    Number(written) >= 1 &&
    Number(written) < 80_000 &&
    !/^(19|20)\d{2}$/.test(written)
  ) {
    // Serial 60 is the 29 February 1900 that never was; everything after is one day ahead.
    const days = Math.floor(Number(written)) - (Number(written) > 60 ? 25_569 : 25_568)
    const day = new Date(days * 86_400_000)
    return dateOf(field, day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), written)
  }
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?(?:[T\s].*)?月?$/.exec(written) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(written)
  if (!match) return { problem: `${field.label}「${written.slice(0, 30)}」不是日期，应如 2016-07-01` }
  return dateOf(field, Number(match[1]), Number(match[2]), Number(match[3] ?? 1), written)
}

function dateOf(field: Readable, year: number, month: number, day: number, written: string): Reading {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!exists || year < 1840 || year > 2200)
    return { problem: `${field.label}「${written.slice(0, 30)}」不是存在的日期` }
  return { value: date.toISOString().slice(0, 10) }
}

function readCoordinate(field: Readable, raw: unknown, low: number, high: number): Reading {
  // 东经118.37, E118.37 and 118.37 E are the number they hold.
  const bare = plain(raw).replace(/^(东经|北纬|[EN])\s*|\s*[EN]$/gi, '')
  const written = bare.replace(/[°度]$/, '')
  const degrees = /^(\d{1,3})[°度]\s*(\d{1,2})[′'’分]\s*(?:(\d{1,2}(?:\.\d+)?)[″"”′'秒]*)?$/.exec(bare)
  const number = degrees
    ? Number(degrees[1]) + Number(degrees[2]) / 60 + Number(degrees[3] ?? 0) / 3600
    : Number(written)
  if (!Number.isFinite(number) || written === '')
    return { problem: `${field.label}「${plain(raw).slice(0, 30)}」不是坐标，可写 118.3712 或 118°22′16″` }
  if (number < low || number > high)
    return { problem: `${field.label} ${number} 不在中国范围内（${low}–${high}）${swapHint(field, number)}` }
  return { value: Math.round(number * 1e7) / 1e7 }
}

const swapHint = (field: Readable, number: number) =>
  (field.type === 'lng' && number >= 3.4 && number <= 53.6) ||
  (field.type === 'lat' && number >= 73.4 && number <= 135.1)
    ? '，是否与纬度、经度填反了？'
    : ''

const sentence = (reason: string | null) => (reason ? `：${reason}` : '')

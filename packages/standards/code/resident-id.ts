import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'
import { provinceName } from './region.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARS = '10X98765432'
/** Residence permits for residents of Hong Kong, Macau and Taiwan start with these six digits. */
const PERMIT_REGIONS = ['810000', '820000', '830000']

/** The check character for the first 17 digits of a resident ID number. GB 11643-1999 §4.4, ISO 7064 MOD 11-2. */
export function residentIdCheckChar(body: string): string {
  const total = WEIGHTS.reduce((sum, weight, index) => sum + Number(body.charAt(index)) * weight, 0)
  return CHECK_CHARS.charAt(total % 11)
}

/** What an ID number says about its holder; derived whenever needed, never stored twice. GB 11643-1999 §4. */
export interface ResidentIdFacts {
  readonly bornOn: string
  readonly gender: 'male' | 'female'
  /** Full years on the day asked for. */
  readonly age: number
}

/**
 * Birth date, gender and age read from a valid number of 18 characters. GB 11643-1999 §4.2, §4.3.
 * @param on the day for which the age is wanted, YYYY-MM-DD
 * @throws RangeError when the number is not valid
 */
export function readResidentId(value: string, on: string): ResidentIdFacts {
  const finding = checkResidentId(value, on)
  if (!finding.valid) throw new RangeError(finding.reason ?? '公民身份号码无效')
  const code = finding.normalized
  const bornOn = `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`
  const hadBirthday = on.slice(5) >= bornOn.slice(5)
  const age = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (hadBirthday ? 0 : 1)
  return { bornOn, gender: Number(code.charAt(16)) % 2 === 1 ? 'male' : 'female', age }
}

/**
 * Whether a text is a resident ID number (公民身份号码), a residence permit number (81/82/83) or a foreign permanent
 * resident number (9…). GB 11643-1999. A legacy number of 15 digits is accepted and normalized to its 18 characters.
 * @param on the day of judgement, YYYY-MM-DD: births after it are refused
 */
export function checkResidentId(value: string, on: string): CodeFinding {
  const typed = normalizeCode(value)
  if (typed === '') return refuse(value, typed, '公民身份号码不能为空')
  const compact = typed.replace(/[\s-]/g, '')
  if (compact !== typed && /^(\d{15}|\d{17}[\dX])$/.test(compact)) {
    return refuse(value, typed, '公民身份号码中间不能有空格或连字符', `去掉后为 ${compact}`)
  }
  if (typed.length !== 18 && typed.length !== 15) {
    return refuse(value, typed, `应为 18 位（旧号码 15 位），实际为 ${typed.length} 位`)
  }
  const illegal = describeIllegal(typed, (char, index) => /\d/.test(char) || (index === 17 && char === 'X'))
  if (illegal) return refuse(value, typed, illegal)
  const isLegacy = typed.length === 15
  const body = isLegacy ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17)
  const code = isLegacy ? body + residentIdCheckChar(body) : typed

  const problem = describeRegion(code) ?? describeBirth(code, on)
  if (problem) return refuse(value, code, problem)
  const expected = residentIdCheckChar(body)
  if (code.charAt(17) !== expected) return refuse(value, code, `校验位应为 ${expected}，实际为 ${code.charAt(17)}`)
  return accept(value, code, residentIdWarnings(code, isLegacy, on))
}

function isForeign(code: string): boolean {
  return code.startsWith('9')
}

// The region may be abolished since registration, so only the province is judged. The place digits of a foreign number
// (positions 2–3) are unverified and left alone.
function describeRegion(code: string): string | null {
  if (isForeign(code) || code.startsWith('83') || provinceName(code) !== null) return null
  return `前两位 ${code.slice(0, 2)} 不是已知的省级代码`
}

function describeBirth(code: string, on: string): string | null {
  const [year, month, day] = [code.slice(6, 10), code.slice(10, 12), code.slice(12, 14)]
  if (Number(month) < 1 || Number(month) > 12) return `出生月份 ${month} 不存在`
  const lastDay = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate()
  if (Number(day) < 1 || Number(day) > lastDay) return `出生日期 ${year}-${month}-${day} 不存在`
  if (`${year}-${month}-${day}` > on) return `出生日期 ${year}-${month}-${day} 晚于 ${on}`
  if (Number(year) < 1800) return `出生年份 ${year} 不合理`
  return null
}

function residentIdWarnings(code: string, isLegacy: boolean, on: string): string[] {
  const warnings: string[] = []
  if (isLegacy) {
    warnings.push('15 位旧号码已升为 18 位，仅限历史数据导入时接受')
    // In 15-digit numbers the sequences 996–999 were given to people born before 1900.
    if (/^99[6-9]$/.test(code.slice(14, 17)))
      warnings.push('顺序码 996–999 曾用于百岁老人，出生年份可能为 18xx 年，请核对')
  }
  if (/^8[123]/.test(code) && !PERMIT_REGIONS.includes(code.slice(0, 6))) {
    warnings.push(`港澳台居民居住证号码前六位应为 ${PERMIT_REGIONS.join('、')} 之一，请核对`)
  }
  if (isForeign(code)) warnings.push('外国人永久居留身份证号码：前六位未作核对')
  if (Number(on.slice(0, 4)) - Number(code.slice(6, 10)) > 120) warnings.push('年龄超过 120 岁，请核对')
  return warnings
}

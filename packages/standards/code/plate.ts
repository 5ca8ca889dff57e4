import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'

const PROVINCE_CHARS = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const SERIAL = 'A-HJ-NP-Z0-9'
// Every dot people put between the authority letter and the serial, and the separators of typed lists.
const SEPARATORS = /[\s\-·•・･‧∙⋅●.]/gu

export type PlateKind =
  | 'ordinary'
  | 'trailer'
  | 'training'
  | 'police'
  | 'border'
  | 'new_energy_small'
  | 'new_energy_large'
  | 'embassy'
  | 'consulate'
  | 'rescue'
  | 'military'

interface PlatePattern {
  readonly kind: PlateKind
  readonly pattern: RegExp
  readonly warning?: string
}

const UNVERIFIED = '该号牌式样未经标准原文核对，请人工确认'
const PATTERNS: readonly PlatePattern[] = [
  { kind: 'ordinary', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{5}$`, 'u') },
  { kind: 'trailer', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{4}挂$`, 'u') },
  { kind: 'training', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{4}学$`, 'u') },
  { kind: 'police', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{4}警$`, 'u') },
  { kind: 'border', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{4}[港澳]$`, 'u') },
  { kind: 'new_energy_small', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][DF][${SERIAL}]\\d{4}$`, 'u') },
  { kind: 'new_energy_large', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z]\\d{5}[DF]$`, 'u') },
  {
    kind: 'new_energy_small',
    pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][A-HJK][${SERIAL}]\\d{4}$`, 'u'),
    warning: '扩展的新能源号牌首字母（A–C、E、G–K）未经标准原文核对，请人工确认',
  },
  { kind: 'embassy', pattern: /^(使?\d{6}|\d{6}使)$/u, warning: UNVERIFIED },
  { kind: 'consulate', pattern: new RegExp(`^[${PROVINCE_CHARS}][A-Z]\\d{4}领$`, 'u'), warning: UNVERIFIED },
  {
    kind: 'rescue',
    pattern: new RegExp(`^[${PROVINCE_CHARS}][A-HJ-NP-Z][${SERIAL}]{4,5}应急$`, 'u'),
    warning: UNVERIFIED,
  },
  {
    kind: 'military',
    pattern: new RegExp(`^(WJ[${PROVINCE_CHARS}]?[A-Z0-9]{4,6}|[A-Z]{2}\\d{5})$`, 'u'),
    warning: '军警号牌不作格式校验，按原文保存',
  },
]

/** The kind of a normalized plate, or null when no pattern of GA 36-2018 fits. */
export function plateKind(normalized: string): PlateKind | null {
  return PATTERNS.find(({ pattern }) => pattern.test(normalized))?.kind ?? null
}

/**
 * Whether a text is a licence plate (机动车号牌). GA 36-2018. The displayed dot, spaces and hyphens are removed.
 * The letters I and O are never used in a serial and are not replaced.
 */
export function checkPlate(value: string): CodeFinding {
  const plate = normalizeCode(value, SEPARATORS)
  if (plate === '') return refuse(value, plate, '号牌号码不能为空')
  const match = PATTERNS.find(({ pattern }) => pattern.test(plate))
  if (match) return accept(value, plate, match.warning ? [match.warning] : [])
  return refuse(value, plate, describePlateProblem(plate))
}

function describePlateProblem(plate: string): string {
  const chars = [...plate]
  const [province, authority] = chars
  if (!PROVINCE_CHARS.includes(province ?? '')) return `首字 ${province} 不是省、自治区、直辖市的简称`
  if (authority === 'I' || authority === 'O') return `发牌机关代号不使用字母 ${authority}`
  if (!/[A-Z]/.test(authority ?? '')) return '第 2 位应为发牌机关字母'
  const isSuffix = (char: string, index: number) => index === chars.length - 1 && '挂学警港澳'.includes(char)
  const illegal = describeIllegal(
    plate,
    (char, index) => index === 0 || /[A-HJ-NP-Z0-9]/.test(char) || isSuffix(char, index),
  )
  if (illegal) return illegal
  if (chars.length === 8) {
    if (/[A-HJK]/.test(chars[2] ?? '')) return '小型新能源号牌后四位应为数字'
    return '8 位号牌应为新能源号牌：D 或 F 须在序号首位（小型）或末位（大型），其余为数字'
  }
  return `应为 7 位（新能源 8 位），实际为 ${chars.length} 位`
}

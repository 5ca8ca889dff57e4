import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'

const SHORT_NUMBERS = ['110', '119', '120', '122', '12350', '12345']

export type PhoneKind = 'mobile' | 'landline' | 'service'

/** The kind of a normalized phone number, or null when it is none. codes.md §6, MIIT numbering plan. */
export function phoneKind(normalized: string): PhoneKind | null {
  if (/^1[3-9]\d{9}$/.test(normalized)) return 'mobile'
  if (SHORT_NUMBERS.includes(normalized) || /^[48]00\d{7}$/.test(normalized) || /^9[56]\d{3,6}$/.test(normalized)) {
    return 'service'
  }
  return /^0\d{2,3}-\d{7,8}(-\d{1,6})?$/.test(normalized) ? 'landline' : null
}

/**
 * Whether a text is a phone number of a person or an office: mobile, landline or service number. codes.md §6.
 * +86, 0086, spaces, hyphens and brackets are removed; a landline is normalized to `area-number` or `area-number-extension`.
 */
export function checkPhone(value: string): CodeFinding {
  const typed = normalizeCode(value).replace(/\s*(转|EXT\.?|X)\s*(\d{1,6})$/u, '-$2')
  if (typed === '') return refuse(value, typed, '电话号码不能为空')
  const illegal = describeIllegal(typed.replace(/^\(?\+/, ''), (char) => /[\d\s()-]/.test(char))
  if (illegal) return refuse(value, typed, illegal)
  const { text, hadCountry } = stripCountry(typed.replace(/[\s()]+/g, '-').replace(/^-+|-+$/g, ''))
  if (text.startsWith('+')) return refuse(value, typed, '只接受中国大陆号码（+86）')
  const digits = text.replaceAll('-', '')
  if (phoneKind(digits)) return accept(value, digits)
  const landline = readLandline(hadCountry && /^[1-9]/.test(digits) ? `0${text}` : text)
  if (landline !== null) {
    const warning = isRealAreaCode(landline) ? [] : [`区号 ${landline.split('-')[0]} 未见使用，请核对`]
    return accept(value, landline, warning)
  }
  return refuse(value, digits, describePhoneProblem(digits, text), hintFor(digits))
}

function stripCountry(text: string): { text: string; hadCountry: boolean } {
  const rest = text.replace(/^(\+-?86|0086)-*/, '')
  return { text: rest, hadCountry: rest !== text }
}

// Three-digit area codes are 010 and 02x; every other area code has four digits.
function readLandline(text: string): string | null {
  const parts = text.split('-').filter((part) => part !== '')
  if (/^0\d{2,3}$/.test(parts[0] ?? '')) {
    const [area, ...rest] = parts
    // "0571-8765-4321" groups the number itself; only what follows 7 or 8 digits is an extension.
    const grouped = rest.length > 1 && (rest[0]?.length ?? 0) < 7 ? [rest.slice(0, 2).join(''), ...rest.slice(2)] : rest
    const joined = [area, ...grouped].join('-')
    return phoneKind(joined) === 'landline' ? joined : null
  }
  const [joined, ...extension] = parts
  const match = /^(0(?:10|2\d)|0[3-9]\d{2})(\d{7,8})$/.exec(joined ?? '')
  if (!match) return null
  const number = [match[1], match[2], ...extension].join('-')
  return phoneKind(number) === 'landline' ? number : null
}

function isRealAreaCode(landline: string): boolean {
  return /^0(10|2\d|[3-9]\d{2})-/.test(landline)
}

function describePhoneProblem(digits: string, text: string): string {
  if (/^106\d+$/.test(digits)) return '106 开头是短信端口号，不是个人或单位电话'
  if (/^86\d{11}$/.test(digits)) return '国家代码应写作 +86 或 0086'
  if (digits.startsWith('0')) return '固定电话应为区号加 7 至 8 位号码，分机不超过 6 位'
  if (/^1[3-9]/.test(digits)) return `手机号码应为 11 位，实际为 ${digits.length} 位`
  if (/^1[0-2]/.test(digits) && digits.length === 11) return `手机号码第 2 位应为 3 至 9，实际为 ${digits.charAt(1)}`
  if (/^[2-9]\d{6,7}$/.test(text)) return '固定电话缺少区号'
  if (digits.length === 11) return `手机号码应以 1 开头，实际为 ${digits.charAt(0)}`
  return '不是手机号码、带区号的固定电话或已知的服务号码'
}

function hintFor(digits: string): string | undefined {
  return /^861[3-9]\d{9}$/.test(digits) ? `是否应为 ${digits.slice(2)}` : undefined
}

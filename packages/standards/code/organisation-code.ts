import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check character for the 8-character body of an organisation code. GB 11714-1997 §4, modulus 11. */
export function organisationCheckChar(body: string): string {
  const total = WEIGHTS.reduce((sum, weight, index) => sum + ALPHABET.indexOf(body.charAt(index)) * weight, 0)
  const check = 11 - (total % 11)
  if (check === 10) return 'X'
  return check === 11 ? '0' : String(check)
}

/** The display form `XXXXXXXX-X` of a stored 9-character organisation code. GB 11714-1997 §3. */
export function formatOrganisationCode(code: string): string {
  return `${code.slice(0, 8)}-${code.slice(8)}`
}

/**
 * Whether a text is an organisation code (组织机构代码), with or without the hyphen before the check digit.
 * GB 11714-1997; only legacy records carry it. The normalized form has no hyphen, as in positions 9–17 of the credit code.
 */
export function checkOrganisationCode(value: string): CodeFinding {
  const typed = normalizeCode(value)
  if (typed === '') return refuse(value, typed, '组织机构代码不能为空')
  const code = typed.replace(/^([^-]{8})-([^-])$/u, '$1$2')
  const bare = code.replaceAll('-', '')
  const illegal = describeIllegal(bare, (char) => ALPHABET.includes(char))
  if (illegal) return refuse(value, code, illegal)
  if (bare.length === 8) {
    return refuse(
      value,
      code,
      '应为 8 位本体代码加 1 位校验位，缺少校验位',
      `按算法校验位为 ${organisationCheckChar(bare)}`,
    )
  }
  if (bare.length !== 9) return refuse(value, code, `应为 8 位本体代码加 1 位校验位，实际共 ${bare.length} 位`)
  if (code.includes('-')) return refuse(value, code, '连字符只能在第 8 位之后', formatOrganisationCode(bare))
  if (!/[\dX]$/.test(code)) return refuse(value, code, `校验位只能是数字或 X，实际为 ${code.charAt(8)}`)
  const expected = organisationCheckChar(code.slice(0, 8))
  if (code.charAt(8) !== expected) return refuse(value, code, `校验位应为 ${expected}，实际为 ${code.charAt(8)}`)
  if (code === '000000000') return refuse(value, code, '全零代码是占位号码，不能使用')
  return accept(value, code)
}

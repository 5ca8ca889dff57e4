import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'

/** Whether a text is a CAS registry number, by form and check digit (weighted sum modulo 10). data-exchange.md §7 rule 1. */
export function checkCas(value: string): CodeFinding {
  const code = normalizeCode(value, /\s/g)
  if (code === '') return refuse(value, code, 'CAS 号不能为空')
  const illegal = describeIllegal(code, (char) => /[\d-]/.test(char))
  if (illegal) return refuse(value, code, illegal)
  const match = /^(\d{2,7})-(\d{2})-(\d)$/.exec(code)
  if (!match) return refuse(value, code, 'CAS 号应为 2 至 7 位数字、2 位数字、1 位校验位，以连字符分隔')
  const digits = [...`${match[1]}${match[2]}`].reverse()
  const expected = digits.reduce((sum, digit, index) => sum + Number(digit) * (index + 1), 0) % 10
  if (Number(match[3]) !== expected) return refuse(value, code, `校验位应为 ${expected}，实际为 ${match[3]}`)
  return accept(value, code)
}

import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'
import { organisationCheckChar } from './organisation-code.ts'
import { provinceName } from './region.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Second characters known for each registering authority (登记管理部门). GB 32100-2015 table; partly unverified. */
const BODY_KINDS: Readonly<Record<string, string>> = {
  1: '1239',
  2: '19',
  3: '123459',
  4: '19',
  5: '12349',
  6: '129',
  7: '129',
  8: '19',
  9: '1239',
  A: '19',
  N: '1239',
  Y: '1',
}

/**
 * The check character for the first 17 characters of a unified social credit code. GB 32100-2015 §5, modulus 31.
 * @param body 17 characters of the alphabet without I O S V Z
 */
export function usccCheckChar(body: string): string {
  const total = WEIGHTS.reduce((sum, weight, index) => sum + ALPHABET.indexOf(body.charAt(index)) * weight, 0)
  return ALPHABET.charAt((31 - (total % 31)) % 31)
}

/**
 * Whether a text is a unified social credit code (统一社会信用代码). GB 32100-2015.
 * Unknown region, wrong check digit of positions 9–17 and unknown authority/kind pairs are warnings only.
 * @param isKnownRegion says whether a 6-digit code is in the region table; without it only the province is looked at
 */
export function checkUscc(value: string, isKnownRegion?: (code: string) => boolean): CodeFinding {
  const code = normalizeCode(value)
  if (code === '') return refuse(value, code, '统一社会信用代码不能为空')
  const compact = code.replace(/[\s-]/g, '')
  if (compact !== code && compact.length === 18) {
    return refuse(value, code, '统一社会信用代码中间不能有空格或连字符', `去掉后为 ${compact}`)
  }
  if (code.length !== 18) return refuse(value, code, `应为 18 位，实际为 ${code.length} 位`)
  const illegal = describeIllegal(code, (char) => ALPHABET.includes(char))
  if (illegal) return refuse(value, code, illegal)
  if (!/^[1-9ANY]/.test(code)) return refuse(value, code, `第 1 位登记管理部门代码 ${code.charAt(0)} 不存在`)
  const inRegion = describeIllegal(code.slice(2, 8), (char) => /\d/.test(char))
  if (inRegion) return refuse(value, code, `第 3 至 8 位行政区划码应全部为数字，实际为 ${code.slice(2, 8)}`)
  const expected = usccCheckChar(code.slice(0, 17))
  if (code.charAt(17) !== expected) return refuse(value, code, `校验位应为 ${expected}，实际为 ${code.charAt(17)}`)
  return accept(value, code, usccWarnings(code, isKnownRegion))
}

function usccWarnings(code: string, isKnownRegion?: (code: string) => boolean): string[] {
  const warnings: string[] = []
  const region = code.slice(2, 8)
  if (region !== '100000') {
    if (provinceName(region) === null) warnings.push(`登记机关行政区划码 ${region} 的省级代码未知`)
    else if (isKnownRegion && !isKnownRegion(region)) warnings.push(`登记机关行政区划码 ${region} 不在现行区划表中`)
  }
  const body = code.slice(8, 17)
  const expected = organisationCheckChar(body.slice(0, 8))
  if (body.charAt(8) !== expected) {
    warnings.push(`主体标识码（第 9 至 17 位）校验位应为 ${expected}，实际为 ${body.charAt(8)}`)
  }
  if (!BODY_KINDS[code.charAt(0)]?.includes(code.charAt(1))) {
    warnings.push(`登记管理部门与机构类别组合 ${code.slice(0, 2)} 不在已知组合中`)
  }
  return warnings
}

import { checkIndustry } from '../industry/industry.ts'
import { checkCas } from './cas.ts'
import type { CodeFinding } from './finding.ts'
import { checkGridCode } from './grid-code.ts'
import { checkOrganisationCode } from './organisation-code.ts'
import { checkPhone } from './phone.ts'
import { checkPlate } from './plate.ts'
import { checkRegion, regionPrefix } from './region.ts'
import { checkResidentId } from './resident-id.ts'
import { checkUscc } from './uscc.ts'

/** The kinds of code that checkCode knows, with their Chinese names. */
export const CODE_KINDS = {
  uscc: '统一社会信用代码',
  org: '组织机构代码',
  id: '公民身份号码',
  region: '行政区划代码',
  grid: '网格编码',
  phone: '电话号码',
  plate: '机动车号牌',
  industry: '国民经济行业代码',
  cas: 'CAS 号',
} as const

export type CodeKind = keyof typeof CODE_KINDS

/** What a check may need besides the code. */
export interface CodeContext {
  /** The day of judgement (local date, YYYY-MM-DD): an ID number born after it is refused. */
  readonly on: string
  /** Whether a trimmed region code (2, 4, 6, 9 or 12 digits) is in the region table; form only when absent. */
  readonly isKnownRegion?: (prefix: string) => boolean
}

/** Whether a word names a kind of code that checkCode knows. */
export function isCodeKind(kind: string): kind is CodeKind {
  return Object.hasOwn(CODE_KINDS, kind)
}

/** What is wrong, if anything, with one code of the given kind. codes.md §1–§8. */
export function checkCode(kind: CodeKind, value: string, context: CodeContext): CodeFinding {
  const { on, isKnownRegion } = context
  switch (kind) {
    case 'uscc':
      return checkUscc(value, isKnownRegion && ((code) => isKnownRegion(regionPrefix(code))))
    case 'org':
      return checkOrganisationCode(value)
    case 'id':
      return checkResidentId(value, on)
    case 'region':
      return checkRegion(value, isKnownRegion)
    case 'grid':
      return checkGridCode(value, isKnownRegion)
    case 'phone':
      return checkPhone(value)
    case 'plate':
      return checkPlate(value)
    case 'industry':
      return checkIndustry(value)
    case 'cas':
      return checkCas(value)
  }
}

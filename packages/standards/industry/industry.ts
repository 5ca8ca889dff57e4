import { accept, type CodeFinding, refuse } from '../code/finding.ts'
import { describeIllegal, normalizeCode } from '../code/normalize.ts'
import { INDUSTRY_ROWS } from './table.gen.ts'

export type IndustryLevel = 'section' | 'division' | 'group' | 'class'

/** One category of GB/T 4754-2017. */
export interface Industry {
  /** Digits only; a section is its letter. */
  readonly code: string
  readonly name: string
  readonly level: IndustryLevel
  readonly parent: string | null
  readonly section: string
  /** From section down to this category. */
  readonly path: readonly { readonly code: string; readonly name: string }[]
}

const LEVELS: readonly IndustryLevel[] = ['section', 'division', 'group', 'class']
const LEVEL_NAMES = ['门类', '大类', '中类', '小类']

interface Row {
  readonly code: string
  readonly name: string
  readonly section: string
}

const ROWS: ReadonlyMap<string, Row> = new Map(
  INDUSTRY_ROWS.map((line) => {
    const [label = '', name = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]
    const section = label.charAt(0)
    const code = label.length === 1 ? section : label.slice(1)
    return [code, { code, name, section }]
  }),
)

/** The number of categories in the table: 20 sections, 97 divisions, 473 groups, 1 382 classes. GB/T 4754-2017. */
export const INDUSTRY_COUNT = ROWS.size

function parentOf(row: Row): string | null {
  if (row.code === row.section) return null
  return row.code.length === 2 ? row.section : row.code.slice(0, -1)
}

function toIndustry(row: Row): Industry {
  const path: { code: string; name: string }[] = []
  for (let at: Row | undefined = row; at; at = ROWS.get(parentOf(at) ?? ''))
    path.unshift({ code: at.code, name: at.name })
  const level = LEVELS[path.length - 1] ?? 'class'
  return { ...row, level, parent: parentOf(row), path }
}

/**
 * The category with this code, or null. GB/T 4754-2017 with amendment 1 of 2019. Accepts '2614', 'C2614', 'c26', 'C'.
 * A section letter that does not belong to the digits gives null.
 */
export function findIndustry(code: string): Industry | null {
  const finding = checkIndustry(code)
  const row = finding.valid ? ROWS.get(finding.normalized) : undefined
  return row ? toIndustry(row) : null
}

/** Whether a text is an industry code. GB/T 4754-2017. Normalized to digits only, as it is stored; a section to its letter. */
export function checkIndustry(value: string): CodeFinding {
  const typed = normalizeCode(value)
  if (typed === '') return refuse(value, typed, '行业代码不能为空')
  const illegal = describeIllegal(typed, (char, index) => /\d/.test(char) || (index === 0 && /[A-Z]/.test(char)))
  if (illegal) return refuse(value, typed, illegal)
  const letter = /^[A-Z]/.exec(typed)?.[0] ?? ''
  const digits = typed.slice(letter.length)
  if (letter !== '' && !ROWS.has(letter)) return refuse(value, typed, `门类 ${letter} 不存在（应为 A 至 T）`)
  if (digits === '') return accept(value, typed)
  if (digits.length < 2 || digits.length > 4) {
    return refuse(value, typed, `数字部分应为 2 至 4 位，实际为 ${digits.length} 位`)
  }
  const row = ROWS.get(digits)
  if (!row) return refuse(value, digits, `${LEVEL_NAMES[digits.length - 1]} ${digits} 不在国民经济行业分类中`)
  if (letter !== '' && row.section !== letter) {
    return refuse(value, digits, `${digits} ${row.name} 属于门类 ${row.section}，不属于 ${letter}`)
  }
  return accept(value, digits)
}

/**
 * The categories whose name contains every word of the query, in code order. GB/T 4754-2017 names.
 * @param level only this level; classes are what an enterprise registers
 */
export function searchIndustries(query: string, options: { level?: IndustryLevel; limit?: number } = {}): Industry[] {
  const words = query
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const hits: Industry[] = []
  for (const row of ROWS.values()) {
    if (hits.length >= (options.limit ?? 50)) break
    // Names in the table use full-width punctuation; compare in the half-width form the query has.
    const name = row.name.normalize('NFKC')
    if (!words.every((word) => name.includes(word))) continue
    const industry = toIndustry(row)
    if (options.level === undefined || industry.level === options.level) hits.push(industry)
  }
  return hits
}

/** The categories directly below a code, or the 20 sections for null. GB/T 4754-2017. */
export function listIndustryChildren(parent: string | null): Industry[] {
  return [...ROWS.values()].filter((row) => parentOf(row) === parent).map(toIndustry)
}

import {
  type CheckItem,
  checkGroups,
  checkPrefixes,
  constructionCriteria,
  minutesPerItem,
  penaltyItems,
} from '#standards/check-item/check-item.ts'
import { criteria } from '#standards/hazard/criteria.ts'

/** What a check says, without its code. */
export type Words = Omit<CheckItem, 'code'>

/** One version of something the library keeps: a check or a template. */
export interface Version<Said> {
  code: string
  version: number
  change: 'seed' | 'added' | 'corrected' | 'closed'
  /** From which day this version counts. */
  fromOn: string
  /** Last day; null for as long as nobody closes it. */
  toOn: string | null
  /** Who keeps it; null for the whole platform. */
  gridCode: string | null
  words: Said
  why: string
  by: string | null
  at: Date | null
}

/** How something stands on a day. */
export type Standing = 'in-force' | 'closed' | 'future'

/**
 * The version that counts on a day, and whether it is in force then. Before its first day the first version speaks, so that
 * words can always be shown; after its last day the last one does.
 * @param versions in the order of their numbers, at least one
 */
export function versionOn<Said>(
  versions: readonly Version<Said>[],
  on: string,
): { version: Version<Said>; standing: Standing } {
  const first = versions[0] as Version<Said>
  const version = versions.findLast(({ fromOn }) => fromOn <= on) ?? first
  if (on < first.fromOn) return { version: first, standing: 'future' }
  return { version, standing: version.toOn !== null && on > version.toOn ? 'closed' : 'in-force' }
}

/** A fault at a field of a check. */
export interface WordsFault {
  field: keyof Words
  message: string
}

const knownCriteria: ReadonlySet<string> = new Set([
  ...criteria.map(({ code }) => code),
  ...Object.keys(constructionCriteria),
])

/** What does not fit together in a check (check-items.md §1, §7.5): rank and criterion, photograph, unknown codes. */
export function wordsFaults(words: Words): WordsFault[] {
  const faults: WordsFault[] = []
  const say = (field: keyof Words, message: string) => faults.push({ field, message })
  if (words.rank === 'major' && !words.criterion) say('criterion', '重大隐患要对应一条国家判定标准')
  if (words.rank === 'ordinary' && words.criterion) say('criterion', '一般隐患不填判定标准')
  if (words.criterion && !knownCriteria.has(words.criterion)) say('criterion', `没有判定标准 ${words.criterion}`)
  if (words.penaltyItem && !penaltyItems.includes(words.penaltyItem))
    say('penaltyItem', `处罚清单里没有 ${words.penaltyItem}`)
  if (words.rank === 'major' && !words.photoRequired) say('photoRequired', '重大隐患必须拍照')
  return faults
}

/** Fields that make up the meaning: another value is another check. */
const MEANING: readonly [keyof Words, string][] = [
  ['industry', '行业'],
  ['audience', '给谁用'],
  ['category', '隐患类别'],
  ['penaltyItem', '处罚项'],
  ['rank', '等级'],
  ['criterion', '判定标准'],
  ['days', '整改期限'],
  ['photoRequired', '是否拍照'],
  ['from', '起用日期'],
]
const TEXTS: readonly [keyof Words, string][] = [
  ['question', '检查内容'],
  ['how', '检查方法'],
  ['basis', '依据'],
  ['plain', '通俗问法'],
  ['rectification', '整改要求'],
]

/**
 * Why a change of a published check is more than a typo, at the fields; empty when it may stay under its code
 * (check-items.md §7.1). A text keeps its figures and its negations, and differs in a quarter of its characters at most;
 * the numbers of a clause may be put right.
 */
export function correctionFaults(before: Words, after: Words): WordsFault[] {
  const changed = MEANING.filter(([field]) => before[field] !== after[field])
  const faults: WordsFault[] = changed.map(([field, name]) => ({
    field,
    message: `改${name}就是另一项：请停用这一项，另立新项`,
  }))
  for (const [field, name] of TEXTS) {
    const fault = textFault(field, String(before[field]), String(after[field]))
    if (fault) faults.push({ field, message: `${name}${fault}：请停用这一项，另立新项` })
  }
  return faults
}

function textFault(field: keyof Words, before: string, after: string): string | null {
  if (before === after) return null
  if (field !== 'basis' && marksOf(before, /\d+(\.\d+)?/g) !== marksOf(after, /\d+(\.\d+)?/g)) return '里的数字变了'
  if (marksOf(before, NEGATIONS) !== marksOf(after, NEGATIONS)) return '里的否定词变了'
  const most = Math.max(2, Math.floor(before.length / 4))
  return editDistance(before, after) > most ? '改动太大，不像改错字' : null
}

const NEGATIONS = /[无未不非勿禁]|没有/g
const marksOf = (text: string, pattern: RegExp): string => (text.normalize('NFKC').match(pattern) ?? []).join()

/** Least number of characters put in, taken out or replaced to make one text of another. */
export function editDistance(a: string, b: string): number {
  const to = [...b]
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1]
    for (const [place, other] of to.entries()) {
      const kept = (row[place] as number) + (letter === other ? 0 : 1)
      next.push(Math.min((next[place] as number) + 1, (row[place + 1] as number) + 1, kept))
    }
    row = next
  }
  return row[to.length] as number
}

/** Whether two checks say the same. */
export const saysSame = (a: Words, b: Words): boolean =>
  [...MEANING, ...TEXTS].every(([field]) => a[field] === b[field]) && a.verified === b.verified

/** Digits a grid's own codes begin with: the county's six, those of a city filled up (370500). */
export const regionOf = (gridCode: string): string => gridCode.slice(0, 6).padEnd(6, '0')

const CODE = /^(?:(\d{6})-)?([A-Z]{3,4})-([A-Z]{3})-(\d{3})$/

/** What is wrong with the code of a new check; null when it fits its industry, its category and the place that adds it. */
export function codeFault(code: string, words: Pick<Words, 'industry' | 'category'>, gridCode: string): string | null {
  const parts = CODE.exec(code)
  if (!parts) return `编码「${code}」应如 ${stemOf(words, gridCode)}001`
  const [, region, prefix, group] = parts
  if (prefix !== checkPrefixes[words.industry]) return `编码里的行业应是 ${checkPrefixes[words.industry]}`
  if (group !== checkGroups[words.category]) return `编码里的类别应是 ${checkGroups[words.category]}`
  if (!region && gridCode.length > CITY_DIGITS) return `本地检查项的编码要以 ${regionOf(gridCode)}- 开头`
  if (region && region !== regionOf(gridCode)) return `编码里的区划应是 ${regionOf(gridCode)}`
  return null
}

const CITY_DIGITS = 4

/** The place a code belongs to: null for the whole platform, which only the city looks after. */
export const placeOfCode = (code: string, gridCode: string): string | null => (/^\d{6}-/.test(code) ? gridCode : null)

/** All of a local check's code but its number. */
export const stemOf = ({ industry, category }: Pick<Words, 'industry' | 'category'>, gridCode: string): string =>
  `${regionOf(gridCode)}-${checkPrefixes[industry]}-${checkGroups[category]}-`

/** Whether somebody of a grid looks after what is kept at a place; what is for the whole platform is the city's. */
export const isKeptBy = (place: string | null, gridCode: string): boolean =>
  place === null ? gridCode.length > 0 && gridCode.length <= CITY_DIGITS : place === gridCode

/** Whether what is kept at a place may be used in a grid: there, below and, by whoever looks from above, above. */
export const isSeenFrom = (place: string | null, gridCode: string): boolean =>
  place === null || gridCode.startsWith(place) || place.startsWith(gridCode)

/** Minutes a template takes, rounded up to five (check-items.md §4, 平台估计). */
export const minutesOf = (level: string, items: number): number =>
  Math.ceil((items * (minutesPerItem[level] ?? 2)) / 5) * 5

/** Why a check cannot stand in a template of an occasion; null when it can (check-items.md §4). */
export function templateFault(level: string, item: Pick<CheckItem, 'audience'>): string | null {
  const isSelf = level.startsWith('self_')
  if (isSelf && item.audience === 'government') return '只供政府检查，不能放进自查模板'
  if (!isSelf && item.audience === 'enterprise') return '只供企业自查，不能放进检查模板'
  return null
}

/** What a row of an import would do, and why it is refused. */
export interface Judged {
  outcome: 'new' | 'typo' | 'unchanged' | 'refused'
  reasons: string[]
}

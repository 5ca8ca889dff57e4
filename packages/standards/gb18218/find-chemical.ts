import { checkCas } from '../code/cas.ts'
import { MajorHazardError } from './problems.ts'
import { ADVICE, CONDITION_SYNONYMS, NEUTRAL_REMARKS, TABLE_1_SYNONYMS, TABLE_2_SYNONYMS } from './synonyms.ts'
import type { NamedRow } from './table-types.ts'
import { TABLE_1, TABLE_2 } from './tables.gen.ts'

/** Where a chemical was found: a row of table 1, or symbols of table 2 given or implied by its name. */
export type FoundChemical =
  | { readonly kind: 'named'; readonly row: NamedRow; readonly assumption: string | null }
  | { readonly kind: 'category'; readonly symbols: readonly string[]; readonly assumption: string | null }

const BRACKETS: Readonly<Record<string, string>> = {
  '[': '(',
  '{': '(',
  '【': '(',
  '〔': '(',
  ']': ')',
  '}': ')',
  '】': ')',
  '〕': ')',
}

/**
 * The comparable form of a chemical name: half-width, lower case, no blanks, one kind of bracket, comma, dash and ≥ ≤.
 * GB 18218-2018 table 1 prints half- and full-width signs mixed.
 */
export function normalizeChemical(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replace(/[[\]{}【】〔〕]/gu, (bracket) => BRACKETS[bracket] ?? bracket)
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/>=|≧|⩾|=>/g, '≥')
    .replace(/<=|≦|⩽|=</g, '≤')
    .replace(/[,，]/gu, ',')
    .toLowerCase()
    .replace(/^cas(号|no\.?)?:?(?=\d)/u, '')
}

const rowsByName = new Map<string, Set<NamedRow>>()
const symbolByName = new Map<string, string>()
const SYMBOLS = new Map(TABLE_2.map((row) => [row.symbol, row]))

function register(name: string, row: NamedRow): void {
  const key = normalizeChemical(name)
  const rows = rowsByName.get(key) ?? new Set()
  rows.add(row)
  rowsByName.set(key, rows)
}

for (const row of TABLE_1) {
  const names = [row.name, ...row.name.split('、'), ...row.aliases, ...(TABLE_1_SYNONYMS[row.row] ?? [])]
  // "Methane; natural gas", "Nitric acid >70% …", "Carbonyl chloride (phosgene)": the part before the remark is the name.
  const english = row.english.split('; ').map((part) => part.replace(/( \(|, (?=[a-z≤N])| [<>≤≥]).*$/u, ''))
  for (const name of [...names, row.english, ...english, ...row.cas, `#${row.row}`]) register(name, row)
  for (const base of [row.name, ...row.aliases]) if (row.condition) register(`${base}(${row.condition})`, row)
}
for (const [symbol, names] of Object.entries(TABLE_2_SYNONYMS)) {
  for (const name of names) symbolByName.set(normalizeChemical(name), symbol)
}

/** A row of table 1 as people read it: name with condition. GB 18218-2018 table 1. */
export function rowLabel(row: NamedRow): string {
  return row.condition ? `${row.name}(${row.condition})` : row.name
}

/**
 * The table 2 symbols written in a text ('J5/W5.3', ' w5.4 '), or null when it is no list of symbols.
 * GB 18218-2018 table 2. A symbol that has the right shape but is not in the table throws.
 * @throws MajorHazardError UnknownSymbol
 */
export function readSymbols(text: string): string[] | null {
  const parts = normalizeChemical(text)
    .toUpperCase()
    .split(/[/、,;+和]/u)
    .filter((part) => part !== '')
  if (parts.length === 0 || !parts.every((part) => /^[JW]\d+(\.\d+)?$/.test(part))) return null
  for (const part of parts) {
    if (!SYMBOLS.has(part)) {
      throw new MajorHazardError(
        'UnknownSymbol',
        `符号 ${part} 不在 GB 18218-2018 表 2 中，可用符号：${[...SYMBOLS.keys()].join('、')}`,
        text,
      )
    }
  }
  return [...new Set(parts)]
}

/**
 * Where a chemical stands in GB 18218-2018: table 1 by name and condition first, otherwise table 2. §4.2.
 * @param chemical name, alias, name(condition), English name, CAS number, '#39' for a row, or table 2 symbols
 * @param conditionRow the row of table 1 the user chose, when the name has several
 * @throws MajorHazardError UnknownChemical, AmbiguousChemical, ConditionMismatch or UnknownSymbol
 */
export function findChemical(chemical: string, conditionRow?: number): FoundChemical {
  const key = normalizeChemical(chemical)
  if (key === '') throw new MajorHazardError('UnknownChemical', '物质名称不能为空', chemical)
  const symbols = readSymbols(chemical)
  if (symbols) return { kind: 'category', symbols, assumption: null }
  const rows = rowsByName.get(key)
  if (rows) return named(chooseRow(chemical, [...rows], conditionRow), key, conditionRow)
  const bySplit = findByCondition(chemical, key, conditionRow)
  if (bySplit) return named(bySplit, key, conditionRow)
  const symbol = symbolByName.get(key.replace(/^-?\d{1,2}[号#](车用)?(?=柴油$)/u, ''))
  if (symbol)
    return { kind: 'category', symbols: [symbol], assumption: `「${chemical}」未列入表 1，按表 2 符号 ${symbol} 计算` }
  if (/^\d{2,3}[号#](车用)?汽油$/u.test(key)) return findChemical('汽油', conditionRow)
  throw unknownChemical(chemical, key)
}

function named(row: NamedRow, key: string, conditionRow: number | undefined): FoundChemical {
  const wasStated =
    key.includes('(') ||
    key.startsWith('#') ||
    conditionRow === row.row ||
    row.row === 13 ||
    row.row === 66 ||
    row.row === 52
  const assumption =
    row.condition && !wasStated
      ? `「${row.name}」按表 1 第 ${row.row} 行的条件「${row.condition}」取值，请核对是否符合`
      : null
  return { kind: 'named', row, assumption }
}

function chooseRow(chemical: string, rows: NamedRow[], conditionRow: number | undefined): NamedRow {
  if (conditionRow !== undefined) {
    const chosen = rows.find((row) => row.row === conditionRow)
    if (chosen) return chosen
    throw new MajorHazardError(
      'ConditionMismatch',
      `「${chemical}」不对应表 1 第 ${conditionRow} 行，可选：${rows.map((row) => `${row.row} ${rowLabel(row)}`).join('；')}`,
      chemical,
      rows.map(rowLabel),
    )
  }
  const [first, ...others] = rows
  if (first && others.length === 0) return first
  throw new MajorHazardError(
    'AmbiguousChemical',
    `「${chemical}」在表 1 中有 ${rows.length} 行，须按状态或含量选一行（写全名称或给出 conditionRow）：${rows
      .map((row) => `${row.row} ${rowLabel(row)}`)
      .join('；')}`,
    chemical,
    rows.map(rowLabel),
  )
}

/** The row meant by `name(remark)` when the whole text is not printed in table 1; undefined when the name is unknown. */
function findByCondition(chemical: string, key: string, conditionRow: number | undefined): NamedRow | undefined {
  const match = /^([^(]+)\((.+)\)$/u.exec(key)
  const rows = [...(rowsByName.get(match?.[1] ?? '') ?? [])]
  const remark = match?.[2] ?? ''
  if (rows.length === 0) return undefined
  const sameSubstance = [...(rowsByName.get(remark) ?? [])].filter((row) => rows.includes(row))
  if (sameSubstance.length > 0) return chooseRow(chemical, sameSubstance, conditionRow)
  if (conditionRow !== undefined) return chooseRow(chemical, rows, conditionRow)
  const fitting = rows.filter((row) => fitsCondition(row, remark))
  const [first, ...others] = fitting
  if (first && others.length === 0) return first
  if (rows.length > 1) return chooseRow(chemical, fitting.length > 1 ? fitting : rows, undefined)
  const only = rows[0] as NamedRow
  if (only.condition === null && NEUTRAL_REMARKS.includes(remark)) return only
  const wanted = only.condition
    ? `表 1 第 ${only.row} 行的条件是「${only.condition}」`
    : `表 1 第 ${only.row} 行「${only.name}」不带条件`
  throw new MajorHazardError(
    'ConditionMismatch',
    `「${chemical}」：${wanted}，与所给「${remark}」不同。确属该行的请填 conditionRow: ${only.row}；不属于的请按危险性类别填写表 2 符号`,
    chemical,
    [rowLabel(only)],
  )
}

function fitsCondition(row: NamedRow, remark: string): boolean {
  const conditions = [row.condition ?? '', ...(CONDITION_SYNONYMS[row.row] ?? [])].map(normalizeChemical)
  return conditions.includes(remark) || (remark.length >= 2 && conditions[0]?.split(/[,、]/u).includes(remark) === true)
}

function unknownChemical(chemical: string, key: string): MajorHazardError {
  const fault = /^\d{2,7}-\d{2}-\d$/.test(key) ? checkCas(key).reason : null
  if (fault) {
    return new MajorHazardError('UnknownChemical', `CAS 号「${chemical}」有误：${fault}。请核对后重填`, chemical)
  }
  const base = key.replace(/\(.*$/u, '')
  const similar = [...new Set(TABLE_1.filter((row) => isSimilar(row, base)).map(rowLabel))].slice(0, 5)
  const advice =
    (Object.hasOwn(ADVICE, base) ? ADVICE[base] : undefined) ??
    '请按其危险性类别（GB 30000，见安全技术说明书）在 symbol 中填写表 2 符号，如 J3、W2、W5.3；不属于任何类别的不参与辨识'
  const question = similar.length > 0 ? `相近名称：${similar.join('、')}。` : ''
  return new MajorHazardError(
    'UnknownChemical',
    `「${chemical}」未列入 GB 18218-2018 表 1。${question}${advice}`,
    chemical,
    similar,
  )
}

function isSimilar(row: NamedRow, base: string): boolean {
  if (base.length < 2) return false
  return [row.name, ...row.aliases, row.english].some((name) => {
    const other = normalizeChemical(name)
    return other.includes(base) || (other.length >= 2 && base.includes(other))
  })
}

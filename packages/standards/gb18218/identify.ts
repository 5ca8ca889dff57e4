import { add, divide, type Exact, exact, isAtLeast, multiply, toNumber } from './exact.ts'
import { type FoundChemical, findChemical, readSymbols, rowLabel } from './find-chemical.ts'
import { MajorHazardError } from './problems.ts'
import type { CategoryRow } from './table-types.ts'
import { TABLE_2 } from './tables.gen.ts'

/** One stock of a unit. Tonnes are the design maximum (设计最大量), never today's inventory. GB 18218-2018 §4.2. */
export interface Stock {
  /** Name, alias, name(condition), English name, CAS number, '#39' for a row of table 1, or table 2 symbols. */
  readonly chemical: string
  readonly tonnes: number
  /** Table 2 symbols when the chemical is not in table 1, e.g. 'W5.3' or 'J5/W5.3'. */
  readonly symbol?: string | readonly string[]
  /** The assessor's own β; betaReason says why. */
  readonly beta?: number
  readonly betaReason?: string
  /** The row of table 1 when the name has several conditions. */
  readonly conditionRow?: number
  /** A flammable liquid worked above its boiling point: W5.1, β 1.5. */
  readonly aboveBoiling?: boolean
}

/** Where β comes from: table 3, table 4, or the assessor. data-exchange.md T10. */
export type BetaSource = 'T3' | 'T4' | 'manual'

/** One substance of the unit with its share of S and R. */
export interface HazardItem {
  readonly name: string
  /** Row of table 1, or null when the quantity comes from table 2. */
  readonly row: number | null
  /** Table 2 symbols used for Q (table 2 substances) or for β. */
  readonly symbols: readonly string[]
  /** Design maximum quantity in tonnes, all stocks of the substance together. */
  readonly q: number
  /** Critical quantity in tonnes. */
  readonly Q: number
  readonly ratio: number
  readonly beta: number
  readonly betaSource: BetaSource
  readonly betaReason: string | null
  /** β·q/Q. */
  readonly term: number
}

/** An item with its exact figures, for the sums. */
export interface ExactItem {
  readonly name: string
  readonly row: number | null
  readonly symbols: readonly string[]
  readonly q: Exact
  readonly threshold: Exact
  readonly beta: Exact
  readonly betaSource: BetaSource
  readonly betaReason: string | null
}

/** Items, S and the notes of one unit. */
export interface Identification {
  readonly items: readonly ExactItem[]
  readonly s: Exact
  readonly isMajorHazard: boolean
  /** What was assumed because the input does not say it; an assessor confirms each. */
  readonly assumptions: readonly string[]
}

const CATEGORIES = new Map(TABLE_2.map((row) => [row.symbol, row]))

/**
 * Whether a unit is a major hazard installation (重大危险源): S = Σ q/Q ≥ 1. GB 18218-2018 §4.2.1, §4.2.2; equality counts.
 * Stocks of one substance are added first; several symbols take the lowest Q.
 * @throws MajorHazardError EmptyStocks, InvalidTonnes and those of findChemical
 */
export function identifyMajorHazard(stocks: readonly Stock[]): Identification {
  if (stocks.length === 0) throw new MajorHazardError('EmptyStocks', '至少填写一种危险化学品')
  const assumptions = new Set<string>()
  const items = new Map<string, ExactItem>()
  for (const stock of stocks) {
    const item = toItem(stock, (note) => assumptions.add(note))
    // Same substance with another β (one vessel above boiling point) stays its own line; S is the same either way.
    const beta = `${item.beta.num}/${item.beta.den} ${item.betaSource} ${item.betaReason ?? ''}`
    const key = `${item.row ?? item.name} ${item.symbols.join('/')} ${item.threshold.num}/${item.threshold.den} ${beta}`
    const same = items.get(key)
    items.set(key, same ? { ...same, q: add(same.q, item.q) } : item)
  }
  const list = [...items.values()]
  const s = list.reduce((sum, item) => add(sum, divide(item.q, item.threshold)), exact(0))
  return { items: list, s, isMajorHazard: isAtLeast(s, exact(1)), assumptions: [...assumptions] }
}

/** The item as it is shown: floats of the exact figures. */
export function toHazardItem(item: ExactItem): HazardItem {
  const ratio = divide(item.q, item.threshold)
  return {
    name: item.name,
    row: item.row,
    symbols: item.symbols,
    q: toNumber(item.q),
    Q: toNumber(item.threshold),
    ratio: toNumber(ratio),
    beta: toNumber(item.beta),
    betaSource: item.betaSource,
    betaReason: item.betaReason,
    term: toNumber(multiply(item.beta, ratio)),
  }
}

function toItem(stock: Stock, assume: (note: string) => void): ExactItem {
  const { chemical, tonnes } = stock
  if (!Number.isFinite(tonnes) || tonnes < 0) {
    throw new MajorHazardError(
      'InvalidTonnes',
      `「${chemical}」的数量应为不小于 0 的数（吨），实际为 ${tonnes}`,
      chemical,
    )
  }
  const given = givenSymbols(stock)
  const found = find(stock, given)
  if (found.assumption) assume(found.assumption)
  const item =
    found.kind === 'named' ? namedItem(stock, found, given, assume) : categoryItem(stock, found.symbols, assume)
  return withManualBeta(item, stock, assume)
}

function givenSymbols({ chemical, symbol }: Stock): readonly string[] {
  if (symbol === undefined) return []
  const text = typeof symbol === 'string' ? symbol : symbol.join('/')
  if (text.trim() === '') return []
  const symbols = readSymbols(text)
  if (symbols) return symbols
  throw new MajorHazardError(
    'UnknownSymbol',
    `「${chemical}」的符号「${text}」不是表 2 符号，应如 J3、W2 或 J5/W5.3`,
    chemical,
  )
}

// Table 1 comes first; a chemical it does not have takes the symbol the user gave.
function find(stock: Stock, given: readonly string[]): FoundChemical {
  try {
    const found = findChemical(stock.chemical, stock.conditionRow)
    return found.kind === 'category' && given.length > 0
      ? { kind: 'category', symbols: given, assumption: null }
      : found
  } catch (error) {
    const mayUseSymbol =
      error instanceof MajorHazardError &&
      (error.type === 'UnknownChemical' || (error.type === 'ConditionMismatch' && stock.conditionRow === undefined))
    if (!mayUseSymbol || given.length === 0 || stock.chemical.trim() === '') throw error
    return { kind: 'category', symbols: given, assumption: null }
  }
}

function namedItem(
  stock: Stock,
  { row }: Extract<FoundChemical, { kind: 'named' }>,
  given: readonly string[],
  assume: (note: string) => void,
): ExactItem {
  const label = rowLabel(row)
  const base = {
    name: label,
    row: row.row,
    q: exact(stock.tonnes),
    threshold: exact(row.thresholdTonnes),
    betaReason: null,
  }
  const symbols = given.length > 0 ? given : row.symbols
  if (row.betaTable3 !== null) {
    if (stock.aboveBoiling) assume(`「${label}」β 由表 3 给定，「工作温度高于沸点」不影响`)
    return { ...base, symbols, beta: exact(row.betaTable3), betaSource: 'T3' }
  }
  // Table 3 names carbon monoxide, which has no row of its own in table 1.
  if (row.row === 13 && given.length === 0) {
    assume(`「${label}」按一氧化碳取 β=2（表 3）；如煤气毒性或组成不同请由评估人员改定`)
    return { ...base, symbols, beta: exact(2), betaSource: 'T3' }
  }
  if (given.length === 0 && row.betaStatus === 'check') {
    const beta = symbols.length > 0 ? largestBeta(symbols) : (row.suggestedBeta ?? '1')
    const choice = symbols.length > 0 ? `可能的符号 ${symbols.join('、')} 中取最大值` : '没有对应的表 4 符号，取'
    assume(`「${label}」的 β 取决于急性毒性类别：${choice} β=${beta}；请按安全技术说明书填写 symbol 或 beta 确认`)
    return { ...base, symbols, beta: exact(beta), betaSource: 'T4' }
  }
  const isFlammableLiquid = symbols.some((symbol) => symbol.startsWith('W5'))
  if (stock.aboveBoiling && !isFlammableLiquid) assume(`「${label}」不是易燃液体，「工作温度高于沸点」未采用`)
  const effective =
    stock.aboveBoiling && isFlammableLiquid
      ? [...new Set([...symbols.filter((s) => !s.startsWith('W5')), 'W5.1'])]
      : symbols
  if (given.length === 0 && !stock.aboveBoiling && ['W5.3', 'W5.4'].some((symbol) => symbols.includes(symbol))) {
    assume(`「${label}」按工作温度不高于沸点取 β=1；高于沸点的请填 aboveBoiling: true（β=1.5）`)
  }
  return { ...base, symbols: effective, beta: exact(largestBeta(effective)), betaSource: 'T4' }
}

function categoryItem(stock: Stock, symbols: readonly string[], assume: (note: string) => void): ExactItem {
  let effective = symbols
  if (stock.aboveBoiling) {
    const isFlammableLiquid = symbols.some((symbol) => symbol.startsWith('W5'))
    // Table 2: category 2 or 3 worked above the boiling point is W5.1, so Q changes as well.
    if (isFlammableLiquid) effective = [...new Set([...symbols.filter((symbol) => !symbol.startsWith('W5')), 'W5.1'])]
    else assume(`「${stock.chemical}」不是易燃液体，「工作温度高于沸点」未采用`)
  }
  const rows = effective.map((symbol) => CATEGORIES.get(symbol) as CategoryRow)
  const lowest = rows.reduce((a, b) => (isAtLeast(exact(a.thresholdTonnes), exact(b.thresholdTonnes)) ? b : a))
  if (rows.length > 1) assume(`「${stock.chemical}」有多个危险性类别：临界量取最低的 ${lowest.symbol}，β 取最大值`)
  const isBare = readSymbols(stock.chemical) !== null
  return {
    name: isBare ? `${effective.join('/')} ${rows.map((row) => row.className).join('/')}` : stock.chemical.trim(),
    row: null,
    symbols: effective,
    q: exact(stock.tonnes),
    threshold: exact(lowest.thresholdTonnes),
    beta: exact(largestBeta(effective)),
    betaSource: 'T4',
    betaReason: null,
  }
}

/** The largest β of some symbols: practice when several apply, unverified. GB 18218-2018 table 4. */
function largestBeta(symbols: readonly string[]): string {
  const betas = symbols.map((symbol) => CATEGORIES.get(symbol)?.beta ?? '1')
  return betas.reduce((a, b) => (Number(b) > Number(a) ? b : a), '0')
}

function withManualBeta(item: ExactItem, stock: Stock, assume: (note: string) => void): ExactItem {
  if (stock.beta === undefined) return item
  if (!Number.isFinite(stock.beta) || stock.beta <= 0) {
    throw new MajorHazardError(
      'InvalidBeta',
      `「${stock.chemical}」的 β 应为大于 0 的数，实际为 ${stock.beta}`,
      stock.chemical,
    )
  }
  const reason = stock.betaReason?.trim() || null
  assume(`「${item.name}」采用评估人员给定的 β=${stock.beta}（${reason ?? '未说明理由，请补充'}）`)
  return { ...item, beta: exact(stock.beta), betaSource: 'manual', betaReason: reason }
}

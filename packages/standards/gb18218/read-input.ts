import type { GradeInput } from './grade.ts'
import type { Stock } from './identify.ts'
import { MajorHazardError } from './problems.ts'

const INPUT_FIELDS = ['exposedPeople', 'stocks']
const STOCK_FIELDS = ['chemical', 'tonnes', 'symbol', 'beta', 'betaReason', 'conditionRow', 'aboveBoiling']

/**
 * The grading input inside untrusted data such as a parsed JSON file. Every field is checked for its type, and one that is
 * not understood is refused: a mistyped aboveBoiling left out of the calculation would change the level.
 * @throws MajorHazardError InvalidInput, InvalidPeople, EmptyStocks, InvalidTonnes, InvalidBeta
 */
export function readGradeInput(data: unknown): GradeInput {
  if (!isRecord(data)) throw new MajorHazardError('InvalidInput', '输入应为包含 exposedPeople 和 stocks 的对象')
  refuseUnknown(data)
  const { exposedPeople, stocks } = data
  if (typeof exposedPeople !== 'number') {
    throw new MajorHazardError('InvalidPeople', 'exposedPeople（厂外可能暴露人员数量）应为不小于 0 的整数')
  }
  if (!Array.isArray(stocks)) throw new MajorHazardError('InvalidInput', 'stocks（危险化学品清单）应为数组')
  if (stocks.length === 0) throw new MajorHazardError('EmptyStocks', '至少填写一种危险化学品')
  return { exposedPeople, stocks: stocks.map(readStock) }
}

function refuseUnknown(data: Record<string, unknown>): void {
  const stocks = Array.isArray(data.stocks) ? data.stocks : []
  const unknown = [
    ...unknownKeys(data, INPUT_FIELDS),
    ...stocks.flatMap((stock, index) => unknownKeys(stock, STOCK_FIELDS).map((key) => `stocks[${index}].${key}`)),
  ]
  if (unknown.length === 0) return
  throw new MajorHazardError(
    'InvalidInput',
    `不认识的字段：${unknown.join('、')}。可用 ${INPUT_FIELDS.join('、')}，清单各项可用 ${STOCK_FIELDS.join('、')}`,
  )
}

const unknownKeys = (value: unknown, known: readonly string[]) =>
  isRecord(value) ? Object.keys(value).filter((key) => !known.includes(key)) : []

function readStock(stock: unknown, index: number): Stock {
  const where = `第 ${index + 1} 项`
  if (!isRecord(stock)) throw new MajorHazardError('InvalidInput', `${where}应为对象`)
  const { chemical, tonnes, symbol, beta, betaReason, conditionRow, aboveBoiling } = stock
  if (typeof chemical !== 'string' || chemical.trim() === '') {
    throw new MajorHazardError('InvalidInput', `${where}缺少物质名称 chemical`)
  }
  if (typeof tonnes !== 'number') {
    throw new MajorHazardError('InvalidTonnes', `${where}「${chemical}」的 tonnes 应为数字（吨）`, chemical)
  }
  if (
    !isOptional(symbol, (it) => typeof it === 'string' || (Array.isArray(it) && it.every((s) => typeof s === 'string')))
  ) {
    throw new MajorHazardError('InvalidInput', `${where}「${chemical}」的 symbol 应为文字，如 W5.3`, chemical)
  }
  if (!isOptional(beta, (it) => typeof it === 'number')) {
    throw new MajorHazardError('InvalidBeta', `${where}「${chemical}」的 beta 应为数字`, chemical)
  }
  if (!isOptional(betaReason, (it) => typeof it === 'string')) {
    throw new MajorHazardError('InvalidInput', `${where}「${chemical}」的 betaReason 应为文字`, chemical)
  }
  if (!isOptional(conditionRow, (it) => Number.isInteger(it))) {
    throw new MajorHazardError('InvalidInput', `${where}「${chemical}」的 conditionRow 应为表 1 行号`, chemical)
  }
  if (!isOptional(aboveBoiling, (it) => typeof it === 'boolean')) {
    throw new MajorHazardError('InvalidInput', `${where}「${chemical}」的 aboveBoiling 应为 true 或 false`, chemical)
  }
  return {
    chemical,
    tonnes,
    symbol: (symbol ?? undefined) as Stock['symbol'],
    beta: (beta ?? undefined) as Stock['beta'],
    betaReason: (betaReason ?? undefined) as Stock['betaReason'],
    conditionRow: (conditionRow ?? undefined) as Stock['conditionRow'],
    aboveBoiling: (aboveBoiling ?? undefined) as Stock['aboveBoiling'],
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOptional(value: unknown, test: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || test(value)
}

import { count, day, today } from '#kernel/ui/format.ts'
import type { Figure, Indicator } from './api.ts'

type Value = number | null
type Base = { over: number; under: number } | null

/** A share, or a change, of fewer than so many is told by the counts themselves. */
export const FEW = 20

/** 2,359 家, 94.1%, 126.4 万元; a dash for what is not known. */
export function amountWords(value: Value, unit: string): string {
  if (value === null) return '—'
  if (unit === '%') return `${value.toFixed(1)}%`
  if (unit === '元' && Math.abs(value) >= 10_000) return `${count(Number((value / 10_000).toFixed(1)))} 万元`
  return `${count(value)} ${unit}`
}

/** Whether a share is of so few that it is told by its two counts. */
export const isOfFew = (unit: string, base: Base): boolean =>
  base !== null && unit === '%' && base.under > 0 && base.under < FEW

/** A figure by itself: a share of few is the two counts. */
export const figureWords = (value: Value, unit: string, base: Base): string =>
  isOfFew(unit, base) ? cellWords(value, unit, base) : amountWords(value, unit)

/** The same where the unit stands elsewhere; a share of few is the two counts. */
export function cellWords(value: Value, unit: string, base: Base = null): string {
  if (base && isOfFew(unit, base)) return `${count(base.over)} / ${count(base.under)}`
  if (value === null) return '—'
  return unit === '%' ? `${value.toFixed(1)}%` : count(value)
}

/** How a figure stands to one before: in points, in percent, or of few in their number. */
export function changeWords(now: Value, then: Value, unit: string): string {
  if (then === null) return '没有可比的数'
  if (now === null) return `那时 ${amountWords(then, unit)}`
  const more = now - then
  if (more === 0) return '持平'
  const sign = more > 0 ? '+' : '−'
  const size = Math.abs(more)
  if (unit === '%') return `${sign}${size.toFixed(1)} 个百分点`
  if (then === 0) return `多 ${amountWords(more, unit)}（那时为 0）`
  const digits = Number(size.toFixed(2))
  if (then < FEW) return `${more > 0 ? '多' : '少'} ${count(digits)} ${unit}（那时 ${count(then)} ${unit}）`
  return `${sign}${((size / then) * 100).toFixed(1)}%（那时 ${amountWords(then, unit)}）`
}

/** 10-01 至 11-22; 2025-12-01 至 2026-11-22 where the years differ. */
export const spanWords = (from: string, to: string) =>
  from.slice(0, 4) === to.slice(0, 4) ? `${day(from)} 至 ${day(to)}` : `${from} 至 ${to}`

/** When the figure is of: the end of a day, or a period. */
export const whenWords = ({ indicator, from, to }: Pick<Figure, 'indicator' | 'from' | 'to'>) =>
  indicator.kind === 'stock' ? (to === today() ? '截至今天' : `截至 ${day(to)}`) : spanWords(from, to)

/** Words under a chart: place, period, and the time up to which everything is counted. */
export function footWords(figure: Figure, enteredAt: string): string {
  const known = figure.asOf && figure.asOf < today() ? `截至 ${figure.asOf} 当时所知` : `数据截至 ${enteredAt}`
  return `${figure.gridName} · ${whenWords(figure)} · ${known}`
}

/** 流量 and its like, as the dictionary says them. */
export const kindWords: Record<Indicator['kind'], string> = {
  flow: '期内发生',
  stock: '截至当日',
  ratio: '两数之比',
}

/** Name of a parting in the words of a tab. */
export const partingTitle = (indicator: Indicator, by: string) =>
  by
    .split(',')
    .map((name) => indicator.partitions.find((one) => one.name === name)?.title ?? name)
    .join(' × ')

const whole = new Intl.NumberFormat('zh-CN')

/** A ratio of fewer than so many is told as it was counted, 3 / 7, not as a share. */
export const SMALL_BASE = 20

/** 2,359 家, 94.1%, 126.4 万元; a dash for what cannot be said. */
export function amountText(value: number | null, unit: string): string {
  if (value === null) return '—'
  if (unit === '%') return `${value.toFixed(1)}%`
  if (unit === '元' && Math.abs(value) >= 10_000) return `${whole.format(Number((value / 10_000).toFixed(1)))} 万元`
  return `${whole.format(value)} ${unit}`
}

interface Counted {
  value: number | null
  base: { over: number; under: number } | null
}

const isOfFew = ({ base }: Pick<Counted, 'base'>): boolean => base !== null && base.under < SMALL_BASE

/** A figure in a sentence: a share of few as it was counted, 6 / 7. */
export const figureText = (value: number | null, unit: string, base: Counted['base']): string =>
  isOfFew({ base }) ? cellText(value, unit, base) : amountText(value, unit)

/** What changed since the period before, in words: 增长 12.5%, 下降 1.2 个百分点; of few, or of none, their numbers. */
export function changeText(told: Counted, toldBefore: Counted, unit: string): string {
  if (isOfFew(told) || isOfFew(toldBefore)) return `上期 ${figureText(toldBefore.value, unit, toldBefore.base)}`
  const [now, before] = [told.value, toldBefore.value]
  if (before === null || now === null) return '没有可比的数'
  const more = Number((now - before).toFixed(2))
  if (more === 0) return '持平'
  const way = more > 0 ? '增长' : '下降'
  if (unit === '%') return `${way} ${Math.abs(more).toFixed(1)} 个百分点`
  if (before < SMALL_BASE)
    return `${more > 0 ? '增加' : '减少'} ${amountText(Math.abs(more), unit)}（上期 ${amountText(before, unit)}）`
  return `${way} ${((Math.abs(more) / before) * 100).toFixed(1)}%`
}

/** The same in a column whose head tells the unit. */
export function cellText(value: number | null, unit: string, base: { over: number; under: number } | null): string {
  if (base && base.under < SMALL_BASE)
    return base.under === 0 ? '—' : `${whole.format(base.over)} / ${whole.format(base.under)}`
  if (value === null) return '—'
  return unit === '%' ? `${value.toFixed(1)}%` : whole.format(value)
}

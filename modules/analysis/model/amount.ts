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

/** The same in a column whose head tells the unit. */
export function cellText(value: number | null, unit: string, base: { over: number; under: number } | null): string {
  if (base && base.under < SMALL_BASE)
    return base.under === 0 ? '—' : `${whole.format(base.over)} / ${whole.format(base.under)}`
  if (value === null) return '—'
  return unit === '%' ? `${value.toFixed(1)}%` : whole.format(value)
}

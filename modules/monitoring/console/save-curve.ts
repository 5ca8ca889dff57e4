import { moment } from '#kernel/ui/format.ts'
import type { Curve } from './api.ts'

/** Hands a curve to whoever looks at it as a table, with a mark that makes spreadsheets read it as UTF-8. */
export function saveCurve(name: string, unit: string, { points }: Curve): void {
  const head = ['时间', `最低 ${unit}`, `平均 ${unit}`, `最高 ${unit}`, '个数'].map((word) => word.trim())
  const lines = points.map(({ at, low, mean, high, n }) => [moment(at), low, Number(mean.toPrecision(8)), high, n])
  const text = [head, ...lines].map((line) => line.join(',')).join('\r\n')
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|\s]+/g, '-')}.csv`
  link.click()
  URL.revokeObjectURL(address)
}

import { rowsOfGrid, rowsOfMonth } from '#kernel/cases/console/figure-rows.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'

/** One row of the figures of hazards. */
export interface HazardFigure {
  key: string
  title: string
  found: number
  due: number
  late: number
  closed: number
  major: number
  recurring: number
}

/** What the figures can be parted by. */
export const dimensions = {
  category: '按类别',
  group: '按大类',
  grid: '按网格',
  source: '按来源',
  month: '按月份',
  rank: '按等级',
  criterion: '按判定标准',
} as const

export type Dimension = keyof typeof dimensions

/** Figures of hazards by one dimension, under the filters of the address. */
export const useFigures = (by: Dimension, filter: Search) =>
  useRead<{ items: HazardFigure[]; asOf: string }>(`/hazard-figures${queryString({ by, ...filter })}`, { keep: true })

/** The filter under which the list shows the rows of a figure; null where the list has none like it. */
export function rowsOf(by: Dimension, key: string, top: string | undefined): Search | null {
  if (key === '') return by === 'criterion' ? null : { graded: 'false' }
  if (by === 'grid') return rowsOfGrid(key, top)
  if (by === 'group') return { category: key === 'B' ? 'base' : 'site' }
  return by === 'month' ? rowsOfMonth(key) : { [by]: key }
}

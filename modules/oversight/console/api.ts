import type { z } from 'zod'
import { rowsOfGrid, rowsOfMonth } from '#kernel/cases/console/figure-rows.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { FindingLine as LineSchema } from '../model/schema.ts'

/** A finding as a row of its own. */
export type FindingLine = z.output<typeof LineSchema>

/** One page of findings under the filters of the address. */
export const useFindings = (filter: Search) =>
  useRead<{ items: FindingLine[]; nextCursor: string | null; total: number }>(
    `/oversight-findings${queryString(filter)}`,
    { keep: true },
  )

/** One row of the figures of findings. */
export interface FindingFigure {
  key: string
  title: string
  found: number
  passed: number
  left: number
  late: number
  repeated: number
}

/** What the figures can be parted by. */
export const dimensions = { grid: '按网格', item: '按检查项', month: '按月份' } as const

export type Dimension = keyof typeof dimensions

/** Figures of findings by one dimension, under the filters of the address. */
export const useFigures = (by: Dimension, filter: Search) =>
  useRead<{ items: FindingFigure[]; asOf: string }>(`/oversight-figures${queryString({ by, ...filter })}`, {
    keep: true,
  })

/** The filter under which the list shows the rows of a figure; null while the rows of another tab are still shown. */
export function rowsOf(by: Dimension, key: string, top: string | undefined): Search | null {
  if (by === 'grid') return rowsOfGrid(key, top)
  return by === 'month' ? rowsOfMonth(key) : { itemCode: key }
}

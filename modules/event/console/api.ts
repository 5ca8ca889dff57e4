import { rowsOfGrid, rowsOfMonth } from '#kernel/cases/console/figure-rows.ts'
import type { FilePlace } from '#kernel/files/console/sent-file.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'

/** An open event that is the same matter as the one about to be registered. */
export interface DoubleEvent {
  id: string
  number: string | null
  title: string
  stateTitle: string
  place: string
  openedAt: string
  link: string
}

/** Open events of an item at a place of the last days; asks nothing until both are known. */
export const useDoubles = (itemCode: unknown, { objectId, gridCode }: FilePlace) =>
  useRead<{ items: DoubleEvent[] }>(
    itemCode && (objectId || gridCode)
      ? `/event-doubles${queryString({ itemCode: String(itemCode), ...(objectId ? { objectId } : { gridCode: gridCode ?? undefined }) })}`
      : null,
    { staleTime: 0 },
  )

/** One row of the figures of events. */
export interface EventFigure {
  key: string
  title: string
  found: number
  closed: number
  inTime: number
  late: number
  overdue: number
}

/** What the figures can be parted by. */
export const dimensions = {
  group: '按大类',
  category: '按类别',
  level: '按层级',
  priority: '按紧急程度',
  grid: '按网格',
  month: '按月份',
} as const

export type Dimension = keyof typeof dimensions

/** Figures of events by one dimension, under the filters of the address. */
export const useFigures = (by: Dimension, filter: Search) =>
  useRead<{ items: EventFigure[]; asOf: string }>(`/event-figures${queryString({ by, ...filter })}`, { keep: true })

/** The filter under which the list shows the rows of a figure; null while the rows of another tab are still shown. */
export function rowsOf(by: Dimension, key: string, top: string | undefined): Search | null {
  if (by === 'grid') return rowsOfGrid(key, top)
  return by === 'month' ? rowsOfMonth(key) : { [by]: key }
}

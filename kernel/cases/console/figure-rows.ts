import type { Search } from '#kernel/ui/address.ts'

/** The rows of a figure of a grid; the row of the place itself is what lies there and in no grid below. */
export const rowsOfGrid = (key: string, top: string | undefined): Search =>
  key === top ? { grid: key, own: 'true' } : { grid: key }

/** The rows of a figure of a month, by the day they were found on; null for a key of another tab, still shown while the next comes. */
export function rowsOfMonth(month: string): Search | null {
  if (!/^\d{4}-\d\d$/.test(month)) return null
  const [year, number] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year as number, number as number, 0)).toISOString().slice(0, 10)
  return { foundFrom: `${month}-01`, foundTo: last }
}

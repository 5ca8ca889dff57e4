import type { Search } from './address.ts'

const trails = new Map<string, (string | undefined)[]>()

/** Where one stands in a list, and the addresses of the pages beside. */
export interface Trail {
  page: number
  first(): Search
  previous(): Search
  next(cursor: string): Search
}

/**
 * Pages of a list that only knows its next cursor. Cursors seen in this visit are remembered per filter, so one can
 * go back; an address opened in the middle goes back to the first page.
 */
export function cursorTrail(filter: string, search: Search): Trail {
  const page = Math.max(1, Number(search.page) || 1)
  const cursors = trails.get(filter) ?? []
  cursors[page] = search.cursor
  trails.set(filter, cursors)
  const to = (number: number, cursor: string | undefined): Search => ({
    page: number > 1 && cursor ? String(number) : undefined,
    cursor,
  })
  return {
    page,
    first: () => to(1, undefined),
    previous: () => to(page - 1, cursors[page - 1]),
    next: (cursor) => to(page + 1, cursor),
  }
}

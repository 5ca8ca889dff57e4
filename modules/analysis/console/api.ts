import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { Circular, Ranking } from '../model/schema.ts'

/** Query of the circular the page's address asks for. */
export const circularQuery = ({ grid, from, asOf }: Search): string => queryString({ grid, from, asOf })

export const useCircular = (query: string) => useRead<Circular>(`/circulars/current${query}`, { keep: true })

/** Query of the ranking the page's address asks for. */
export const rankingQuery = ({ grid, period, codes }: Search, format?: string): string =>
  queryString({ grid, period, codes, format })

export const useRanking = (search: Search) => useRead<Ranking>(`/rankings${rankingQuery(search)}`, { keep: true })

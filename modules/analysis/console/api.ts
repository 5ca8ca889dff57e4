import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { ReportLine, ReportTemplate, ReportWhole } from '../model/report-schema.ts'
import type { Circular, Ranking } from '../model/schema.ts'

/** Query of the circular the page's address asks for. */
export const circularQuery = ({ grid, from, asOf }: Search): string => queryString({ grid, from, asOf })

export const useCircular = (query: string) => useRead<Circular>(`/circulars/current${query}`, { keep: true })

/** Query of the ranking the page's address asks for. */
export const rankingQuery = ({ grid, period, codes }: Search, format?: string): string =>
  queryString({ grid, period, codes, format })

export const useRanking = (search: Search) => useRead<Ranking>(`/rankings${rankingQuery(search)}`, { keep: true })

/** The templates of one's grid; null asks nothing. */
export const useReportTemplates = (may: boolean) =>
  useRead<{ items: ReportTemplate[] }>(may && '/report-templates', { staleTime: 0 })

export const useReportTemplate = (id: string | null) =>
  useRead<ReportTemplate>(id && `/report-templates/${id}`, { staleTime: 0 })

/** Reports of one's grid and those sent to one's seat; of one template alone where it is named. */
export const useReports = (template: string | undefined, cursor: string | undefined) =>
  useRead<{ items: ReportLine[]; nextCursor: string | null; total: number }>(
    `/reports${queryString({ template, cursor })}`,
    { keep: true, staleTime: 0 },
  )

export const useReport = (id: string) => useRead<ReportWhole>(`/reports/${id}`)

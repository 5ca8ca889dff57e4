import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { useRead, useReads } from '#kernel/ui/query.ts'
import type { ChecksAnswer, FigureAnswer, IndicatorView, MonthsAnswer, PartsAnswer, RowsAnswer } from '../schema.ts'
import { periodOf } from './period.ts'

export type Indicator = z.output<typeof IndicatorView>
export type Figure = z.output<typeof FigureAnswer>
export type Parts = z.output<typeof PartsAnswer>
export type Part = Parts['items'][number]
export type MonthsRead = z.output<typeof MonthsAnswer>
export type Rows = z.output<typeof RowsAnswer>
export type Checks = z.output<typeof ChecksAnswer>
export type Check = Checks['items'][number]

/** For what figures are asked, as it stands in the address. */
export interface Ask {
  grid?: string | undefined
  from: string
  to: string
  asOf?: string | undefined
  /** Keys by dimension. */
  keys: readonly (readonly [string, string])[]
}

/** What the address of a page asks for. Keys stand as `class:hazchem|category:B01`. */
export function askOf(search: Search): Ask {
  const keys = (search.key ?? '').split('|').flatMap((one) => {
    const [name, ...rest] = one.split(':')
    return name && rest.length > 0 ? [[name, rest.join(':')] as const] : []
  })
  return { grid: search.grid, ...periodOf(search), asOf: search.asOf, keys }
}

/** Keys as they stand in the address; undefined for none. */
export const keysText = (keys: Ask['keys']): string | undefined =>
  keys.map((pair) => pair.join(':')).join('|') || undefined

/** The address under which the page of an indicator shows what is asked. */
export const searchOf = ({ grid, from, to, asOf, keys }: Ask, more: Search = {}): Search => ({
  ...{ grid, from, to, asOf, key: keysText(keys) },
  ...more,
})

function query({ grid, from, to, asOf, keys }: Ask, more: Search = {}): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries({ grid, from, to, asOf, ...more })) if (value) text.set(name, value)
  for (const [name, key] of keys) text.append('key', `${name}:${key}`)
  return `?${text}`
}

const path = (code: string, what: string, ask: Ask, more?: Search) => `/indicators/${code}/${what}${query(ask, more)}`

/** The indicators one may read. */
export const useDictionary = () => useRead<{ items: Indicator[] }>('/indicators', { staleTime: 600_000 })

export const useFigure = (code: string | null, ask: Ask) =>
  useRead<Figure>(code && path(code, 'figure', ask), { keep: true })

/** Figures of several indicators, in their order. */
export const useFigures = (codes: readonly string[], ask: Ask) =>
  useReads<Figure>(codes.map((code) => path(code, 'figure', ask)))

export const useMonths = (code: string | null, ask: Ask) =>
  useRead<MonthsRead>(code && path(code, 'months', ask), { keep: true })

export const useParts = (code: string | null, ask: Ask, by: string | undefined) =>
  useRead<Parts>(code && by !== undefined && path(code, 'parts', ask, { by }), { keep: true })

export const useRows = (code: string | null, ask: Ask, cursor: string | undefined) =>
  useRead<Rows>(code && path(code, 'rows', ask, { cursor }), { keep: true })

export const useChecks = (ask: Ask) => useRead<Checks>(`/indicator-checks${query(ask)}`, { keep: true })

/** Where the checks are taken out, under `/api/v1`. */
export const checksExportPath = (ask: Ask, format: string) => `/indicator-checks/export${query(ask, { format })}`

/** Where the table of a figure is taken out, under `/api/v1`. */
export const exportPath = (code: string, ask: Ask, by: string, format: string) =>
  path(code, 'export', ask, { by, format })

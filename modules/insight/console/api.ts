import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { FindingLine, FindingView, ForecastView, ModelView } from '../model/schema.ts'

export type Line = z.output<typeof FindingLine>
export type Finding = z.output<typeof FindingView>
export type Forecast = z.output<typeof ForecastView>
export type Model = z.output<typeof ModelView>

export interface Findings {
  items: Line[]
  total: number
  maySearch: boolean
}

export const useFindings = ({ grid, state }: Search) =>
  useRead<Findings>(`/insight-findings${queryString({ grid, state })}`, { keep: true })

export const useFinding = (id: string) => useRead<Finding>(`/insight-findings/${id}`)

export const useForecast = ({ grid, series }: Search) =>
  useRead<Forecast>(`/insight-forecast${queryString({ grid, series })}`, { keep: true })

export const useModel = () => useRead<Model>('/insight-model')

/** Reads everything of this room again after something was decided. */
export function useForgetInsight(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/insight') })
}

import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type {
  CheckerView,
  CheckView,
  EntryView,
  LineView,
  LoanView,
  LogLine as LogSchema,
  OfficeView,
  RetentionView,
  VolumeLine as VolumeLineSchema,
  VolumeView,
  WaitingLine,
} from '../model/schema.ts'

export type Waiting = z.output<typeof WaitingLine>
export type VolumeLine = z.output<typeof VolumeLineSchema>
export type Volume = z.output<typeof VolumeView>
export type Line = z.output<typeof LineView>
export type Entry = z.output<typeof EntryView>
export type Loan = z.output<typeof LoanView>
export type LogLine = z.output<typeof LogSchema>
export type Office = z.output<typeof OfficeView>
export type Rule = z.output<typeof RetentionView>
export type Checker = z.output<typeof CheckerView>
export type Check = z.output<typeof CheckView>

export interface Listed<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

export interface WaitingList extends Listed<Waiting> {
  totalIsBound: boolean
  late: number
  kinds: { kind: string; title: string; which: string; due: string }[]
}

const PAGE = 50

export const waitingKeys = ['q', 'kind', 'late'] as const
export const volumeKeys = ['q', 'kind', 'year', 'retention', 'state', 'over', 'loan'] as const
export const loanKeys = ['state', 'mine'] as const

/** The filters of an address. */
export const chosenOf = (search: Search, keys: readonly string[]): Search =>
  Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

const pageOf = (search: Search, keys: readonly string[]) =>
  queryString({ ...chosenOf(search, keys), cursor: search.cursor, limit: PAGE })

/** Who may be named as having looked a volume over. */
export const useCheckers = (volumeId: string) => useRead<Listed<Checker>>(`/archive-volumes/${volumeId}/checkers`)

export const useWaiting = (search: Search) =>
  useRead<WaitingList>(`/archive-waiting${pageOf(search, waitingKeys)}`, { keep: true })

export const useVolumes = (search: Search) =>
  useRead<Listed<VolumeLine>>(`/archive-volumes${pageOf(search, volumeKeys)}`, { keep: true })

/** Asked again while it is being bound. */
export const useVolume = (id: string) =>
  useRead<Volume>(`/archive-volumes/${id}`, { every: (volume) => (volume?.state === 'binding' ? 1500 : false) })

export const useLog = (id: string, cursor: string | undefined) =>
  useRead<Listed<LogLine>>(`/archive-volumes/${id}/log${queryString({ cursor, limit: 20 })}`, { keep: true })

export const useLoans = (search: Search) =>
  useRead<Listed<Loan>>(`/archive-loans${pageOf(search, loanKeys)}`, { keep: true })

export const useOffices = () => useRead<Listed<Office>>('/archive-offices')
export const useRules = () => useRead<Listed<Rule>>('/archive-retentions')

/** The volumes of a case, for its page. */
export const useVolumesOfCase = (number: string | null) =>
  useRead<Listed<VolumeLine>>(number ? `/archive-volumes${queryString({ q: number, limit: 5 })}` : null)

/** Reads everything about archives again after an act. */
export function useForgetArchive(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/archive') })
}

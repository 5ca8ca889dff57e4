import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { BulkAnswer as BulkSchema } from '../bulk.ts'
import type { BulkItemView, BulkJobView } from '../bulk-routes.ts'
import type { DossierView } from '../dossier.ts'
import type { CaseAnswerView, CaseLineView, CaseView, InboxLineView } from '../schema.ts'

/** What a kind of case adds to a line of its own; the kind knows what is in it. */
interface OfItsKind {
  facts?: unknown
}

export type CaseLine = z.output<typeof CaseLineView> & OfItsKind
export type CaseOne = z.output<typeof CaseView> & OfItsKind
export type CaseAct = CaseOne['history'][number]
export type CaseAnswer = z.output<typeof CaseAnswerView>
export type InboxLine = z.output<typeof InboxLineView>
export type BulkAnswer = z.output<typeof BulkSchema>
export type BulkJob = z.output<typeof BulkJobView>
export type BulkItem = z.output<typeof BulkItemView>
export type Dossier = z.output<typeof DossierView>
export type CaseClockValue = NonNullable<CaseLine['clock']>

/** One page of cases; the total may be counted only to a bound. */
export interface CaseList {
  items: CaseLine[]
  nextCursor: string | null
  total: number
  totalIsBound: boolean
}

/** The boxes of an inbox, in the order they stand. */
export const boxes = {
  todo: '待办',
  sent: '我发起的',
  late: '下级逾期',
  copied: '抄送',
  supervised: '督办',
} as const

export type Box = keyof typeof boxes

export interface Inbox {
  items: InboxLine[]
  nextCursor: string | null
  total: number
  boxes: Partial<Record<Box, number>>
}

/** A seat one may hand a case to, or ask. */
export interface SeatChoice {
  id: string
  title: string
  bodyName: string
  personName: string
  gridCode: string
}

/** One case as it stands now. */
export const useCase = (path: string, id: string) => useRead<CaseOne>(id !== '' && `/${path}/${id}`, { keep: false })

/** The dossier of a case, read once: each reading is noted. */
export const useDossier = (id: string) =>
  useRead<Dossier>(id !== '' && `/cases/${id}/dossier`, { staleTime: Number.POSITIVE_INFINITY })

/** Seats that may have to do with a case; an enterprise is told none. */
export const useSeats = (path: string, id: string | null) =>
  useRead<{ items: SeatChoice[] }>(id && `/${path}/${id}/seats`, { staleTime: 300_000 })

/** One box of the inbox of this seat. */
export const useBox = (box: Box, limit: number, cursor?: string) =>
  useRead<Inbox>(`/cases${queryString({ box, limit, cursor })}`, { keep: true })

const aboutCases = (path: string) => path.startsWith('/cases') || path.startsWith('/inbox')

/** Reads everything about cases of a kind anew after something was done. */
export function refreshCases(client: QueryClient, path: string): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [read] }) =>
      typeof read === 'string' && (aboutCases(read) || read.startsWith(`/${path}`) || read.startsWith('/files')),
  })
}

/** As `refreshCases`, for parts of a page. */
export function useRefreshCases(path: string): () => Promise<void> {
  const client = useQueryClient()
  return () => refreshCases(client, path)
}

import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import type { StatusKind } from '#kernel/ui/marks.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { State } from '../model/codes.ts'
import type { Difference, Reconciliation, ReconciliationListView } from '../model/schema.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

/** The kinds of lists one may hold against the platform. */
export const useLists = () =>
  useRead<{ items: ReconciliationListView[] }>('/reconciliation-lists', { staleTime: 600_000 })

export const useReconciliations = ({ cursor }: Search) =>
  useRead<Page<Reconciliation>>(`/reconciliations${queryString({ cursor })}`, { keep: true, staleTime: 0 })

/** One reconciliation, asked again while the server compares. */
export const useReconciliation = (id: string) =>
  useRead<Reconciliation>(`/reconciliations/${id}`, {
    staleTime: 0,
    every: (data) => (data?.state === 'comparing' ? 1000 : false),
  })

/** @param of which comparison: another one has other differences */
export const useDifferences = (id: string, of: string, { kind, show, cursor }: Search) =>
  useRead<Page<Difference>>(
    of === '' ? null : `/reconciliations/${id}/differences${queryString({ kind, show, cursor })}`,
    { keep: true, staleTime: 0 },
  )

/** With which mark a state is shown. */
export const stateKinds: Record<State, StatusKind> = {
  mapping: 'waiting',
  comparing: 'going',
  compared: 'done',
  failed: 'late',
  withdrawn: 'off',
}

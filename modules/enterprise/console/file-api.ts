import { useQueryClient } from '@tanstack/react-query'
import { useRead } from '#kernel/ui/query.ts'
import type { EnterpriseFile } from './api.ts'

/** A change somebody proposed, field by field. */
export interface ProposedChange {
  id: string
  enterpriseId: string
  enterpriseName: string
  gridCode: string
  state: 'submitted' | 'approved' | 'returned' | 'withdrawn'
  changes: FieldChange[]
  submittedBy: { name?: string; seat?: string }
  submittedAt: string
  decidedBy: { name?: string; seat?: string } | null
  decidedAt: string | null
  reason: string | null
  openActs: string[]
}

/** One field before and after. */
export interface FieldChange {
  field: string
  label: string
  before: unknown
  after: unknown
}

/** Two sources that say different things about one field. */
export interface Contradiction {
  id: string
  enterpriseId: string
  enterpriseName: string
  field: string
  label: string
  present: unknown
  claimed: unknown
  source: string
  raisedAt: string
}

/** One version of the file. */
export interface HistoryEntry {
  version: number
  act: string
  reason: string | null
  actor: { name?: string; seat?: string; body?: string }
  at: string
  changes: FieldChange[]
}

/** Some items with the next cursor. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

/** The file of an enterprise as it is now. */
export const useFile = (id: string) => useRead<EnterpriseFile>(`/enterprises/${id}`)

/** Reads everything about one enterprise anew after something was written. */
export function useRefreshFile(id: string): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === 'string' &&
        (path.includes(id) || path.startsWith('/enterprises') || path.startsWith('/enterprise-')),
    })
}

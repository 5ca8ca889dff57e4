import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { CertificateView, OfficerChoice } from '../model/schema.ts'

export type Certificate = z.output<typeof CertificateView>
export type Officer = z.output<typeof OfficerChoice>

export interface Certificates {
  items: Certificate[]
  nextCursor: string | null
  total: number
  expiring: number
  unfit: number
}

export const useCertificates = (filter: {
  q?: string | undefined
  standing?: string | undefined
  cursor?: string | undefined
}) => useRead<Certificates>(`/officer-certificates${queryString(filter)}`, { keep: true })

/** Officers of one's region, one's own office first, as they may enforce on a day. */
export const useOfficers = (q: string, on: string) =>
  useRead<{ items: Officer[] }>(`/officers${queryString({ q, on, limit: 100 })}`, { keep: true })

export function useForgetOfficers(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/officer') })
}

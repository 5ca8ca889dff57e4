import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { Me as MeSchema } from '../model/schema.ts'

/** The person at the desk: seat, grid and permission words. */
export type Me = z.output<typeof MeSchema>

/** Who is signed in; kept for a minute. */
export const useMe = () => useRead<Me>('/me', { staleTime: 60_000 })

/** Whether the person at the desk has a permission word; false until known. */
export function useMay(): (permission: string) => boolean {
  const me = useMe()
  return (permission) => me.data?.permissions.includes(permission) ?? false
}

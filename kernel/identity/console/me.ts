import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { Me as MeSchema } from '../model/schema.ts'

/** The person at the desk: seat, grid and permission words. */
export type Me = z.output<typeof MeSchema>

// Set beside the session, which scripts cannot see; without it nobody asks the server who is there.
const HINT = 'angrid_signed_in'

/** Whether this browser was signed in; the session may have ended since. */
export const wasSignedIn = () => document.cookie.split('; ').includes(`${HINT}=1`)

/** The session is known to have ended. */
export const forgetSignIn = () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser offices have
  document.cookie = `${HINT}=; Max-Age=0; path=/`
}

/** Who is signed in; kept for a minute. */
export const useMe = () => useRead<Me>(wasSignedIn() && '/me', { staleTime: 60_000 })

/** Whether the person at the desk has a permission word; false until known. */
export function useMay(): (permission: string) => boolean {
  const me = useMe()
  return (permission) => me.data?.permissions.includes(permission) ?? false
}

import type { AnyRoute } from '#kernel/http/route.ts'

/** Whether a request is one a device may send later. */
export type IsOffline = (method: string, path: string) => boolean

/** Tells by the declared routes: those that say so, and nothing else. */
export function offlineOf(routes: readonly AnyRoute[]): IsOffline {
  const open = routes
    .filter(({ offline }) => offline)
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/:\w+/g, '[\\w-]+')}$`) }))
  return (method, path) => open.some((one) => one.method === method && one.pattern.test(path))
}

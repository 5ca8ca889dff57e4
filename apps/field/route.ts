import { useSyncExternalStore } from 'react'

const BASE = '/field'
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
window.addEventListener('popstate', tell)

const pathNow = () => window.location.pathname.slice(BASE.length) || '/'

/** The page one looks at, as a path inside the app. */
export const usePath = (): string =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, pathNow)

/** Goes to a page; `replace` leaves no way back to the one before. */
export function go(path: string, replace = false): void {
  window.history[replace ? 'replaceState' : 'pushState'](null, '', `${BASE}${path}`)
  window.scrollTo(0, 0)
  tell()
}

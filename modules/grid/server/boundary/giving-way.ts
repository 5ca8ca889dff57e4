import type { GiveWay } from '../../model/boundary.ts'

/** Longest stretch of arithmetic, in milliseconds, before other requests get their turn. */
const STRETCH = 20

/** A way to give way that does so only when it has been a while: thousands of small steps stay cheap. */
export function givingWay(): GiveWay {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < STRETCH) return
    await new Promise((resolve) => setImmediate(resolve))
    since = performance.now()
  }
}

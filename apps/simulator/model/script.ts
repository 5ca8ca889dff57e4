/** What goes wrong in a simulated fleet. */
export const SCRIPTS = {
  storm: '许多点同时越限',
  leak: '一处储罐泄漏，下风向的依次升高',
  drift: '一个慢慢漂移，一个不再变化，一个好得不真实',
} as const
export type Script = keyof typeof SCRIPTS

/** A script begins so long after the start, lasts so long, and comes again so often. */
const [FIRST_MS, LASTS_MS, EVERY_MS] = [30_000, 180_000, 600_000]

/** How far a script is: milliseconds since it began last; null while all is well. */
export function scriptTime(sinceStart: number): number | null {
  if (sinceStart < FIRST_MS) return null
  const within = (sinceStart - FIRST_MS) % EVERY_MS
  return within < LASTS_MS ? within : null
}

/** From 0 at its beginning to 1 after `riseMs`, and back to 0 at the end of the script. */
export function swell(within: number | null, riseMs: number): number {
  if (within === null || within < 0) return 0
  return Math.max(0, Math.min(1, within / riseMs, (LASTS_MS - within) / riseMs))
}

import type { FastifyInstance } from 'fastify'

const ASKED = 60
/** The quietest of so many passes counts: other work on the machine makes answers slower and never faster. */
const PASSES = 3

/** Milliseconds one answer takes. @throws Error when it is none */
export async function timed(app: FastifyInstance, path: string, token: string): Promise<number> {
  const started = performance.now()
  const reply = await app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${token}` } })
  if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${reply.body.slice(0, 200)}`)
  return performance.now() - started
}

/** The time within which half of the answers and 95 of 100 came in the quietest pass, in milliseconds. */
export async function quietest(ask: () => Promise<number>): Promise<{ median: number; p95: number }> {
  for (let warm = 0; warm < 5; warm++) await ask()
  const passes = []
  for (let pass = 0; pass < PASSES; pass++) passes.push(await onePass(ask))
  return passes.reduce((best, pass) => (pass.p95 < best.p95 ? pass : best))
}

async function onePass(ask: () => Promise<number>): Promise<{ median: number; p95: number }> {
  const times: number[] = []
  for (let at = 0; at < ASKED; at++) times.push(await ask())
  times.sort((a, b) => a - b)
  return { median: times[ASKED / 2] as number, p95: times[Math.floor(ASKED * 0.95)] as number }
}

/** How p95 grows from 100,000 rows (or the smallest size) to the largest. */
export function sayGrowth(bench: string, name: string, sizes: readonly number[], times: readonly number[]): void {
  const from = sizes.indexOf(100_000)
  const [first, last] = [times[from === -1 ? 0 : from] as number, times.at(-1) as number]
  console.log(
    `${bench}/growth ${name}: ${(last / first).toFixed(2)} times from ${sizes[from === -1 ? 0 : from]} to ${sizes.at(-1)} (goal ≤ 1.3; ${first.toFixed(1)} → ${last.toFixed(1)} ms, goal ≤ 200)`,
  )
}

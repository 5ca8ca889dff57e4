import { Agent, request } from 'node:http'
import { compose } from '#apps/server/compose.ts'
import { newId } from '#kernel/db/id.ts'
import { openGround, seatPerson, signIn } from './ground.ts'

/**
 * Two hundred people at work at once: each opens the inbox, a list, figures, a case, and acts, with a second of reading between. Prints
 * requests a second, errors, and the time within which 50, 95 and 99 of 100 answers came. PEOPLE and SECONDS change the size.
 */
const PEOPLE = Number(process.env.PEOPLE ?? 200)
const SECONDS = Number(process.env.SECONDS ?? 60)
const READING_MS = 1_000

const ground = await openGround()
try {
  const grids = await ground.db.system(async (_tx, client) =>
    client.query(`select code from grid_node where level = 'town' and code like '3705%' order by code limit 40`),
  )
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  const tokens: { token: string; grid: string }[] = []
  for (let at = 0; at < PEOPLE; at++) {
    const grid = grids.rows[at % grids.rows.length].code as string
    // One address may sign in 120 times a minute, and this bench is one address.
    if (at > 0 && at % 110 === 0) await wait(61_000)
    await seatPerson(ground.db, { login: `p${at}`, role: 'town_officer', gridCode: grid })
    tokens.push({ token: await signIn(app, `p${at}`), grid })
  }
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const told = { times: [] as number[], errors: 0 }
  const until = performance.now() + SECONDS * 1000
  await Promise.all(tokens.map((who) => work(base, who, until, told)))
  const times = told.times.sort((a, b) => a - b)
  const within = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0)
  console.log(
    `people/${PEOPLE}: ${(times.length / SECONDS).toFixed(0)} requests/s, errors ${told.errors} (goal 0), within ${within(0.5)} ms half, ${within(0.95)} ms 95 %, ${within(0.99)} ms 99 %`,
  )
  if (told.errors > 0) process.exitCode = 1
  await app.close()
} finally {
  await ground.clear()
}

interface Told {
  times: number[]
  errors: number
}

/** One person: the day starts at some moment of the first second, and goes round until the time is over. */
async function work(base: string, who: { token: string; grid: string }, until: number, told: Told): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = async (method: string, path: string, body?: unknown) => {
    const started = performance.now()
    const reply = await send(agent, base + path, method, who.token, body).catch(() => null)
    told.times.push(performance.now() - started)
    if (!reply || reply.status >= 400) told.errors++
    await wait(READING_MS * (0.5 + Math.random()))
    return reply?.body
  }
  await wait(Math.random() * READING_MS)
  while (performance.now() < until) {
    await ask('GET', '/api/v1/cases?box=todo')
    await ask('GET', '/api/v1/tasks?limit=50')
    await ask('GET', '/api/v1/tasks/figures?by=state')
    const id = newId()
    const input = {
      name: '日常检查',
      kind: 'routine',
      feedback: 'none',
      rule: {},
      goal: '查一遍',
      requirements: '逐家',
    }
    await ask('POST', '/api/v1/tasks', { id, gridCode: who.grid, input })
    const one = await ask('GET', `/api/v1/tasks/${id}`)
    await ask('POST', `/api/v1/tasks/${id}/comment`, { input: { text: '看过了，继续' } })
    await ask('POST', `/api/v1/tasks/${id}/cancel`, { input: { text: '合并到下周' }, version: (one?.acts ?? 1) + 1 })
  }
  agent.destroy()
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

interface Reply {
  status: number
  body: { acts?: number }
}

function send(agent: Agent, url: string, method: string, token: string, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }
    const asked = request(url, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString() || '{}') }),
      )
    })
    asked.on('error', reject)
    asked.end(body ? JSON.stringify(body) : undefined)
  })
}

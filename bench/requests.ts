import { Agent, createServer, type RequestOptions, request, type Server } from 'node:http'
import pg from 'pg'
import { compose } from '#apps/server/compose.ts'
import { fillRegister, openGround, report, seatPerson, signIn } from './ground.ts'

/**
 * List and detail requests as a county officer against a bare node:http + pg handler that runs the same SQL without
 * sign-in, scope policy, validation or audit. Throughput, paired runs, 100,000 enterprises (ROWS changes that).
 */
const SECONDS = 3
const ROUNDS = 5
const CLIENTS = 16

const ground = await openGround()
try {
  await fillRegister(ground.db, Number(process.env.ROWS ?? 100_000))
  await ground.analyse()
  const ids = (
    await ground.db.system(async (_tx, client) =>
      client.query(`select id from enterprise where grid_code >= '370523' and grid_code < '370524' limit 500`),
    )
  ).rows.map(({ id }) => id as string)
  await seatPerson(ground.db, { login: 'wang', role: 'county_officer', gridCode: '370523' })
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  const token = await signIn(app, 'wang')
  const ours = await app.listen({ port: 0, host: '127.0.0.1' })
  const bare = await bareServer(ground.ownerUrl)
  const cases = [
    { name: 'list', path: () => '/api/v1/enterprises?limit=50' },
    { name: 'detail', path: (at: number) => `/api/v1/enterprises/${ids[at % ids.length]}` },
  ]
  for (const { name, path } of cases) {
    const ratios: number[] = []
    const rates: number[][] = []
    await drive(ours, path, token, 1)
    await drive(bare.url, path, token, 1)
    for (let round = 0; round < ROUNDS; round++) {
      const a = await drive(ours, path, token, SECONDS)
      const b = await drive(bare.url, path, token, SECONDS)
      ratios.push(a / b)
      rates.push([a, b])
    }
    const last = rates.at(-1) as number[]
    report(
      `requests/${name}`,
      ratios,
      '≥ 0.70',
      `last pair ${last[0]?.toFixed(0)} vs ${last[1]?.toFixed(0)} requests/s`,
    )
  }
  await app.close()
  await bare.close()
} finally {
  await ground.clear()
}

/** The plainest server that answers the same questions. */
async function bareServer(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 20 })
  pool.on('error', () => {})
  const list = `select e.id, e.name, e.credit_code, e.grid_code, e.regulator_classes, e.industry_code, e.scale, e.operating_state,
    e.risk_level, e.has_major_hazard, e.contact, e.contact_phone, e.address, e.lng, e.lat, e.stale_on, e.version, e.updated_at,
    (select g.name from grid_node g where g.code = e.grid_code) as grid_name
    from enterprise e where e.grid_code >= $1 and e.grid_code < $2 and e.merged_into is null order by e.grid_code, e.name, e.id limit 51`
  const detail = `select * from enterprise e where e.id = $1 and e.grid_code >= $2 and e.grid_code < $3`
  const path = `select code, name, level from grid_node where code = any($1) order by code`
  const server: Server = createServer(async (incoming, outgoing) => {
    const id = /enterprises\/([0-9a-f-]{36})/.exec(incoming.url ?? '')?.[1]
    let body: unknown
    if (id) {
      const found = await pool.query(detail, [id, '370523', '370524'])
      const code = found.rows[0].grid_code as string
      const names = await pool.query(path, [[code.slice(0, 4), code.slice(0, 6), code.slice(0, 9), code]])
      body = { ...found.rows[0], path: names.rows }
    } else {
      const found = await pool.query(list, ['370523', '370524'])
      const total = await pool.query(`select enterprises from grid_tally where grid_code = '370523'`)
      body = { items: found.rows, total: total.rows[0].enterprises }
    }
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}

/** Requests a second that a number of clients get through, each waiting for its answer before it asks again. */
async function drive(base: string, path: (at: number) => string, token: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const { hostname, port } = new URL(base)
  const until = Date.now() + seconds * 1000
  let done = 0
  const client = async () => {
    while (Date.now() < until) {
      await ask({ hostname, port, path: path(done), agent, headers: { authorization: `Bearer ${token}` } })
      done++
    }
  }
  const started = Date.now()
  await Promise.all(Array.from({ length: CLIENTS }, client))
  agent.destroy()
  return done / ((Date.now() - started) / 1000)
}

function ask(options: RequestOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(options, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`answered ${reply.statusCode}`))
      reply.resume()
      reply.on('end', resolve)
    })
    sent.on('error', reject)
    sent.end()
  })
}

import pg from 'pg'
import { compose } from '#apps/server/compose.ts'
import { enterTargets } from '#modules/task/server/choosing.ts'
import { fillRegister, openGround, report, seatPerson, signIn } from './ground.ts'

/**
 * Publishing a task to every enterprise of the city, page by page with progress shown and cancel possible, against one bare
 * INSERT … SELECT of the same rows into the same table as the owner. ROWS sets how many (100,000; the goal speaks of 600000).
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const ROUNDS = 3

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
owner.on('error', () => {})
await owner.connect()
try {
  await fillRegister(ground.db, ROWS)
  await ground.analyse()
  await seatPerson(ground.db, { login: 'city', role: 'city_officer', gridCode: '3705' })
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  const headers = { authorization: `Bearer ${await signIn(app, 'city')}` }
  const counties = (await owner.query(`select code from grid_node where level = 'county' and code like '3705%'`)).rows
  const post = async (url: string, payload: object) => {
    const reply = await app.inject({ method: 'POST', url, headers, payload })
    if (reply.statusCode >= 300) throw new Error(reply.body)
    return reply.json()
  }
  const ratios: number[] = []
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const input = {
      name: '全市普查',
      kind: 'routine',
      feedback: 'none',
      rule: {},
      goal: '查一遍',
      requirements: '逐家',
    }
    const { id, acts } = await post('/api/v1/tasks', { gridCode: '3705', input })
    const started = performance.now()
    const grids = counties.map(({ code }) => code)
    await post(`/api/v1/tasks/${id}/publish`, { input: { grids, dueOn: '2099-12-31' }, version: acts })
    waits.push(performance.now() - started)
    await enterTargets(ground.db, id, 2)
    const ours = performance.now() - started
    const plain = await bare(id)
    ratios.push(ours / plain)
  }
  report(
    `publish/${ROWS} objects`,
    ratios,
    '≤ 3',
    `the author waits ${Math.max(...waits).toFixed(0)} ms, the rest is shown as progress`,
  )
  await app.close()
} finally {
  await owner.end()
  await ground.clear()
}

/** The same rows in one statement, for a task of their own that is thrown away. */
async function bare(like: string): Promise<number> {
  await owner.query('begin')
  const copy = await owner.query(
    `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, acts, head_hash)
     select gen_random_uuid(), 'task', 'bare', grid_code, state, now(), now(), 1, '' from case_record where id = $1 returning id`,
    [like],
  )
  const id = copy.rows[0].id
  await owner.query(
    `insert into task select (jsonb_populate_record(t, jsonb_build_object('id', $2::text, 'root_id', $2::text))).* from task t where t.id = $1`,
    [like, id],
  )
  const started = performance.now()
  await owner.query(
    `insert into task_target (root_id, object_id, grid_code) select $1, id, grid_code from enterprise where merged_into is null`,
    [id],
  )
  await owner.query('commit')
  const spent = performance.now() - started
  await owner.query('delete from task_target where root_id = $1', [id])
  return spent
}

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { compose } from '#apps/server/compose.ts'
import { openGround, report, seatPerson, signIn } from './ground.ts'

/**
 * Acts on cases through HTTP, each with sign-in, permission, fold, seal, audit and figures, against the same rows (act, case, audit
 * line) written bare into tables of the same shape, one transaction each over as many connections. Acts a second, paired runs.
 */
const CLIENTS = 16
const SECONDS = 4
const ROUNDS = 3
const CASES = 2_000

const ground = await openGround()
const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: CLIENTS })
pool.on('error', () => {})
try {
  await seatPerson(ground.db, { login: 'wang', role: 'county_officer', gridCode: '370523' })
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  const headers = { authorization: `Bearer ${await signIn(app, 'wang')}` }
  const send = async (url: string, payload: object) => {
    const reply = await app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload })
    if (reply.statusCode >= 300) throw new Error(reply.body)
    return reply.json()
  }
  const input = { name: '日常检查', kind: 'routine', feedback: 'none', rule: {}, goal: '查一遍', requirements: '逐家' }
  const ids: string[] = []
  for (let at = 0; at < CASES; at++) ids.push((await send('/tasks', { gridCode: '370523', input })).id)
  await pool.query(`
    create table bare_case (like case_record including all);
    insert into bare_case select * from case_record;
    create table bare_act (like case_act including all);
    create table bare_audit (like audit_event including all)`)
  const ratios: number[] = []
  let last = ''
  let sent = 0
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await drive(() => send(`/tasks/${ids[sent++ % CASES]}/comment`, { input: { text: '看过了，继续' } }))
    const bare = await drive(() => bareAct(ids[sent % CASES] as string, sent++))
    ratios.push(ours / bare)
    last = `last pair ${ours.toFixed(0)} vs ${bare.toFixed(0)} acts/s`
  }
  report('acts/comment', ratios, 'none set', last)
  await app.close()
} finally {
  await pool.end()
  await ground.clear()
}

/** Acts a second that some clients get done, each waiting for its answer before the next. */
async function drive(act: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let done = 0
  const client = async () => {
    while (performance.now() < until) {
      await act()
      done++
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return done / SECONDS
}

async function bareAct(id: string, number: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `insert into bare_act (case_id, seq, act, actor, at, input, attachments, previous_hash, hash)
       values ($1, $2, 'comment', '{"name":"王","seat":"监管员","body":"应急办"}', now(), '{"text":"看过了，继续"}', '[]', $3, $3)`,
      [id, number, randomUUID()],
    )
    await client.query('update bare_case set acts = acts + 1, head_hash = $2 where id = $1', [id, randomUUID()])
    await client.query(
      `insert into bare_audit (seq, id, at, action, actor, object_type, object_id, grid_code, detail, request, previous_hash, hash)
       values ($1, $2, now(), 'task.comment', '{"name":"王"}', 'task', $3, '370523', '{}', '{}', '', $4)`,
      [number, randomUUID(), id, randomUUID()],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

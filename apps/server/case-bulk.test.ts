import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goOn, goOnWithAll } from '#kernel/cases/bulk-all.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { caseDesk } from './cases.ts'
import { actorFinder } from './serve.ts'
import { platformSettings } from './settings.ts'
import { CAST_PRESETS, type House, type Login, openHouse, PLACES } from './test-house.ts'

const WORKER = path.join(import.meta.dirname, 'test-bulk-worker.ts')
const EVENTS = 45
let house: House
let dataDir: string
let settings: Settings
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-bulk-'))
  house = await openHouse({ dataDir })
  const secrets = openSecretBox(dataDir)
  settings = platformSettings({ db: house.db, demo: 'none', secrets, presets: CAST_PRESETS })
  await settings.settled()
  const open = (login: Login, gridCode: string) =>
    send(login, 'POST', '/events', {
      input: { itemCode: '0105', what: '路面坑洼', where: '村口', dueOn: today() },
      gridCode,
    })
  for (let at = 0; at < EVENTS; at++) expect((await open('zhang', PLACES.village)).status).toBe(201)
  await open('lin', PLACES.lijinVillage)
})
afterAll(() => house.close())

const urge = { act: 'urge', input: { text: '请今天派遣' } }
const begin = (more: object = {}) =>
  send('wang', 'POST', '/events/bulk-jobs', { act: urge, filter: { open: 'true' }, expected: EVENTS, ...more })
const work = (id: string) => goOn(house.db, caseDesk.kinds, actorFinder(settings), id)
const seen = async (id: string) => (await send('wang', 'GET', `/events/bulk-jobs/${id}`)).body
const urged = async () =>
  (
    await asOwner(
      house.ownerUrl,
      `select count(*)::int as n, count(distinct case_id)::int as cases from case_act where act = 'urge'`,
    )
  ).rows[0]

test('everything a filter matches is acted on by the worker, each case once, and whoever asked is told', async () => {
  const begun = await begin()
  expect([begun.status, begun.body]).toEqual([
    201,
    expect.objectContaining({ total: EVENTS, done: 0, refused: 0, state: 'running', actTitle: '催办' }),
  ])
  await Promise.all([
    work(begun.body.id),
    work(begun.body.id),
    goOnWithAll(house.db, caseDesk.kinds, actorFinder(settings)),
  ])
  // Whichever of the three went last ends it; one that found the others at it goes on when asked again.
  await work(begun.body.id)
  expect(await seen(begun.body.id)).toMatchObject({ state: 'done', done: EVENTS, refused: 0 })
  expect(await urged()).toEqual({ n: EVENTS, cases: EVENTS })
  const told = (await send('wang', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)
  expect(told).toContain('事件批量催办办完了')
  const lines = await send('admin', 'GET', '/audit-events?action=event.bulk-act')
  expect(lines.body.items[0]).toMatchObject({ actor: { account: 'wang' }, detail: { done: EVENTS, refused: 0 } })
})

test('a case that changed meanwhile is refused with its reason, and the others are done', async () => {
  const begun = await begin()
  const [first, second] = (await send('zhang', 'GET', '/events')).body.items
  await send('zhang', 'POST', `/events/${first.id}/comment`, { input: { text: '正在安排' } })
  await asOwner(house.ownerUrl, `update case_record set grid_code = $2 where id = $1`, [second.id, PLACES.lijinVillage])
  await work(begun.body.id)
  expect(await seen(begun.body.id)).toMatchObject({ state: 'done', done: EVENTS - 2, refused: 2 })
  const refused = await send('wang', 'GET', `/events/bulk-jobs/${begun.body.id}/items`)
  expect(refused.body).toMatchObject({
    total: 2,
    items: [{ id: first.id, why: expect.stringContaining('别人办理过'), link: `/events/${first.id}` }],
  })
  await asOwner(house.ownerUrl, `update case_record set grid_code = $2 where id = $1`, [second.id, PLACES.village])
  const done = await send('wang', 'GET', `/events/bulk-jobs/${begun.body.id}/items?result=done&limit=10`)
  expect([done.body.total, done.body.items.length]).toEqual([EVENTS - 2, 10])
})

test('a worker killed in the middle loses nothing: another goes on, and no case is acted on twice', async () => {
  const before = await urged()
  const begun = await begin()
  const ids = (
    await asOwner(house.ownerUrl, 'select case_id from case_bulk_item where bulk_id = $1 order by case_id', [
      begun.body.id,
    ])
  ).rows.map(({ case_id }) => case_id)
  // Somebody else holds the 31st case: the worker has done one page, and stands in the middle of the next.
  const holder = new pg.Client({ connectionString: house.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from case_record where id = $1 for update', [ids[30]])
  const child = spawn(process.execPath, [WORKER, house.ownerUrl, dataDir, begun.body.id], { stdio: 'inherit' })
  const waits = async () =>
    (
      await asOwner(
        house.ownerUrl,
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update of c%'`,
      )
    ).rows.length > 0
  for (let round = 0; round < 600 && !(await waits()); round++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await seen(begun.body.id)).toMatchObject({ state: 'running', done: 20 })
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('exit', resolve))
  await holder.query('rollback')
  await holder.end()
  for (let round = 0; round < 100 && (await seen(begun.body.id)).state === 'running'; round++) await work(begun.body.id)
  expect(await seen(begun.body.id)).toMatchObject({ state: 'done', done: EVENTS, refused: 0 })
  expect((await urged()).n).toBe(before.n + EVENTS)
  expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
})

test('it can be stopped: what is done stays done, what is left is named', async () => {
  const begun = await begin()
  expect((await send('zhou', 'POST', `/events/bulk-jobs/${begun.body.id}/cancel`)).status).toBe(404)
  const stopped = await send('wang', 'POST', `/events/bulk-jobs/${begun.body.id}/cancel`)
  expect([stopped.status, stopped.body.state]).toEqual([200, 'cancelled'])
  await work(begun.body.id)
  expect(await seen(begun.body.id)).toMatchObject({ state: 'cancelled', done: 0 })
  expect((await send('wang', 'GET', `/events/bulk-jobs/${begun.body.id}/items?result=left`)).body.total).toBe(EVENTS)
  const again = await send('wang', 'POST', `/events/bulk-jobs/${begun.body.id}/cancel`)
  expect([again.status, again.body.detail]).toEqual([409, '已经办完或停止了，请看结果。'])
})

test('nothing is begun for another number than the person saw, over the limit, or with a filter the platform does not know', async () => {
  const others = await begin({ expected: 3 })
  expect([others.status, others.body.detail]).toEqual([409, expect.stringContaining(`现在是 ${EVENTS} 件`)])
  expect((await begin({ filter: { open: 'true', colour: 'red' } })).status).toBe(422)
  expect((await begin({ act: { act: 'suspend', input: { reason: '等一等' } } })).status).toBe(422)
  expect((await send('zhao', 'POST', '/events/bulk-jobs', { act: urge, filter: {}, expected: 1 })).status).toBe(403)
  await asOwner(
    house.ownerUrl,
    `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, closed_at, acts, head_hash, number)
     select gen_random_uuid(), 'event', '旧事件', $1, 'closed', now(), now(), now(), 1, repeat('0', 64), 'SJ-X-' || n from generate_series(1, 2100) n`,
    [PLACES.village],
  )
  const many = await begin({ filter: {}, expected: 2145 })
  expect([many.status, many.body.detail]).toEqual([422, expect.stringContaining('超过 2,000 件')])
})

test('who left the seat has nothing more done in his name', async () => {
  const begun = await begin()
  await asOwner(house.ownerUrl, `update account set disabled_at = now() where login = 'wang'`)
  await work(begun.body.id)
  const left = await asOwner(
    house.ownerUrl,
    `select b.state, i.done, i.why, count(*)::int as n from case_bulk b join case_bulk_item i on i.bulk_id = b.id
     where b.id = $1 group by 1, 2, 3`,
    [begun.body.id],
  )
  expect(left.rows).toEqual([{ state: 'done', done: false, why: expect.stringContaining('没有替您办'), n: EVENTS }])
})

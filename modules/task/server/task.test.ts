import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { moveCasesOfGrid } from '#kernel/cases/store.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { enterSource, recountSource } from '#kernel/indicators/ledger.ts'
import { insertEnterprises } from '#modules/enterprise/server/store/write-many.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { targetFacts, taskFacts } from '../model/indicators.ts'
import { enterPage, enterTargets } from './choosing.ts'
import { DUE, enterEnterprises, substance, taskHands } from './test-tasks.ts'

let house: House
let enterprises: string[]
const { send, draft, act, childAt, progressOf } = taskHands(() => house, PLACES)

beforeAll(async () => {
  house = await openHouse()
  enterprises = await enterEnterprises(house, PLACES)
  // From the beginning, so that every act below is entered as it comes.
  for (const source of [taskFacts, targetFacts]) await enterSource(house.db, source)
})
afterAll(() => house.close())

describe('the template and the words of a task', () => {
  test('a template is one of the library, said by name; a copy says what the earlier task said', async () => {
    const input = {
      name: '危化品冬季专项检查',
      kind: 'special',
      feedback: 'weekly',
      rule: { regulatorClass: 'hazchem' },
      ...substance,
      measures: '每组三人',
      standard: '覆盖率百分之百',
      template: 'T-HCP-ANNUAL',
    }
    const place = { gridCode: PLACES.guangrao }
    const wrong = await send('wang', 'POST', '/tasks', { ...place, input: { ...input, template: '去年那张表' } })
    expect(wrong.body.errors).toEqual([{ pointer: '/input/template', message: '检查库里没有这个模板，请重新选' }])
    const { id } = (await send('wang', 'POST', '/tasks', { ...place, input })).body
    const { facts, title } = (await send('wang', 'GET', `/tasks/${id}`)).body
    expect(facts).toMatchObject({ template: 'T-HCP-ANNUAL', templateName: '危化生产企业年度检查' })
    const { kind, feedback, rule, goal, requirements, measures, standard, template } = facts
    const copy = { name: title, kind, feedback, rule, goal, requirements, measures, standard, template }
    expect(copy).toEqual(input)
    const again = await send('wang', 'POST', '/tasks', { ...place, input: copy })
    expect([again.status, again.body.state]).toEqual([201, 'draft'])
    const wish = { goal: substance.goal, requirements: substance.requirements, why: '换表', template: 'X' }
    expect((await act('wang', id, 'revise', wish)).status).toBe(422)
    const checks = (await send('wang', 'GET', `/check-items?template=${template}&limit=1000`)).body
    expect(checks.total).toBe(65)
  })
})

describe('a task of the city', () => {
  let root: string
  let county: string
  let town: string

  test('counts its targets before it is published, and says what grids below lack', async () => {
    expect((await send('zhou', 'GET', `/task-targets?grid=${PLACES.city}&regulatorClass=hazchem`)).body).toEqual({
      total: 3,
      isBound: false,
    })
    expect((await send('wang', 'GET', `/task-targets?grid=${PLACES.city}&regulatorClass=hazchem`)).body.total).toBe(2)
    const opened = await draft('zhou')
    expect([opened.status, opened.body.detail, opened.body.state]).toEqual([201, undefined, 'draft'])
    root = opened.body.id
    const { items, own, rest } = (await send('zhou', 'GET', `/tasks/${root}/readiness`)).body
    const counts = items.map(({ gridCode, targets }: { gridCode: string; targets: number }) => [gridCode, targets])
    expect(counts).toEqual([
      [PLACES.lijin, 1],
      [PLACES.guangrao, 2],
    ])
    expect([own, rest]).toEqual([0, 'out'])
    expect(items[0].missing.length).toBeGreaterThan(0)
  })

  test('may name its enterprises, and takes none that lie elsewhere', async () => {
    const named = { objectIds: [...enterprises.slice(0, 1), ...enterprises.slice(3)] }
    const opened = await draft('wang', named)
    expect([opened.status, opened.body.detail]).toEqual([201, undefined])
    await act('wang', opened.body.id, 'publish', { grids: [PLACES.damatou], dueOn: DUE })
    const { items } = (await send('wang', 'GET', `/tasks/${opened.body.id}/targets`)).body
    expect(items.map(({ objectId }: { objectId: string }) => objectId)).toEqual(enterprises.slice(0, 1))
    expect((await draft('wang', { objectIds: ['x'] })).status).toBe(422)
    await act('wang', opened.body.id, 'cancel', { text: '并入全市的任务' })
  })

  test('goes to the next level only, to each grid once, and its holder there finds it in the box', async () => {
    expect((await act('zhou', root, 'publish', { grids: [PLACES.damatou], dueOn: DUE })).body).toMatchObject({
      status: 422,
      type: '/problems/task/grid-not-below',
      errors: [{ pointer: '/input/grids', message: '大码头镇不是东营市的下一级网格' }],
    })
    const published = await act('zhou', root, 'publish', { grids: [PLACES.guangrao], dueOn: DUE, text: '抓紧' })
    expect([published.status, published.body.detail, published.body.state]).toEqual([200, undefined, 'leading'])
    expect(await progressOf('zhou', root)).toMatchObject({ targets: 2, done: 0, children: 1 })
    county = (await childAt(root, PLACES.guangrao)).id
    expect((await send('wang', 'GET', '/cases')).body.items).toContainEqual(
      expect.objectContaining({ id: county, type: 'task' }),
    )
    expect((await act('zhou', root, 'split', { grids: [PLACES.guangrao], dueOn: DUE })).body.type).toBe(
      '/problems/task/handed-already',
    )
    const share = (await send('wang', 'GET', `/tasks/${county}/readiness`)).body
    expect([share.rest, share.own]).toEqual(['here', 0])
    expect(share.items.find(({ gridCode }: { gridCode: string }) => gridCode === PLACES.damatou).targets).toBe(2)
    expect((await act('wang', county, 'split', { grids: [PLACES.damatou], dueOn: DUE })).status).toBe(200)
    town = (await childAt(county, PLACES.damatou)).id
    expect((await send('zhang', 'GET', `/tasks/${town}`)).body).toMatchObject({
      mine: true,
      facts: { goal: substance.goal, progress: { targets: 2 } },
    })
    expect((await send('lin', 'GET', `/tasks/${county}`)).status).toBe(404)
    expect((await send('zhao', 'GET', '/tasks')).status).toBe(403)
  })

  test('is carried out object by object; every level sees the same figures at once', async () => {
    const [first, , second, elsewhere] = enterprises
    expect((await act('zhang', town, 'submit', { text: '都办完了' })).body.detail).toBe(
      '还有 2 个对象没有登记完成情况。',
    )
    expect((await act('zhang', town, 'report', { objectIds: [elsewhere], result: 'done' })).body.type).toBe(
      '/problems/task/not-a-target',
    )
    expect(
      (await act('zhang', town, 'report', { objectIds: [first], result: 'problem', text: '报警器离线' })).status,
    ).toBe(200)
    for (const [login, id] of [
      ['zhang', town],
      ['wang', county],
      ['zhou', root],
    ] as const)
      expect(await progressOf(login, id)).toMatchObject({ targets: 2, done: 1, problems: 1 })
    const byGrid = (await send('zhou', 'GET', `/tasks/${root}/progress`)).body.items
    expect(byGrid).toEqual([
      {
        gridCode: PLACES.guangrao,
        gridName: expect.any(String),
        targets: 2,
        done: 1,
        problems: 1,
        taskId: county,
        state: 'running',
        children: 1,
        late: false,
        dueOn: DUE,
        next: expect.objectContaining({ state: 'waiting', missed: 0 }),
      },
    ])
    const open = (await send('zhang', 'GET', `/tasks/${town}/targets?result=open`)).body.items
    expect(open.map(({ name }: { name: string }) => name)).toEqual(['大码头化肥经营部'])
    await act('zhang', town, 'report', { objectIds: [second], result: 'done' })
    const page = (await send('zhang', 'GET', `/tasks/${town}/targets?limit=1`)).body
    const next = (await send('zhang', 'GET', `/tasks/${town}/targets?limit=1&cursor=${page.nextCursor}`)).body
    expect(new Set([...page.items, ...next.items].map(({ objectId }: { objectId: string }) => objectId)).size).toBe(2)
  })

  test('is revised for everybody at once, with a message', async () => {
    const revised = { ...substance, requirements: '逐家检查，三日内复查', why: '上级有新要求' }
    expect((await act('zhou', root, 'revise', revised)).status).toBe(200)
    expect((await send('zhang', 'GET', `/tasks/${town}`)).body.facts).toMatchObject({
      version: 2,
      requirements: revised.requirements,
    })
    expect((await send('zhang', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain(
      '任务「危化品夏季专项检查」有修改，请看新的要求',
    )
    expect((await act('wang', county, 'revise', revised)).status).toBe(409)
  })

  test('closes upwards only: each level accepts what is below it, nobody his own', async () => {
    expect((await act('wang', county, 'submit', { text: '完成' })).body.type).toBe('/problems/task/children-open')
    expect((await act('zhang', town, 'submit', { text: '完成' })).body.state).toBe('submitted')
    expect((await act('zhang', town, 'accept', { passed: true, sampled: 1, text: '自己验收' })).status).toBe(409)
    const many = await act('wang', town, 'accept', { passed: true, sampled: 3, text: '合格' })
    expect([many.status, many.body.errors]).toEqual([
      422,
      [{ pointer: '/input/sampled', message: '这里只有 2 个对象，抽查数不能更多' }],
    ])
    const back = { passed: false, sampled: 1, text: '一家没有照片', dueOn: DUE }
    expect((await act('wang', town, 'accept', back)).body.state).toBe('running')
    await act('zhang', town, 'submit', { text: '补齐了' })
    expect((await act('wang', town, 'accept', { passed: true, sampled: 1, points: 95, text: '合格' })).body.state).toBe(
      'closed',
    )
    expect((await act('wang', county, 'submit', { text: '完成' })).body.state).toBe('submitted')
    expect((await act('zhou', root, 'close', { text: '结束' })).body.type).toBe('/problems/task/children-open')
    expect((await act('zhou', county, 'accept', { passed: true, sampled: 1, text: '合格' })).body.state).toBe('closed')
    expect((await act('zhou', root, 'close', { text: '全部完成' })).body.state).toBe('closed')
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })
})

describe('a task that is not wanted any more', () => {
  test('is cancelled with everything below it, whoever holds that', async () => {
    const root = (await draft('zhou')).body.id
    await act('zhou', root, 'publish', { grids: [PLACES.guangrao, PLACES.lijin], dueOn: DUE })
    const county = (await childAt(root, PLACES.guangrao)).id
    await act('wang', county, 'split', { grids: [PLACES.damatou], dueOn: DUE })
    const town = (await childAt(county, PLACES.damatou)).id
    expect((await act('zhou', root, 'cancel', { text: '与省里的检查合并' })).body.state).toBe('cancelled')
    for (const id of [county, town]) expect((await send('zhou', 'GET', `/tasks/${id}`)).body.state).toBe('exempted')
    expect((await send('zhang', 'GET', '/cases')).body.items.map((item: { id: string }) => item.id)).not.toContain(town)
    expect((await send('zhou', 'GET', `/tasks/${town}`)).body.history.at(-1)).toMatchObject({
      platform: true,
      title: '免办',
    })
  })

  test('to nobody is not published', async () => {
    const root = (await draft('zhou', { regulatorClass: 'fireworks' })).body.id
    const answer = await act('zhou', root, 'publish', { grids: [PLACES.guangrao], dueOn: DUE })
    expect(answer.body).toMatchObject({ status: 422, type: '/problems/task/no-targets' })
    expect((await send('zhou', 'GET', `/tasks/${root}`)).body.state).toBe('draft')
    expect(
      (await send('wang', 'GET', '/cases')).body.items.filter(
        (item: { title: string; closed: boolean }) => item.closed === false && item.title.includes('夏季'),
      ),
    ).toEqual([])
  })

  test('grows by a county later, with its targets; no part gets more time than the whole', async () => {
    const root = (await draft('zhou')).body.id
    await act('zhou', root, 'publish', { grids: [PLACES.guangrao], dueOn: '2099-06-30' })
    expect((await act('zhou', root, 'split', { grids: [PLACES.lijin], dueOn: DUE })).body.errors[0].pointer).toBe(
      '/input/dueOn',
    )
    expect((await act('zhou', root, 'split', { grids: [PLACES.lijin], dueOn: '2099-06-30' })).status).toBe(200)
    expect(await progressOf('zhou', root)).toMatchObject({ targets: 3, children: 2 })
    const county = (await childAt(root, PLACES.lijin)).id
    expect((await send('lin', 'GET', `/tasks/${county}/targets?result=open`)).body.total).toBe(1)
    expect((await send('lin', 'GET', `/tasks/${county}/targets?result=done`)).body.total).toBe(0)
  })

  test('to a grid without anybody rises to the nearest office above', async () => {
    const root = (await draft('wang')).body.id
    await act('wang', root, 'publish', { grids: [PLACES.damatou], dueOn: DUE })
    const town = (await childAt(root, PLACES.damatou)).id
    await asOwner(
      house.ownerUrl,
      `update seat_holding set to_on = '2020-01-01' where seat_id in (select id from seat where role = 'grid_officer')`,
    )
    const split = await act('zhang', town, 'split', { grids: [PLACES.village], dueOn: DUE })
    expect([split.status, split.body.detail]).toEqual([200, undefined])
    expect((await childAt(town, PLACES.village)).holder.person).toBe('张明远')
  })
})

describe('what was handed further down', () => {
  test('is noted by whom it was handed to, and gets no more time than the whole', async () => {
    const root = (await draft('zhou')).body.id
    await act('zhou', root, 'publish', { grids: [PLACES.guangrao], dueOn: '2099-06-30' })
    const county = await childAt(root, PLACES.guangrao)
    await act('wang', county.id, 'split', { grids: [PLACES.damatou], dueOn: '2099-05-31' })
    const town = await childAt(county.id, PLACES.damatou)
    const { items } = (await send('wang', 'GET', `/tasks/${county.id}/targets`)).body
    const below = items.find(({ gridCode }: { gridCode: string }) => gridCode.startsWith(PLACES.damatou))
    const done = { objectIds: [below.objectId], result: 'done', text: '看过' }
    const refused = await act('wang', county.id, 'report', done)
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/task/not-a-target'])
    expect((await act('zhang', town.id, 'report', done)).body).toMatchObject({ state: 'running' })
    const longer = (until: string) => act('wang', town.id, 'extend', { until, reason: '大雪封路' })
    expect((await longer('2099-07-01')).body.errors).toMatchObject([{ pointer: '/input/until' }])
    expect((await longer('2099-06-30')).body).toMatchObject({ state: 'running' })
  })
})

describe('a task about more objects than one transaction should enter', () => {
  const LINES = 5_203
  const grids = { grids: [PLACES.guangrao, PLACES.lijin], dueOn: '2099-12-31' }
  const wide = { regulatorClass: 'other' }
  const choosingOf = (id: string) =>
    house.db.system((_tx, client) =>
      client.query('select seq, chosen, ended_at from task_choosing where task_id = $1', [id]),
    )

  beforeAll(async () => {
    const place = (at: number) => (at % 2 === 0 ? PLACES.village : PLACES.lijinVillage)
    const rows = Array.from({ length: LINES }, (_, at) => ({
      id: newId(),
      gridCode: place(at),
      values: { name: `宽任务对象${at}`, regulatorClasses: ['other'], operatingState: 'producing' } as never,
      facts: {},
      staleOn: null,
      createdAt: new Date('2026-01-01'),
    }))
    await house.db.system((tx) => insertEnterprises(tx, rows, { name: 'imported', by: { name: '测试' }, reason: null }))
  })

  test('is published at once; its targets come page by page, each once, whoever dies between pages', async () => {
    const root = (await draft('zhou', wide)).body.id
    expect((await act('zhou', root, 'publish', grids)).status).toBe(200)
    const progress = async () => (await send('zhou', 'GET', `/tasks/${root}/progress`)).body
    expect((await progress()).choosing).toEqual({ chosen: 0, total: LINES })
    const child = await childAt(root, PLACES.lijin)
    const early = await act('lin', child.id, 'submit', { text: '都办了' })
    expect([early.status, early.body.detail]).toEqual([409, `对象还在确定（0 / ${LINES}），等名单定完再上报。`])
    const { seq } = (await choosingOf(root)).rows[0]
    // A worker that dies in the middle of a page has entered nothing of it; two at once enter every object once.
    await expect(
      house.db.system(async (tx) => {
        await enterPage(tx, root, seq, 1_000)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect((await progress()).choosing).toEqual({ chosen: 0, total: LINES })
    await house.db.system((tx) => enterPage(tx, root, seq, 1_000))
    expect((await progress()).choosing).toEqual({ chosen: 1_000, total: LINES })
    await Promise.all([enterTargets(house.db, root, seq, 700), enterTargets(house.db, root, seq, 700)])
    expect((await progress()).choosing).toBeNull()
    expect(await progressOf('zhou', root)).toMatchObject({ targets: LINES, done: 0 })
    expect(await progressOf('lin', child.id)).toMatchObject({ targets: Math.floor(LINES / 2) })
  })

  test('cancelled meanwhile, it stops where it is', async () => {
    const root = (await draft('zhou', wide)).body.id
    await act('zhou', root, 'publish', grids)
    const { seq } = (await choosingOf(root)).rows[0]
    await house.db.system((tx) => enterPage(tx, root, seq, 1_000))
    expect((await act('zhou', root, 'cancel', { text: '范围定错了' })).status).toBe(200)
    await enterTargets(house.db, root, seq, 1_000)
    expect((await choosingOf(root)).rows).toMatchObject([{ chosen: 1_000, ended_at: expect.any(Date) }])
  })
})

test('a list of tasks is taken out with its progress', async () => {
  const root: string = (await draft('zhou')).body.id
  await act('zhou', root, 'publish', { grids: [PLACES.guangrao], dueOn: DUE })
  const taken = await send('wang', 'GET', '/tasks/export?format=csv')
  const [head, ...rows] = String(taken.body).trim().split(/\r?\n/)
  expect(head).toContain('种类,反馈,下达日期,对象,已办,发现问题')
  expect(rows.some((row) => row.includes('专项') && row.includes('每周'))).toBe(true)
})

test('a part goes along when its grid becomes another; of two parts in one grid the second keeps its old code', async () => {
  const { lijin, guangrao } = PLACES
  const handed = async (root: string) =>
    (await send('zhou', 'GET', `/tasks/${root}/progress`)).body.items
      .flatMap(({ gridCode, taskId }: { gridCode: string; taskId: string | null }) => (taskId ? [gridCode] : []))
      .sort()
  const one: string = (await draft('zhou')).body.id
  const two: string = (await draft('zhou')).body.id
  await act('zhou', one, 'publish', { grids: [lijin], dueOn: DUE })
  await act('zhou', two, 'publish', { grids: [lijin, guangrao], dueOn: DUE })
  const part: string = (await childAt(two, lijin)).id
  await house.db.system((tx) => moveCasesOfGrid(tx, lijin, guangrao))
  expect(await handed(one)).toEqual([guangrao])
  expect(await handed(two)).toEqual([lijin, guangrao])
  expect((await send('zhou', 'GET', `/tasks/${part}`)).body.gridCode).toBe(guangrao)
})

test('figures of tasks and their objects are those of the rows, also after parts came back and tasks were called off', async () => {
  for (const source of [taskFacts, targetFacts])
    expect(await recountSource(house.db, source)).toMatchObject({ wrongRows: 0, wrongCells: 0 })
  const figure = async (code: string) =>
    (await send('zhou', 'GET', `/indicators/${code}/figure?from=2016-07-01&to=${localDateOf(new Date())}`)).body.value
  const counted = await asOwner(
    house.ownerUrl,
    `select count(*) filter (where t.handed_on is not null)::int as handed, count(*) filter (where t.handed_on is not null and t.ended_on is null)::int as running,
       (select count(*)::int from task_target x join task r on r.id = x.root_id where r.state <> 'cancelled' and x.result is null) as open,
       (select count(*)::int from task_target x join task r on r.id = x.root_id where r.state <> 'cancelled' and x.result is not null) as done
     from task t where t.state <> 'cancelled'`,
    [],
  )
  const [rows] = counted.rows
  expect(rows.handed).toBeGreaterThan(3)
  expect(rows.done).toBeGreaterThan(0)
  for (const [code, value] of Object.entries({
    'task.handed': rows.handed,
    'task.running': rows.running,
    'task_target.open': rows.open,
    'task_target.done': rows.done,
  }))
    expect([code, await figure(code)]).toEqual([code, value])
})

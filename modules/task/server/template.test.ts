import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { enterEnterprises, substance, taskHands } from './test-tasks.ts'

let house: House
const { send, draft } = taskHands(() => house, PLACES)
let task: string
let template: string

beforeAll(async () => {
  house = await openHouse()
  await enterEnterprises(house, PLACES)
  task = (await draft('wang')).body.id
})
afterAll(() => house.close())

const namesOf = async (login: 'zhou' | 'wang' | 'zhang' | 'lin') =>
  (await send(login, 'GET', '/task-templates')).body.items.map(({ name }: { name: string }) => name)

test('a draft is kept as a template of the office, with all its words', async () => {
  const saved = await send('wang', 'POST', '/task-templates', { name: ' 危化品　季度检查 ', taskId: task })
  expect([saved.status, saved.body.detail]).toEqual([201, undefined])
  template = saved.body.id
  expect(saved.body).toMatchObject({
    name: '危化品 季度检查',
    mine: true,
    gridCode: PLACES.guangrao,
    savedBy: '王县监',
    words: {
      name: '危化品夏季专项检查',
      kind: 'special',
      feedback: 'weekly',
      rule: { regulatorClass: 'hazchem' },
      ...substance,
    },
  })
})

test('a task is drafted with it, by its office and by those below', async () => {
  const { words } = (await send('zhang', 'GET', `/task-templates/${template}`)).body
  const drafted = await send('zhang', 'POST', '/tasks', { gridCode: PLACES.damatou, input: words })
  expect([drafted.status, drafted.body.detail]).toEqual([201, undefined])
  const { facts, title } = (await send('zhang', 'GET', `/tasks/${drafted.body.id}`)).body
  expect([title, facts.goal, facts.rule]).toEqual([words.name, substance.goal, { regulatorClass: 'hazchem' }])
})

test('is seen by the office and the offices below, by nobody above or beside', async () => {
  expect(await namesOf('wang')).toEqual(['危化品 季度检查'])
  expect(await namesOf('zhang')).toEqual(['危化品 季度检查'])
  expect(await namesOf('zhou')).toEqual([])
  expect(await namesOf('lin')).toEqual([])
  expect((await send('lin', 'GET', `/task-templates/${template}`)).status).toBe(404)
  expect((await send('lin', 'POST', `/task-templates/${template}/retire`, {})).status).toBe(404)
  for (const login of ['li', 'zhao'] as const) expect((await send(login, 'GET', '/task-templates')).status).toBe(403)
})

test('two templates of an office have two names, whatever the width of their letters', async () => {
  const again = await send('wang', 'POST', '/task-templates', { name: '危化品 季度检查', taskId: task })
  expect([again.status, again.body.type, again.body.errors]).toEqual([
    409,
    '/problems/task/template-twice',
    [{ pointer: '/name', message: '本单位已有叫「危化品 季度检查」的模板，请换一个名字' }],
  ])
  const own = (await draft('zhang')).body.id
  expect((await send('zhang', 'POST', '/task-templates', { name: '危化品 季度检查', taskId: own })).status).toBe(201)
  expect((await send('wang', 'POST', '/task-templates', { name: '一', taskId: task })).status).toBe(422)
  expect((await send('lin', 'POST', '/task-templates', { name: '别人的任务', taskId: task })).status).toBe(404)
})

test('is renamed and taken out of use by its own office only; the audit says so', async () => {
  const refused = await send('zhang', 'POST', `/task-templates/${template}/rename`, { name: '镇上的名字' })
  expect([refused.status, refused.body.detail]).toEqual([403, '这是上级单位的模板，只能用，不能改名或停用。'])
  const renamed = await send('wang', 'POST', `/task-templates/${template}/rename`, { name: '危化品年度检查' })
  expect([renamed.status, renamed.body.name, renamed.body.version]).toEqual([200, '危化品年度检查', 2])
  expect((await send('wang', 'POST', `/task-templates/${template}/retire`, {})).status).toBe(200)
  expect(await namesOf('wang')).toEqual([])
  expect((await send('wang', 'POST', `/task-templates/${template}/rename`, { name: '再改' })).status).toBe(404)
  const free = await send('wang', 'POST', '/task-templates', { name: '危化品年度检查', taskId: task })
  expect(free.status).toBe(201)
  const audit = (await send('admin', 'GET', '/audit-events?limit=50')).body.items
  const actions = audit.map(({ action }: { action: string }) => action)
  for (const action of ['task.template-saved', 'task.template-renamed', 'task.template-retired'])
    expect(actions).toContain(action)
})

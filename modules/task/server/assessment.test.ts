import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { DUE, enterEnterprises, taskHands } from './test-tasks.ts'

let house: House
const { send, act, draft, childAt, handedDown } = taskHands(() => house, PLACES)
const year = Number(today().slice(0, 4))

beforeAll(async () => {
  house = await openHouse()
  await enterEnterprises(house, PLACES)
})
afterAll(() => house.close())

/** Everything in the town is done; one object has a problem. */
async function carryOut(town: string) {
  const { items } = (await send('zhang', 'GET', `/tasks/${town}/targets`)).body
  const [first, ...rest] = items.map(({ objectId }: { objectId: string }) => objectId)
  await act('zhang', town, 'report', { objectIds: [first], result: 'problem', text: '报警器离线' })
  await act('zhang', town, 'report', { objectIds: rest, result: 'done' })
}

describe('the assessment of a task', () => {
  let tree: { root: string; county: string; town: string }
  const boardOf = async (login: 'zhou' | 'wang', id: string) =>
    (await send(login, 'GET', `/tasks/${id}/assessment`)).body

  test('says what is not rated yet instead of nought, each level by itself', async () => {
    tree = await handedDown('weekly')
    const { items, levels } = await boardOf('zhou', tree.root)
    expect(items).toMatchObject([
      { gridCode: PLACES.guangrao, level: 'county', points: null, returned: 0, lateDays: 0, targets: 2 },
      { gridCode: PLACES.damatou, level: 'town', points: null, rounds: [], problems: 0 },
    ])
    expect(levels).toEqual([
      { level: 'county', grids: 1, rated: 0, average: null },
      { level: 'town', grids: 1, rated: 0, average: null },
    ])
  })

  test('keeps every round; the last one counts', async () => {
    await carryOut(tree.town)
    await act('zhang', tree.town, 'submit', { text: '完成' })
    const back = { passed: false, sampled: 1, points: 60, text: '一家没有照片', dueOn: DUE }
    await act('wang', tree.town, 'accept', back)
    await act('zhang', tree.town, 'submit', { text: '补齐' })
    expect(
      (await act('wang', tree.town, 'accept', { passed: true, sampled: 2, points: 91.5, text: '合格' })).status,
    ).toBe(200)
    const { items, levels } = await boardOf('wang', tree.county)
    expect(items).toMatchObject([
      {
        points: 91.5,
        returned: 1,
        sampled: 2,
        problems: 1,
        lateDays: 0,
        rounds: [
          { passed: false, points: 60, sampled: 1, text: '一家没有照片', acceptedBy: '王县监' },
          { passed: true, points: 91.5, sampled: 2 },
        ],
      },
    ])
    expect(levels).toEqual([{ level: 'town', grids: 1, rated: 1, average: 91.5 }])
    expect((await send('lin', 'GET', `/tasks/${tree.county}/assessment`)).status).toBe(404)
    expect((await send('zhao', 'GET', `/tasks/${tree.county}/assessment`)).status).toBe(403)
  })

  test('measures late by the day of the report and the term it had then', async () => {
    const { town, county } = await handedDown('none')
    await carryOut(town)
    const onDay = (due: string) => asOwner(house.ownerUrl, `update task set due_on = '${due}' where id = '${town}'`)
    await onDay(addDays(today(), -3))
    expect((await boardOf('wang', county)).items).toMatchObject([{ lateDays: 3 }])
    await act('zhang', town, 'submit', { text: '完成' })
    const back = { passed: false, sampled: 0, text: '资料不全', dueOn: DUE }
    await act('wang', town, 'accept', back)
    expect((await boardOf('wang', county)).items).toMatchObject([
      { lateDays: 3, points: null, rounds: [{ lateDays: 3 }] },
    ])
    await act('zhang', town, 'submit', { text: '完成' })
    await act('wang', town, 'accept', { passed: true, sampled: 1, points: 70, text: '合格' })
    expect((await boardOf('wang', county)).items).toMatchObject([
      { lateDays: 3, points: 70, rounds: [{ lateDays: 3 }, { lateDays: 0 }] },
    ])
  })

  test('of a year puts the grids below side by side; what is not rated is empty and in no average', async () => {
    const board = (await send('wang', 'GET', `/task-assessment?year=${year}`)).body
    expect(board.tasks.length).toBe(2)
    expect(board.items).toMatchObject([
      { gridCode: PLACES.damatou, parts: 2, rated: 2, sum: 161.5, average: 80.8, returned: 2, late: 1 },
    ])
    const cells = board.items[0].cells as { taskId: string; points: number; late: boolean }[]
    expect(cells.map(({ points, late }) => [points, late]).sort()).toEqual([
      [70, true],
      [91.5, false],
    ])
    for (const { taskId } of cells) expect((await send('wang', 'GET', `/tasks/${taskId}`)).status).toBe(200)
    const city = (await send('zhou', 'GET', `/task-assessment?year=${year}`)).body
    expect(city.items).toMatchObject([{ gridCode: PLACES.guangrao, parts: 2, rated: 0, sum: null, average: null }])
    expect((await send('wang', 'GET', '/task-assessment?year=2020')).body).toMatchObject({ items: [], tasks: [] })
    expect((await send('wang', 'GET', `/task-assessment?grid=${PLACES.lijin}`)).status).toBe(404)
    expect((await send('wang', 'GET', '/task-assessment?year=去年')).status).toBe(422)
    expect((await send('lin', 'GET', '/task-assessment')).body.items).toEqual([])
  })

  test('leaves out what was exempted', async () => {
    const root = (await draft('zhou')).body.id
    await act('zhou', root, 'publish', { grids: [PLACES.guangrao, PLACES.lijin], dueOn: DUE })
    await act('zhou', (await childAt(root, PLACES.lijin)).id, 'exempt', { text: '辖区没有这类企业了' })
    const { items } = await boardOf('zhou', root)
    expect(items.map(({ gridCode }: { gridCode: string }) => gridCode)).toEqual([PLACES.guangrao])
  })
})

describe('the time line', () => {
  test('shows all parts of a task with their days, the upper levels first, inside the scope', async () => {
    const { root, county, town } = await handedDown('weekly')
    const { items, total, isBound } = (await send('zhou', 'GET', `/tasks/${root}/tree`)).body
    expect([total, isBound]).toEqual([3, false])
    expect(items.map(({ id, parentId }: { id: string; parentId: string }) => [id, parentId])).toEqual([
      [root, null],
      [county, root],
      [town, county],
    ])
    expect(items[2]).toMatchObject({ handedOn: today(), firstDueOn: DUE, dueOn: DUE, targets: 2, done: 0, late: false })
    const below = (await send('wang', 'GET', `/tasks/${county}/tree`)).body.items
    expect(below.map(({ id }: { id: string }) => id)).toEqual([county, town])
    expect((await send('lin', 'GET', `/tasks/${root}/tree`)).status).toBe(404)
  })

  test('an extension moves the last day, never the first one', async () => {
    const [first, later] = [addDays(today(), 5), addDays(today(), 9)]
    const { county, town } = await handedDown('none', first)
    await asOwner(
      house.ownerUrl,
      `update case_record set clock = jsonb_set(clock, '{dueOn}', '"${later}"') where id = '${county}'`,
    )
    expect((await act('wang', town, 'extend', { until: later, reason: '大雪封路' })).body.detail).toBeUndefined()
    const { items } = (await send('wang', 'GET', `/tasks/${county}/tree`)).body
    expect(items[1]).toMatchObject({ firstDueOn: first, dueOn: later })
  })

  test('of an office shows what it began and what it was handed', async () => {
    const { items, total } = (await send('wang', 'GET', '/task-timeline')).body
    expect(total).toBe(items.length)
    expect(items.every(({ gridCode }: { gridCode: string }) => gridCode === PLACES.guangrao)).toBe(true)
    const city = (await send('zhou', 'GET', '/task-timeline')).body.items
    expect(city.every(({ parentId }: { parentId: string | null }) => parentId === null)).toBe(true)
    expect((await send('lin', 'GET', `/task-timeline?grid=${PLACES.guangrao}`)).body.items).toEqual([])
  })
})

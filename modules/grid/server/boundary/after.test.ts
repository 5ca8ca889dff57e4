import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { gridJobs } from '../jobs.ts'

const TOWN = PLACES.damatou
const VILLAGE = PLACES.village
let house: House
let planId: string
let parts: string[]

const box = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
const owner = (text: string, values: unknown[] = []) => asOwner(house.ownerUrl, text, values)
const run = async (name: string) => gridJobs.find((job) => job.name === name)?.run(house.db, {})
const apply = (id: string) => house.as('admin')('POST', `/api/v1/grid-plans/${id}/apply`, { reason: '村居拆分' })
const redraw = (code: string, geometry: object) =>
  house.as('admin')('POST', '/api/v1/grid-plans', { kind: 'boundary', boundaries: [{ code, geometry }] })

beforeAll(async () => {
  house = await openHouse()
  await apply((await redraw(VILLAGE, box(118.5, 37.1, 118.52, 37.12))).body.planId)
  const admin = house.as('admin')
  await admin('PUT', `/api/v1/grids/${VILLAGE}/support`, {
    layer: 'safety',
    headcountNeeded: 3,
    headcount: 2,
    equipment: ['执法记录仪'],
    workRules: '值班制度',
  })
  await admin('PUT', `/api/v1/grids/${VILLAGE}/mechanisms`, {
    layer: 'safety',
    network: 'management',
    rule: '网格例会制度',
    inForceOn: '2026-01-10',
  })
  const line = {
    type: 'LineString',
    coordinates: [
      [118.51, 37.09],
      [118.51, 37.13],
    ],
  }
  const made = await admin('POST', '/api/v1/grid-plans', {
    kind: 'split',
    code: VILLAGE,
    line,
    names: ['西村', '东村'],
  })
  planId = made.body.planId
  parts = made.body.created.map(({ code }: { code: string }) => code)
})
afterAll(() => house.close())

describe('a plan on its page', () => {
  test('it carries its outlines before and after, for those who may see it', async () => {
    const shapes = await house.as('wang')('GET', `/api/v1/grid-plans/${planId}/shapes`)
    expect(shapes.body.before.map(({ code }: { code: string }) => code)).toEqual([VILLAGE])
    expect(shapes.body.after.map(({ name }: { name: string }) => name)).toEqual(['西村', '东村'])
    expect((await house.as('lin')('GET', `/api/v1/grid-plans/${planId}/shapes`)).status).toBe(404)
  })

  test('the list says whose plan it is', async () => {
    const list = async (login: 'admin' | 'wang') =>
      (await house.as(login)('GET', `/api/v1/grid-plans?grid=${TOWN}`)).body.items.find(
        (line: { planId: string }) => line.planId === planId,
      )
    expect(await list('admin')).toMatchObject({ mine: true, gridName: '大码头镇', enterprises: 0, state: 'open' })
    expect(await list('wang')).toMatchObject({ mine: false })
  })

  test('worked out again it is a new plan, and the old one stays as it is', async () => {
    const again = await house.as('wang')('POST', `/api/v1/grid-plans/${planId}/again`)
    expect([again.status, again.body.kind, again.body.mine]).toEqual([201, 'split', true])
    expect(again.body.planId).not.toBe(planId)
    expect((await house.as('lin')('POST', `/api/v1/grid-plans/${planId}/again`)).status).toBe(404)
  })
})

describe('after a village was split', () => {
  beforeAll(async () => {
    expect((await apply(planId)).status).toBe(200)
  })

  test('its people and equipment go to the first part, its rules to both', async () => {
    const rows = await owner(
      'select s.grid_code, s.headcount, s.equipment, m.rule from grid_support s join grid_mechanism m using (grid_code) where grid_code = any($1) order by 1',
      [parts],
    )
    const rule = '网格例会制度'
    const [first, second] = parts.toSorted()
    expect(rows.rows).toEqual([
      { grid_code: first, headcount: 2, equipment: ['执法记录仪'], rule },
      { grid_code: second, headcount: 0, equipment: [], rule },
    ])
  })

  test('its seat waits for a place, is placed by one who may, once, and the person on it sees the new grid', async () => {
    const path = `/api/v1/grids/${TOWN}/stranded-seats`
    const waiting = await house.as('wang')('GET', path)
    const seat = waiting.body.items.find(({ title }: { title: string }) => title === 'grid_officer')
    expect(seat).toMatchObject({ gridName: '杨斗村', holders: ['李网格'] })
    expect(seat.into.map(({ name }: { name: string }) => name)).toEqual(['西村', '东村'])
    expect((await house.as('lin')('GET', path)).status).toBe(404)

    const place = (login: 'wang' | 'lin' | 'li', gridCode: string) =>
      house.as(login)('POST', `/api/v1/stranded-seats/${seat.id}/place`, { gridCode })
    expect((await place('li', parts[0] as string)).status).toBe(403)
    expect((await place('lin', parts[0] as string)).status).toBe(404)
    expect((await place('wang', VILLAGE)).status).toBe(404)
    expect((await place('wang', PLACES.lijinVillage)).status).toBe(404)
    expect((await place('wang', parts[1] as string)).status).toBe(200)
    expect((await place('wang', parts[0] as string)).status).toBe(404)
    expect((await house.as('li')('GET', '/api/v1/me')).body.gridCode).toBe(parts[1])
    const audit = await owner(`select detail from audit_event where action = 'grid.seat-placed'`)
    expect(audit.rows).toMatchObject([{ detail: { from: VILLAGE, to: parts[1] } }])
  })
})

describe('the nightly run', () => {
  const quality = async (query = '') => (await house.as('wang')('GET', `/api/v1/grids/${TOWN}/quality${query}`)).body

  test('keeps the report until a boundary below changes; asked for, it is made anew', async () => {
    await run('grid.check-boundaries')
    const kept = await quality()
    expect(await quality()).toEqual(kept)
    expect((await quality('?now=true')).madeAt > kept.madeAt).toBe(true)
    await apply((await redraw(parts[0] as string, box(118.49, 37.1, 118.51, 37.12))).body.planId)
    expect((await quality()).madeAt > kept.madeAt).toBe(true)
  })

  test('does not show the report of a county to another county', async () => {
    await run('grid.check-boundaries')
    expect((await house.as('lin')('GET', `/api/v1/grids/${TOWN}/quality`)).status).toBe(404)
  })

  test('forgets plans a week after they expired, and never one that was carried out', async () => {
    const open = await redraw(parts[0] as string, box(118.49, 37.1, 118.51, 37.13))
    const late = await redraw(parts[0] as string, box(118.49, 37.1, 118.51, 37.14))
    await owner(`update grid_plan set expires_at = now() - interval '8 days' where id = any($1)`, [
      [late.body.planId, planId],
    ])
    await run('grid.forget-plans')
    const left = await owner('select id from grid_plan where id = any($1)', [
      [open.body.planId, late.body.planId, planId],
    ])
    expect(left.rows.map(({ id }) => id).sort()).toEqual([open.body.planId, planId].sort())
  })
})

test('a point finds the deepest grid of the reader, and nothing outside it', async () => {
  const at = async (login: 'wang' | 'lin') =>
    (await house.as(login)('GET', '/api/v1/grid-of-point?lng=118.515&lat=37.11')).body.found
  expect(await at('wang')).toMatchObject({ code: parts[1], name: '东村', sketched: false })
  expect(await at('lin')).toBeNull()
  expect((await house.as('wang')('GET', '/api/v1/grid-of-point?lng=37.11&lat=118.5')).status).toBe(422)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'

const TODAY = localDateOf(new Date())
let house: House
const enterprises = {} as Record<'guangrao' | 'bare' | 'lijin', string>

const get = (login: Login | null, path: string) => house.as(login)('GET', `/api/v1${path}`)

/** A hazard as its acts would leave it. */
async function putHazard(objectId: string, gridCode: string, more: Record<string, string>): Promise<void> {
  const id = newId()
  const row = { rank: 'ordinary', state: 'rectifying', found_on: '2026-01-05', due_on: '2026-02-05', ...more }
  await house.db.system(async (_tx, client) => {
    await client.query(
      `insert into case_record (id, type, title, grid_code, object_id, state, state_since, opened_at, acts, head_hash)
       values ($1, 'hazard', '隐患', $2, $3, $4, now(), $5, 1, '')`,
      [id, gridCode, objectId, row.state, `${row.found_on}T01:00:00Z`],
    )
    await client.query(
      `insert into hazard (id, grid_code, object_id, what, place, source, self_found, rank, criterion, found_on, due_on, closed_on, state)
       values ($1, $2, $3, '灭火器过期', '车间', 'office_check', false, $4, $5, $6, $7, $8, $9)`,
      [
        ...[id, gridCode, objectId, row.rank, row.rank === 'major' ? 'H01' : null],
        ...[row.found_on, row.due_on, more.closed_on ?? null, row.state],
      ],
    )
  })
}

beforeAll(async () => {
  house = await openHouse()
  const register = async (login: Login, name: string, gridCode: string, place: [number, number] | null) => {
    const made = await house.as(login)('POST', '/api/v1/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })
    expect(made.status).toBe(201)
    if (place)
      await asOwner(house.ownerUrl, `update enterprise set lng = $2, lat = $3, risk_level = '2' where id = $1`, [
        made.body.id,
        ...place,
      ])
    return made.body.id as string
  }
  enterprises.guangrao = await register('wang', '恒丰化工', PLACES.village, [118.4, 37.1])
  enterprises.bare = await register('wang', '没有坐标的企业', PLACES.village, null)
  enterprises.lijin = await register('lin', '利津化工', PLACES.lijinVillage, [118.3, 37.5])
  await putHazard(enterprises.guangrao, PLACES.village, {})
  await putHazard(enterprises.guangrao, PLACES.village, { rank: 'major', due_on: '2099-01-01' })
  await putHazard(enterprises.guangrao, PLACES.village, { rank: 'major', state: 'closed', closed_on: '2026-02-01' })
  await putHazard(enterprises.bare, PLACES.village, {})
  await putHazard(enterprises.lijin, PLACES.lijinVillage, { rank: 'major', due_on: TODAY })
  await putHazard(enterprises.lijin, PLACES.lijinVillage, { state: 'withdrawn' })
})
afterAll(() => house?.close())

const layersOf = async (login: Login, query = ''): Promise<Record<string, number | null>> => {
  const { status, body } = await get(login, `/cockpit/layers${query}`)
  expect([status, body.detail]).toEqual([200, undefined])
  return Object.fromEntries(
    body.items.map(({ name, value }: { name: string; value: number | null }) => [name, value] as const),
  )
}

describe('layers of the map', () => {
  test('count what their indicators count, and list the same rows place by place', async () => {
    expect(await layersOf('zhou')).toMatchObject({
      ...{ hazard_late: 2, hazard_major: 2 },
      ...{ installation: 0, inspection_today: 0, task_target: 0 },
    })
    const late = (await get('zhou', '/cockpit/layers/hazard_late')).body
    expect(late).toMatchObject({ total: 2, unplaced: 1, beyond: 0 })
    expect(late.places).toMatchObject([
      { id: enterprises.guangrao, name: '恒丰化工', lng: 118.4, lat: 37.1, mark: '2', since: '2026-02-05' },
    ])
    expect(late.places[0].rows[0].link).toMatch(/^\/hazards\//)
    const figure = (await get('zhou', '/indicators/hazard.major-open/figure')).body
    expect(figure.value).toBe(2)
    const major = (await get('zhou', '/cockpit/layers/hazard_major')).body
    expect(major.places.map(({ id }: { id: string }) => id).sort()).toEqual(
      [enterprises.guangrao, enterprises.lijin].sort(),
    )
  })

  test('show a county its own, and nobody another region', async () => {
    expect(await layersOf('wang')).toMatchObject({ hazard_late: 2, hazard_major: 1 })
    expect(await layersOf('lin')).toMatchObject({ hazard_late: 0, hazard_major: 1 })
    expect((await get('lin', `/cockpit/layers?grid=${PLACES.guangrao}`)).status).toBe(404)
    expect((await get('lin', `/cockpit/layers/hazard_late?grid=${PLACES.guangrao}`)).status).toBe(404)
    const unknown = await get('zhou', '/cockpit/layers/enterprise;drop')
    expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/analysis/no-layer'])
    expect((await get('zhao', '/cockpit/layers')).status).toBe(403)
    expect((await get(null, '/cockpit/layers')).status).toBe(401)
  })

  test('a task waits for its enterprises in the grids it was handed to, named by the part a reader sees', async () => {
    const make = async (path: string, body: object) => {
      const made = await house.as('zhou')('POST', `/api/v1/tasks${path}`, body)
      expect([made.status, made.body.detail]).toEqual([path ? 200 : 201, undefined])
      return made.body
    }
    const input = {
      ...{ name: '岁末年初检查', kind: 'special', goal: '摸清底数', requirements: '逐家检查' },
      ...{ measures: '分片包干', standard: '全部检查完', feedback: 'none', rule: { regulatorClass: 'hazchem' } },
    }
    const root = await make('', { input, gridCode: PLACES.city })
    await make(`/${root.id}/publish`, {
      input: { grids: [PLACES.guangrao, PLACES.lijin], dueOn: '2099-01-01', text: '抓紧' },
      version: root.acts,
    })
    expect([(await layersOf('zhou')).task_target, (await layersOf('wang')).task_target]).toEqual([3, 2])
    const city = (await get('zhou', '/cockpit/layers/task_target')).body.places
    const county = (await get('wang', '/cockpit/layers/task_target')).body.places
    expect(city[0].rows[0].link).toBe(`/tasks/${root.id}`)
    expect(county[0].rows[0].link).not.toBe(`/tasks/${root.id}`)
    expect((await get('wang', county[0].rows[0].link)).status).toBe(200)
  })
})

test('the dots of a grid are its enterprises that have a place', async () => {
  const all = (await get('zhou', `/enterprises/dots?grid=${PLACES.city}`)).body
  expect(all).toMatchObject({ levels: '22', every: 1 })
  expect(all.lng.toSorted()).toEqual([11830000, 11840000])
  expect((await get('lin', `/enterprises/dots?grid=${PLACES.guangrao}`)).body).toMatchObject({ lng: [], levels: '' })
  expect((await get('zhou', '/enterprises/dots?grid=x')).status).toBe(422)
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { subtree } from '#kernel/scope/scope.ts'
import type { EnterpriseValues } from '../model/schema.ts'
import { type ClusterRow, listClusters } from './store/map.ts'
import { insertEnterprises } from './store/write-many.ts'

let house: House
const random = seededRandom(11)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const villages = [PLACES.village, PLACES.lijinVillage, PLACES.damatou]

beforeAll(async () => {
  house = await openHouse()
  await house.db.system(async (tx) => {
    const rows = Array.from({ length: 400 }, (_, at) => ({
      id: newId(),
      gridCode: pick(villages),
      values: {
        name: `网点企业${at}号有限公司`,
        ...(random() < 0.9 ? { lng: 118 + random() * 1.2, lat: 36.9 + random() * 1.2 } : {}),
        riskLevel: pick(['1', '2', '3', '4', null]),
      } as EnterpriseValues,
      facts: {},
      staleOn: null,
      createdAt: new Date(),
    }))
    await insertEnterprises(tx, rows, { name: 'imported', by: { name: '测试' }, reason: null })
  })
})
afterAll(() => house.close())

/** What the kept cells hold, against a full count of the register. */
async function difference(): Promise<unknown[]> {
  const counted = `
    select level::int, left(grid_code, 9) as grid_code, floor(lng * 2 ^ level / 45)::int as x, floor(lat * 2 ^ level / 36)::int as y,
      count(*)::int as n, round(sum(lng)::numeric, 6) as sum_lng, round(sum(lat)::numeric, 6) as sum_lat,
      (count(*) filter (where risk_level = '1'))::int as risk1, (count(*) filter (where risk_level = '2'))::int as risk2,
      (count(*) filter (where risk_level = '3'))::int as risk3, (count(*) filter (where risk_level = '4'))::int as risk4
    from enterprise, unnest(array[9, 12]) level where lng is not null and merged_into is null group by 1, 2, 3, 4`
  const kept = `
    select level::int, grid_code, x, y, n, round(sum_lng::numeric, 6), round(sum_lat::numeric, 6), risk1, risk2, risk3, risk4
    from enterprise_cell where n > 0`
  const found = await house.db.system((_tx, client) =>
    client.query(`(${counted} except all ${kept}) union all (${kept} except all ${counted})`),
  )
  return found.rows
}

describe('the kept cells of the map', () => {
  test('agree with a full count after an import', async () => {
    expect(await difference()).toEqual([])
  })

  test('agree with a full count after moves, new risk levels, lost and found points, and merges', async () => {
    await house.db.system(async (_tx, client) => {
      const ids = (await client.query('select id from enterprise order by id')).rows.map(({ id }) => id as string)
      for (let round = 0; round < 150; round++) {
        const id = pick(ids)
        const change = pick([
          `lng = ${118 + random() * 1.2}, lat = ${36.9 + random() * 1.2}`,
          `lng = null, lat = null`,
          `risk_level = '${pick(['1', '2', '3', '4'])}'`,
          `risk_level = null`,
          `grid_code = '${pick(villages)}'`,
          `merged_into = '${pick(ids.filter((other) => other !== id))}'`,
          `merged_into = null`,
          `staff_count = 7`,
        ])
        await client.query(`update enterprise set ${change} where id = $1`, [id])
      }
      await client.query(`update enterprise set lng = lng + 0.3 where lng is not null`)
    })
    expect(await difference()).toEqual([])
  })

  test.each([3, 8.4, 9, 10.7, 12])('say at zoom %d what grouping the register says', async (zoom) => {
    const world = [73.5, 3.5, 135, 53.5] as const
    const read = (filter: object) =>
      house.db.read(subtree(PLACES.city), (tx) =>
        listClusters(tx, subtree(PLACES.city), filter, world, Math.floor(zoom), '2026-11-21'),
      )
    const plain = await read({ q: '网点企业' })
    expect(sum(await read({}))).toBe(sum(plain))
    expect(tidy(await read({}))).toEqual(tidy(plain))
  })

  test('name the town in which most of a cluster lie', async () => {
    const town = await house.as('lin')('GET', '/api/v1/enterprises/map?bbox=117,36,121,39&zoom=8')
    expect(new Set(town.body.clusters.map(({ place }: { place: string }) => place))).toEqual(new Set(['北宋镇']))
  })

  test('show a county its own and no more', async () => {
    const all = await house.as('zhou')('GET', '/api/v1/enterprises/map?bbox=117,36,121,39&zoom=8')
    const east = await house.as('wang')('GET', '/api/v1/enterprises/map?bbox=117,36,121,39&zoom=8')
    const west = await house.as('lin')('GET', '/api/v1/enterprises/map?bbox=117,36,121,39&zoom=8')
    expect(east.body.total).toBeGreaterThan(0)
    expect(west.body.total).toBeGreaterThan(0)
    expect(east.body.total + west.body.total).toBe(all.body.total)
    const narrowed = await house.as('wang')(
      'GET',
      `/api/v1/enterprises/map?bbox=117,36,121,39&zoom=8&grid=${PLACES.lijin}`,
    )
    expect(narrowed.body.total).toBe(0)
  })

  test('cannot be read past the scope, nor written, by the application role', async () => {
    const seen = await house.db.read(subtree(PLACES.lijin), (tx) =>
      sql<{ gridCode: string }>`select distinct grid_code from enterprise_cell`.execute(tx),
    )
    expect(seen.rows).toEqual([{ gridCode: PLACES.lijinTown }])
    await expect(house.db.pool.query('update enterprise_cell set n = 0')).rejects.toThrow(/permission denied/)
    await expect(house.db.pool.query('select add_to_enterprise_cells(null)')).rejects.toThrow(/permission denied/)
  })
})

const sum = (rows: ClusterRow[]) => rows.reduce((total, { count }) => total + count, 0)
const tidy = (rows: ClusterRow[]) =>
  rows
    // Where two towns have as many in a cell, either may name it.
    .map(({ place: _either, ...row }) => ({ ...row, lng: row.lng.toFixed(6), lat: row.lat.toFixed(6) }))
    .sort((a, b) => `${a.lng} ${a.lat}`.localeCompare(`${b.lng} ${b.lat}`))

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { caseTally } from '#kernel/cases/tally.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { hazardTally } from './tally.ts'

const ON = ['category', 'group', 'rank', 'source', 'criterion', 'month', 'grid'] as const
const CASES = ['state', 'stage', 'grid', 'month'] as const
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** Some hundred hazards at random, written and changed as the owner, past everything but the triggers. */
async function disturb(seed: number): Promise<void> {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const grids = [PLACES.village, PLACES.lijinVillage, PLACES.damatou, PLACES.lijin, PLACES.city]
  await house.db.system(async (_tx, client) => {
    for (let at = 0; at < 60; at++) {
      const [grid, state] = [pick(grids), pick(['found', 'rectifying', 'closed', 'withdrawn', 'merged'])]
      const closed = state === 'found' || state === 'rectifying' ? null : new Date()
      const made = await client.query(
        `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, closed_at, acts, head_hash)
         values (gen_random_uuid(), 'hazard', '隐患', $1, $2, now(), now() - $3::int * interval '1 day', $4, 1, '') returning id`,
        [grid, state, Math.floor(random() * 200), closed],
      )
      await client.query(
        `insert into hazard (id, grid_code, what, place, source, self_found, rank, category, criterion, found_on, due_on, state)
         values ($1, $2, '隐患', '某处', $3, true, $4, $5, $6, current_date - $7::int, current_date - 20 + $8::int, $9)`,
        [
          made.rows[0].id,
          grid,
          pick(['self_check', 'government_inspection']),
          ...pick([
            ['ordinary', 'S02', null],
            ['major', 'B01', 'H12'],
            [null, null, null],
          ]),
          Math.floor(random() * 200),
          Math.floor(random() * 40),
          state,
        ],
      )
    }
    await client.query(`update hazard set state = 'closed' where state = 'rectifying' and random() < 0.4`)
    await client.query(
      `update case_record c set state = h.state, closed_at = case when h.state = 'closed' then now() end from hazard h where h.id = c.id and c.type = 'hazard' and c.state <> h.state`,
    )
    await client.query(
      `update case_record set grid_code = $1 where grid_code = $2 and type = 'hazard' and random() < 0.3`,
      [PLACES.village, PLACES.damatou],
    )
  })
}

/** A filter that lets everything through and that no tally knows makes the figures be counted from the rows. */
const COUNTED = 'foundFrom=1990-01-01'

describe('figures of hazards', () => {
  test.each([1, 2, 3])(
    'from the tally are those counted from the rows, before and after folding, for every grid (%i)',
    async (seed) => {
      await disturb(seed)
      const same = async () => {
        for (const login of ['zhou', 'wang', 'zhang'] as const) {
          const read = async (path: string) => (await house.as(login)('GET', `/api/v1/${path}`)).body.items
          for (const by of ON) {
            const told = await read(`hazard-figures?by=${by}`)
            expect([login, by, told]).toEqual([login, by, await read(`hazard-figures?by=${by}&${COUNTED}`)])
          }
          for (const by of CASES) {
            const told = await read(`hazards/figures?by=${by}`)
            expect([login, by, told]).toEqual([login, by, await read(`hazards/figures?by=${by}&${COUNTED}`)])
          }
          expect((await read('hazard-figures?by=month')).length).toBeGreaterThan(0)
        }
      }
      await same()
      expect(await foldTally(house.db, hazardTally)).toBeGreaterThan(0)
      expect(await foldTally(house.db, caseTally)).toBeGreaterThan(0)
      await same()
    },
  )

  test('two workers that fold at once fold everything once', async () => {
    await disturb(4)
    const before = (await house.as('zhou')('GET', '/api/v1/hazard-figures?by=rank')).body.items
    await Promise.all([foldTally(house.db, hazardTally), foldTally(house.db, hazardTally)])
    expect((await house.as('zhou')('GET', '/api/v1/hazard-figures?by=rank')).body.items).toEqual(before)
    const left = await house.db.system((_tx, client) =>
      client.query('select count(*)::int as n from hazard_tally_change'),
    )
    expect(left.rows[0].n).toBe(0)
  })

  test('an enterprise’s own figures are its own rows', async () => {
    const own = await house.as('admin')('POST', '/api/v1/enterprises', {
      name: '广饶恒沣化工',
      gridCode: PLACES.village,
    })
    await house.giveFileTo(own.body.id)
    expect((await house.as('zhao')('GET', '/api/v1/hazard-figures?by=rank')).body.items).toEqual([])
  })
})

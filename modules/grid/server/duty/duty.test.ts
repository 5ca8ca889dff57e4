import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
let enterpriseId: string
const seats: Record<string, string> = {}

beforeAll(async () => {
  house = await openHouse()
  const rows = await asOwner(
    house.ownerUrl,
    'select a.login, h.seat_id from account a join seat_holding h on h.person_id = a.person_id',
  )
  for (const { login, seat_id } of rows.rows) seats[login] = seat_id
  const created = await house.as('wang')('POST', '/api/v1/enterprises', {
    name: '广饶恒沣化工有限公司',
    gridCode: PLACES.village,
    regulatorClasses: ['危化品'],
  })
  enterpriseId = created.body.id
})
afterAll(() => house.close())

const coverage = async () => (await house.as('wang')('GET', `/api/v1/grids/${PLACES.guangrao}/coverage`)).body
const duty = (seat: string, gridCode: string, more: object = {}) => ({
  seatId: seats[seat],
  gridCode,
  role: 'officer',
  fromOn: '2020-01-01',
  ...more,
})

describe('duties and the proof of full coverage', () => {
  test('without duties every business of every object is a gap, named with its grid', async () => {
    const proof = await coverage()
    // One enterprise, one town and one village as child grids; fourteen businesses each.
    expect(proof).toMatchObject({ objects: 3, businesses: 14, pairs: 42, answered: 0, byFault: { gap: 42 } })
    expect(proof.findings[0]).toMatchObject({
      faultName: '无人负责',
      businessName: expect.any(String),
      gridName: expect.any(String),
    })
  })

  test('an officer of the county answers, but not for enforcement without an authorisation', async () => {
    expect((await house.as('wang')('POST', '/api/v1/duties', duty('wang', PLACES.guangrao))).status).toBe(201)
    expect(await coverage()).toMatchObject({ answered: 30, byFault: { gap: 0, unauthorised: 12 } })
    const given = {
      businesses: ['inspection', 'penalty', 'permit', 'accident'],
      basis: '行政执法证',
      fromOn: '2020-01-01',
    }
    expect((await house.as('wang')('POST', `/api/v1/seats/${seats.wang}/authorizations`, given)).status).toBe(201)
    expect(await coverage()).toMatchObject({ pairs: 42, answered: 42, findings: [] })
  })

  test('who answered for this enterprise on that day has one answer, and the day before nobody did', async () => {
    await house.as('wang')(
      'POST',
      '/api/v1/duties',
      duty('li', PLACES.village, { role: 'grid_staff', businesses: ['patrol'] }),
    )
    await asOwner(house.ownerUrl, `update enterprise set updated_at = '2019-01-01' where id = $1`, [enterpriseId])
    const now = await house.as('wang')('GET', `/api/v1/enterprises/${enterpriseId}/answering?on=2024-05-01`)
    const byBusiness = Object.fromEntries(
      now.body.answers.map((answer: { business: string; seats: { holders: string[] }[] }) => [
        answer.business,
        answer.seats[0]?.holders[0],
      ]),
    )
    expect([byBusiness.patrol, byBusiness.inspection]).toEqual(['李网格', '王县监'])
    const then = await house.as('wang')('GET', `/api/v1/enterprises/${enterpriseId}/answering?on=2019-12-31`)
    expect(then.body.answers.every((answer: { fault: string }) => answer.fault === 'gap')).toBe(true)
  })

  test('an empty post shows when the person leaves', async () => {
    await asOwner(house.ownerUrl, `update seat_holding set to_on = '2024-06-30' where seat_id = $1`, [seats.wang])
    const proof = await house.as('admin')('GET', `/api/v1/grids/${PLACES.guangrao}/coverage?on=2024-07-01`)
    expect(proof.body.byFault.empty_post).toBeGreaterThan(30)
    await asOwner(house.ownerUrl, 'update seat_holding set to_on = null where seat_id = $1', [seats.wang])
  })

  test('a county officer cannot give a duty in another county, nor to a seat that stands elsewhere', async () => {
    expect((await house.as('wang')('POST', '/api/v1/duties', duty('wang', PLACES.lijin))).status).toBe(404)
    expect((await house.as('wang')('POST', '/api/v1/duties', duty('lin', PLACES.guangrao))).status).toBe(404)
    expect((await house.as('admin')('POST', '/api/v1/duties', duty('lin', PLACES.guangrao))).status).toBe(422)
    expect((await house.as('zhang')('POST', '/api/v1/duties', duty('zhang', PLACES.damatou))).status).toBe(403)
    expect((await house.as('lin')('GET', `/api/v1/grids/${PLACES.guangrao}/coverage`)).status).toBe(404)
  })

  test('the score card names what is missing in each of the seven elements', async () => {
    await house.as('wang')(
      'POST',
      '/api/v1/duties',
      duty('wang', PLACES.guangrao, { role: 'main', commitmentSignedOn: '2026-01-10' }),
    )
    await house.as('wang')('PUT', `/api/v1/grids/${PLACES.guangrao}/support`, {
      headcountNeeded: 8,
      headcount: 6,
      equipment: ['执法记录仪'],
    })
    await house.as('wang')('PUT', `/api/v1/grids/${PLACES.guangrao}/mechanisms`, {
      network: 'management',
      rule: '网格管理办法',
      inForceOn: '2025-01-01',
    })
    const card = await house.as('wang')('GET', `/api/v1/grids/${PLACES.guangrao}/score-card`)
    expect(card.body.elements).toHaveLength(7)
    const gaps = Object.fromEntries(
      card.body.elements.map((element: { element: string; gaps: string[] }) => [element.element, element.gaps]),
    )
    expect(gaps.grid).toContain('没有划定边界')
    expect(gaps.body).toEqual(['没有明确分管领导', '没有明确具体负责人'])
    expect(gaps.support).toEqual(['应配 8 人，实有 6 人', '没有登记工作制度'])
    expect(gaps.authorisation).toEqual([])
    expect(gaps.mechanism).toEqual(['监督网络没有运行制度', '信息网络没有运行制度'])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officeLists } from '#apps/server/lists.ts'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { DAY, type Found, type Office, openOffice, sheet } from './test-office.ts'

let house: House
let { ids, upload, act, get, compared, differences } = {} as Office
beforeAll(async () => {
  house = await openHouse()
  ;({ ids, upload, act, get, compared, differences } = await openOffice(house, officeLists, PLACES))
})
afterAll(() => house?.close())

describe('what an office said of a row nobody could tell', () => {
  const lines = ['1,,大码头农资站,北宋镇,,,', '2,,大码头农资站,大码头镇,,,', '3,,广饶老面粉厂,大码头镇,,,']
  const unclear = async (id: string) => (await differences('wang', id)).filter(({ kind }) => kind === 'unclear')

  test('an enterprise is found by the name it had, and the name is shown as what differs', async () => {
    const { body } = await house.as('wang')('GET', `/api/v1/enterprises/${ids.mill}`)
    const renamed = await house.as('wang')(
      ...(['PATCH', `/api/v1/enterprises/${ids.mill}`, { values: { name: '广饶金穗食品有限公司' } }] as const),
      { 'if-match': `"${body.version}"` },
    )
    expect([renamed.status, renamed.body.detail]).toEqual([200, undefined])
    const id = await compared('wang', sheet('1,,广饶县丰收面粉有限责任公司,大码头镇,,,'))
    const found = (await differences('wang', id)).find(({ row: at }) => at !== null)
    expect([found?.kind, found?.link, found?.fields.map(({ platform, office }) => [platform, office])]).toEqual([
      'different',
      `/enterprises/${ids.mill}`,
      [['广饶金穗食品有限公司', '广饶县丰收面粉有限责任公司']],
    ])
  })

  test('is known the next time the same office sends its list, and only to that office', async () => {
    await house.as('admin')('POST', '/api/v1/enterprises', {
      name: '大码头农资站',
      gridCode: PLACES.damatou,
      operatingState: 'producing',
    })
    const first = await compared('wang', sheet(...lines.slice(1)))
    const [one] = (await unclear(first)) as (Found & { candidates: { id: string }[] })[]
    expect(one?.candidates.map((candidate) => candidate.id)).toContain(ids.farm)
    const foreign = { differenceId: one?.id, rowId: ids.xintai }
    expect((await act('wang', `${first}/identify`, foreign)).status).toBe(422)
    expect((await act('lin', `${first}/identify`, { ...foreign, rowId: null })).status).toBe(404)
    const said = await act('wang', `${first}/identify`, { differenceId: one?.id, rowId: ids.farm })
    expect([said.status, said.body.detail]).toEqual([200, undefined])
    expect((await act('wang', `${first}/identify`, { differenceId: one?.id, rowId: null })).status).toBe(409)
    const next = await compared('wang', sheet(...lines.slice(1)))
    expect(await unclear(next)).toEqual([])
    expect((await differences('wang', next)).map(({ link }) => link)).not.toContain(`/enterprises/${ids.farm}`)
    const city = await compared('zhou', sheet(...lines.slice(1)), { grid: PLACES.city })
    expect((await differences('zhou', city)).filter(({ kind }) => kind === 'unclear')).toHaveLength(1)
    // Taken back, it is asked again.
    await act('wang', `${first}/reopen`, { ids: [one?.id], reason: '认错了' })
    expect(await unclear(await compared('wang', sheet(...lines.slice(1))))).toHaveLength(1)
  })

  test('that it is none of this office leaves it out of the next count', async () => {
    const first = await compared('wang', sheet(...lines.slice(1, 2)))
    const [one] = await unclear(first)
    expect((await act('wang', `${first}/identify`, { differenceId: one?.id, rowId: null })).status).toBe(200)
    const next = await compared('wang', sheet(...lines.slice(1, 2)))
    const { result } = await get('wang', next)
    expect([result.counts.outside, result.counts.unclear]).toEqual([1, 0])
  })

  test('a sample sheet has the columns the platform knows, and is itself such a list', async () => {
    const headers = { authorization: `Bearer ${await house.token('wang')}` }
    for (const name of officeLists.kinds.keys()) {
      const url = `/api/v1/reconciliation-lists/${name}/sample`
      const got = await house.app.inject({ method: 'GET', url, headers })
      expect([name, got.statusCode]).toEqual([name, 200])
      const back = await upload('zhou', got.rawPayload, { list: name, filename: '样表.xlsx', from: addDays(DAY, -30) })
      expect([name, back.status, back.body.detail, back.body.lines]).toEqual([name, 201, undefined, 1])
    }
    expect((await house.as('wang')('GET', '/api/v1/reconciliation-lists/nothing/sample')).status).toBe(404)
  })
})

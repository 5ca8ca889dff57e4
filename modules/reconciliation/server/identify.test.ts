import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officeLists } from '#apps/server/lists.ts'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { runComparison } from './compare.ts'

const DAY = today()
let house: House
const ids: Record<string, string> = {}

const CODES = { hengfeng: '91330100799655058B', xintai: '9144030071526726XG' }

beforeAll(async () => {
  house = await openHouse()
  const register = async (key: string, facts: object) => {
    const { status, body } = await house.as('admin')('POST', '/api/v1/enterprises', {
      operatingState: 'producing',
      ...facts,
    })
    expect([key, status, body.detail]).toEqual([key, 201, undefined])
    ids[key] = body.id
  }
  await register('hengfeng', {
    name: '广饶恒沣化工有限公司',
    creditCode: CODES.hengfeng,
    gridCode: PLACES.village,
    regulatorClasses: ['hazchem'],
  })
  await register('xintai', {
    name: '大码头镇鑫泰纺织厂',
    creditCode: CODES.xintai,
    gridCode: PLACES.damatou,
    scale: 'small',
  })
  await register('farm', { name: '大码头农资站', gridCode: PLACES.village })
  await register('mill', { name: '广饶县丰收面粉有限责任公司', gridCode: PLACES.damatou })
  await register('lijin', { name: '利津秘密化工有限公司', gridCode: PLACES.lijinVillage })
})
afterAll(() => house?.close())

const HEAD = '序号,统一社会信用代码,企业名称,镇街,监管行业,规模,联系电话'
/** An office's list, with the title and the note offices put above a table. */
const sheet = (...lines: string[]) =>
  Buffer.from(['广饶县企业台账,,,,,,', '填报单位：县应急局,,,,,,', HEAD, ...lines, '合计,,,,,,'].join('\r\n'))

const upload = (
  login: Login,
  payload: Buffer,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
) => {
  const about = { list: 'enterprise', grid: PLACES.guangrao, to: DAY, filename: '县局台账.csv', ...query }
  const url = `/api/v1/reconciliations?${new URLSearchParams(about)}`
  return house.as(login)('POST', url, payload, { 'content-type': 'application/octet-stream', ...headers })
}

async function compared(login: Login, payload: Buffer, query?: Record<string, string>): Promise<string> {
  const { status, body } = await upload(login, payload, query)
  expect([status, body.detail]).toEqual([201, undefined])
  const started = await house.as(login)('POST', `/api/v1/reconciliations/${body.id}/compare`, { columns: {} })
  expect([started.status, started.body.detail]).toEqual([200, undefined])
  await runComparison(house.db, officeLists, body.id)
  return body.id
}

const get = async (login: Login, path: string) => (await house.as(login)('GET', `/api/v1/reconciliations/${path}`)).body
const act = (login: Login, path: string, body: object) =>
  house.as(login)('POST', `/api/v1/reconciliations/${path}`, body)
interface Found {
  id: string
  kind: string
  row: number | null
  title: string
  link: string | null
  fields: { label: string; platform: string; office: string }[]
}
const differences = async (login: Login, id: string, query = ''): Promise<Found[]> =>
  (await get(login, `${id}/differences${query}`)).items

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

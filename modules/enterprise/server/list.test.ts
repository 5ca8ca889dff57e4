import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { listIndustryChildren } from '#standards/industry/industry.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  const rows = [
    { name: '丙厂', riskLevel: '1', operatingState: 'producing', regulatorClasses: ['hazchem'], lng: 118.4, lat: 37.1 },
    { name: '甲厂', riskLevel: '2', operatingState: 'stopped', regulatorClasses: ['industry_trade'] },
    { name: '乙厂', operatingState: 'producing', regulatorClasses: ['other'], industryCode: '2614' },
    { name: '丁厂', riskLevel: '4', operatingState: 'suspended', regulatorClasses: ['hazchem', 'other'] },
  ]
  for (const row of rows)
    await house.as('wang')('POST', '/api/v1/enterprises', { gridCode: PLACES.village, address: row.name, ...row })
})
afterAll(() => house.close())

const list = async (query: string) => (await house.as('wang')('GET', `/api/v1/enterprises?${query}`)).body
const names = async (query: string) => (await list(query)).items.map(({ name }: { name: string }) => name)

describe('narrowing by several values', () => {
  test.each([
    ['riskLevel=1,2', ['丙厂', '甲厂']],
    ['riskLevel=4,none', ['丁厂', '乙厂']],
    ['operatingState=stopped,suspended', ['丁厂', '甲厂']],
    ['regulatorClass=hazchem,industry_trade', ['丁厂', '丙厂', '甲厂']],
    ['industry=C,07', ['乙厂']],
    ['located=true', ['丙厂']],
    ['located=false&riskLevel=1,2', ['甲厂']],
  ])('%s: any of them counts, and the total says as many', async (query, wanted) => {
    const found = await list(query)
    expect(found.items.map(({ name }: { name: string }) => name).toSorted()).toEqual(wanted.toSorted())
    expect(found.total).toBe(wanted.length)
  })

  test.each(['riskLevel=5', 'riskLevel=1,,2', 'operatingState=a;b', 'located=maybe', 'sort=risk'])(
    '%s is refused',
    async (query) => {
      expect((await house.as('wang')('GET', `/api/v1/enterprises?${query}`)).status).toBe(422)
    },
  )
})

describe('the order of the list', () => {
  test('goes by what was asked for, both ways', async () => {
    expect(await names('sort=updated')).toEqual(['丙厂', '甲厂', '乙厂', '丁厂'])
    expect(await names('sort=-updated')).toEqual(['丁厂', '乙厂', '甲厂', '丙厂'])
    const up = await names('sort=name')
    expect(await names('sort=-name')).toEqual(up.toReversed())
    expect((await names('sort=staleOn')).length).toBe(4)
  })

  test.each(['name', '-name', 'updated', '-updated', 'staleOn', '-staleOn'])(
    '%s: page by page every enterprise comes once',
    async (sort) => {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await list(`sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
        seen.push(...page.items.map(({ name }: { name: string }) => name))
        cursor = page.nextCursor ?? ''
      } while (cursor)
      expect(seen).toEqual(await names(`sort=${sort}`))
      expect(new Set(seen).size).toBe(4)
    },
  )

  test('a place in another order starts the list anew', async () => {
    const { nextCursor } = await list('sort=name&limit=2')
    expect(await names(`sort=-updated&cursor=${nextCursor}`)).toEqual(await names('sort=-updated'))
  })
})

describe('what the audit tells of a move', () => {
  test('an enterprise: from which grid to which, and why', async () => {
    const { id, version } = (await list('q=甲厂')).items[0]
    const body = { values: {}, gridCode: PLACES.damatou, reason: '厂区搬迁' }
    const moved = await house.as('wang')('PATCH', `/api/v1/enterprises/${id}`, body, { 'if-match': `"${version}"` })
    expect(moved.status).toBe(200)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?objectId=${id}&action=enterprise.updated`)
    expect(audit.body.items[0].detail).toMatchObject({ reason: '厂区搬迁' })
    expect(audit.body.items[0].detail.from).not.toBe(audit.body.items[0].detail.to)
    expect(audit.body.items[0].detail.to).toMatch(/大码头/)
  })
})

test('the section of an industry is the one the standard gives its division, with and without its letter', async () => {
  const divisions = listIndustryChildren(null).flatMap(({ code: section }) =>
    listIndustryChildren(section).map(({ code }) => ({ section, code: code.replace(/^[A-T]/, '') })),
  )
  expect(divisions.length).toBe(97)
  const found = await house.db.system((_tx, client) =>
    client.query(
      `select code, industry_section(code) as bare, industry_section(code || '10') as longer, industry_section(section || code) as lettered
       from unnest($1::text[], $2::text[]) d(code, section)`,
      [divisions.map(({ code }) => code), divisions.map(({ section }) => section)],
    ),
  )
  for (const { code, section } of divisions)
    expect(found.rows.find((row: { code: string }) => row.code === code)).toEqual({
      ...{ code, bare: section, longer: section, lettered: section },
    })
})

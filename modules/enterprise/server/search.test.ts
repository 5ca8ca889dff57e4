import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import type { EnterpriseValues } from '../model/schema.ts'
import { insertEnterprises } from './store/write-many.ts'

const ROWS = 6200
let house: House

/** Every enterprise is 有限; a fifth are 恒源, all of Guangrao's villages last in order; 37 are 鹰嘴; one is 独一. */
const nameOf = (at: number) =>
  `${at === 17 ? '独一' : ''}${at % 5 === 0 ? '恒源' : '顺达'}${at % 170 === 0 ? '鹰嘴' : ''}${at}号有限公司`

beforeAll(async () => {
  house = await openHouse()
  await house.db.system(async (tx) => {
    const rows = Array.from({ length: ROWS }, (_, at) => ({
      id: newId(),
      gridCode: at % 3 === 0 ? PLACES.lijinVillage : PLACES.village,
      values: {
        name: nameOf(at),
        address: at % 3 === 0 ? '北宋镇' : '大码头镇100%路',
        contactPhone: `138${String(at).padStart(8, '0')}`,
      } as EnterpriseValues,
      facts: {},
      staleOn: null,
      createdAt: new Date(),
    }))
    await insertEnterprises(tx, rows, { name: 'imported', by: { name: '测试' }, reason: null })
  })
})
afterAll(() => house.close())

interface Walk {
  names: string[]
  total: number
  totalIs: string
}

/** All pages of a search, one after the other. */
async function walk(login: Login, query: string): Promise<Walk> {
  const names: string[] = []
  let first: Walk | null = null
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await house.as(login)(
      'GET',
      `/api/v1/enterprises?limit=200&${query}${cursor ? `&cursor=${cursor}` : ''}`,
    )
    expect(page.status).toBe(200)
    first ??= page.body
    names.push(...page.body.items.map(({ name }: { name: string }) => name))
    cursor = page.body.nextCursor
  }
  return { names, total: first?.total ?? -1, totalIs: first?.totalIs ?? '' }
}

const all = Array.from({ length: ROWS }, (_, at) => ({ name: nameOf(at), lijin: at % 3 === 0 }))

describe('searching the register', () => {
  test.each([
    ['a word every one bears', '有限', (name: string) => name.includes('有限')],
    ['a word a fifth of them bear', '恒源', (name: string) => name.includes('恒源')],
    ['a rare word', '鹰嘴', (name: string) => name.includes('鹰嘴')],
    ['a word of one', '独一', (name: string) => name.includes('独一')],
    ['a word nobody bears', '查无此字', () => false],
    ['a single character', '鹰', (name: string) => name.includes('鹰')],
    ['a number in the name', '170号', (name: string) => name.includes('170号')],
    ['pinyin initials', 'yz', (name: string) => name.includes('鹰嘴')],
  ])('finds by %s exactly those, page after page, each once', async (_what, word, bears) => {
    const found = await walk('zhou', `q=${encodeURIComponent(word)}`)
    const expected = all.filter(({ name }) => bears(name)).map(({ name }) => name)
    expect(found.names.toSorted()).toEqual(expected.toSorted())
    if (found.totalIs === 'exact') expect(found.total).toBe(expected.length)
    else expect(found.total).toBeLessThanOrEqual(expected.length)
    expect(found.total).toBeGreaterThanOrEqual(Math.min(expected.length, 60))
  })

  test('finds a word that stands far back in the order of the list', async () => {
    // 大码头镇 sorts behind all of 北宋镇, so the first enterprises looked at do not bear it.
    const found = await walk('zhou', `q=${encodeURIComponent('大码头镇')}`)
    expect(found.names).toHaveLength(all.filter(({ lijin }) => !lijin).length)
  })

  test('keeps a county officer to the county, however common the word', async () => {
    const found = await walk('lin', `q=${encodeURIComponent('有限')}`)
    expect(found.names.toSorted()).toEqual(
      all
        .filter(({ lijin }) => lijin)
        .map(({ name }) => name)
        .toSorted(),
    )
    expect(found.total).toBeLessThanOrEqual(found.names.length)
  })

  test('takes per cent signs and underlines for what they are', async () => {
    expect(
      (await walk('zhou', `q=${encodeURIComponent('100%路')}&grid=${PLACES.village}`)).names.length,
    ).toBeGreaterThan(4000)
    expect((await walk('zhou', `q=${encodeURIComponent('恒_')}`)).names).toEqual([])
  })

  test('finds a phone number whole and never by a piece of it', async () => {
    expect((await walk('zhou', 'q=13800000017')).names).toEqual([nameOf(17)])
    expect((await walk('zhou', 'q=1380000001')).names).toEqual([])
  })
})

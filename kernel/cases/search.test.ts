import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseDesk } from '#apps/server/cases.ts'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { enterOldWords } from './old-words.ts'

let house: House
let works: string
let number: string
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

const q = (words: string) => `q=${encodeURIComponent(words)}`
/** Titles of the hazards a person finds by some words. */
const found = async (login: Login, words: string) =>
  (await send(login, 'GET', `/hazards?${q(words)}`)).body.items.map(({ title }: { title: string }) => title)

async function report(objectId: string, what: string, where = '罐区'): Promise<string> {
  const photo = await house.as('zhang')('POST', `/api/v1/files?name=a.png&objectId=${objectId}`, PNG, {
    'content-type': 'application/octet-stream',
  })
  const answer = await send('zhang', 'POST', '/hazards/register', {
    input: { what, where, source: 'government_inspection' },
    attachments: [photo.body.id],
    objectId,
  })
  expect([answer.status, answer.body]).toEqual([201, expect.any(Object)])
  return answer.body.id
}

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode: PLACES.village })).body.id
  works = await made('广饶恒沣化工有限公司')
  const mill = await made('大码头邻居塑料厂')
  await house.giveFileTo(works)
  const id = await report(works, '3号储罐液位计不显示', '罐区东侧')
  number = (await send('zhang', 'GET', `/hazards/${id}`)).body.number
  await report(mill, '配电箱门敞开', '车间')
  await send('zhang', 'POST', `/hazards/${id}/comment`, { input: { text: '已电话催促厂长王海' } })
})
afterAll(() => house.close())

describe('cases are found by words', () => {
  const LEVEL = ['3号储罐液位计不显示']

  test('by number, title, name of the enterprise, and what was said in an act', async () => {
    for (const words of [number, number.slice(-5), '液位计', '恒沣化工', '罐区东侧', '催促厂长', '液'])
      expect([words, await found('zhang', words)]).toEqual([words, LEVEL])
    expect(await found('zhang', '压力表')).toEqual([])
  })

  test('full-width digits, capitals and blanks make no difference; several words must all be there', async () => {
    for (const words of ['３号储罐', number.toLowerCase(), '恒沣　液位计', ' 液位计  催促 '])
      expect([words, await found('zhang', words)]).toEqual([words, LEVEL])
    expect(await found('zhang', '恒沣 配电箱')).toEqual([])
    expect(await found('zhang', '100%')).toEqual([])
  })

  test('nobody finds what is outside his region or another enterprise’s', async () => {
    expect(await found('lin', '液位计')).toEqual([])
    expect(await found('zhao', '配电箱')).toEqual([])
    expect(await found('zhao', '液位计')).toEqual(LEVEL)
    const seen = await house.db.read({ gridFrom: PLACES.lijin, gridTo: '370523', objectId: null }, (tx) =>
      tx
        .selectFrom('case_words' as never)
        .selectAll()
        .execute(),
    )
    expect(seen).toEqual([])
  })

  test('an enterprise that is renamed is found by its new name and not by the old', async () => {
    const { version } = (await send('admin', 'GET', `/enterprises/${works}`)).body
    const edit = { values: { name: '广饶鼎力化工有限公司' }, reason: '更名' }
    const renamed = await house.as('admin')('PATCH', `/api/v1/enterprises/${works}`, edit, {
      'if-match': `"${version}"`,
    })
    expect([renamed.status, renamed.body]).toEqual([200, expect.any(Object)])
    expect([await found('zhang', '鼎力'), await found('zhang', '恒沣')]).toEqual([LEVEL, []])
  })

  test('figures count exactly what the list shows', async () => {
    const figures = await send('zhang', 'GET', `/hazards/figures?by=state&${q('液位计')}`)
    expect(figures.body.total).toBe(1)
  })

  test('a word that stands in most cases finds them all, newest first', async () => {
    expect(await found('zhang', '罐区')).toEqual(LEVEL)
    for (let at = 1; at <= 60; at++)
      await send('zhang', 'POST', '/events', {
        input: { itemCode: '0105', dueOn: today(), what: `路面坑洼第${at}处`, where: '村口' },
        gridCode: PLACES.village,
      })
    const events = await send('zhang', 'GET', `/events?${q('坑洼')}&limit=3`)
    expect([events.body.total, events.body.items[0]?.title]).toEqual([60, expect.stringContaining('路面坑洼第60处')])
  })

  test('an absurd search is refused with a sentence', async () => {
    const answer = await send('zhang', 'GET', `/hazards?${q('一 二 三 四 五 六 七 八 九')}`)
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining('最多找 8 个词')])
  })
})

test('one search goes through all kinds one may read, and says what each is', async () => {
  const all = await send('zhang', 'GET', `/cases/search?${q('大码头')}`)
  expect(
    all.body.items.map(({ typeTitle, title }: { typeTitle: string; title: string }) => [typeTitle, title]),
  ).toEqual([['隐患', '配电箱门敞开']])
  expect((await send('zhao', 'GET', `/cases/search?${q('坑洼')}`)).body).toMatchObject({ items: [], total: 0 })
  expect((await send('zhang', 'GET', `/cases/search?${q('坑洼')}&limit=2`)).body).toMatchObject({ total: 60 })
  expect((await send('zhang', 'GET', `/cases/search?q=`)).body.items).toEqual([])
})

test('cases from before the search are entered by the worker, once however many workers there are', async () => {
  await asOwner(house.ownerUrl, 'insert into case_unworded select id from case_record')
  await asOwner(house.ownerUrl, 'delete from case_words')
  await asOwner(house.ownerUrl, 'delete from case_pairs')
  expect(await found('zhang', '催促厂长')).toEqual([])
  const counts = await Promise.all([1, 2].map(() => enterOldWords(house.db, caseDesk.kinds)))
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(62)
  expect(await found('zhang', '催促厂长')).toEqual(['3号储罐液位计不显示'])
})

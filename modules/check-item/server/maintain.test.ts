import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'

let house: House
let works: string
const photos: Partial<Record<Login, string>> = {}
const ON = today()

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

const WORDS = {
  industry: 'general',
  audience: 'both',
  category: 'B10',
  question: '沿海企业是否有风暴潮避险安排',
  how: '查避险方案和演练记录',
  basis: '山东省安全生产条例第三十条',
  penaltyItem: null,
  rank: 'ordinary',
  criterion: null,
  plain: '风暴潮来了往哪撤定了吗？',
  rectification: '制定避险安排并演练',
  days: 30,
  photoRequired: false,
  from: ON,
  verified: false,
}
const WHY = '市应急局 2026 年海上大风专项要求'

async function photo(login: Login): Promise<string> {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${works}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  return reply.json().id
}

/** Registers a hazard found by a check. */
const register = (login: 'li' | 'zhou', itemCode: string) =>
  send(login, 'POST', '/hazards/register', {
    objectId: works,
    input: {
      what: '没有避险安排',
      where: '办公楼',
      source: login === 'li' ? 'grid_patrol' : 'government_inspection',
      itemCode,
    },
    attachments: [photos[login]],
  })

const add = (login: Login, words: object = {}) =>
  send(login, 'POST', '/check-items', { words: { ...WORDS, ...words }, why: WHY })

beforeAll(async () => {
  house = await openHouse()
  const made = await send('admin', 'POST', '/enterprises', {
    name: '广饶恒沣化工有限公司',
    gridCode: PLACES.village,
    regulatorClasses: ['hazchem'],
  })
  works = made.body.id
  await house.giveFileTo(works)
  for (const login of ['li', 'zhou'] as const) photos[login] = await photo(login)
})
afterAll(() => house.close())

describe('a local check', () => {
  test('added by a county is numbered under its region and seen there, below and above, not next door', async () => {
    const added = await add('wang')
    expect([added.status, added.body.code, added.body.gridName]).toEqual([201, '370523-GEN-EMG-001', '广饶县'])
    const seen = async (login: Login) => (await send(login, 'GET', '/check-items/370523-GEN-EMG-001')).status
    expect(await Promise.all((['zhou', 'wang', 'li', 'zhao'] as const).map(seen))).toEqual([200, 200, 200, 200])
    expect(await seen('lin')).toBe(404)
    const total = async (login: Login) => (await send(login, 'GET', '/check-items?q=风暴潮')).body.total
    expect([await total('zhou'), await total('zhao'), await total('lin')]).toEqual([1, 1, 0])
    expect((await send('zhou', 'GET', '/check-items?place=local')).body.total).toBe(1)
  })

  test('asking the same of the same industry again is answered with the code there is', async () => {
    const again = await add('wang')
    expect([again.status, again.body.type, again.body.code]).toEqual([
      409,
      '/problems/check-item/question-twice',
      '370523-GEN-EMG-001',
    ])
  })

  test.each([
    [{ rank: 'major' }, '/words/criterion'],
    [{ criterion: 'GM1' }, '/words/criterion'],
    [{ penaltyItem: '999' }, '/words/penaltyItem'],
    [{ industry: 'space' }, '/words/industry'],
    [{ category: 'B77' }, '/words/category'],
    [{ question: '问'.repeat(41) }, '/words/question'],
    [{ days: 0 }, '/words/days'],
    [{ from: '2026-02-30' }, '/words/from'],
  ])('with %o is refused at the field', async (change, pointer) => {
    const refused = await add('wang', { question: '另一个问题是否成立', ...change })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer])
  })

  test('is not for those who only read, and needs a reason', async () => {
    for (const login of ['zhang', 'li', 'zhao', 'chen'] as const) expect((await add(login)).status).toBe(403)
    expect((await send('wang', 'POST', '/check-items', { words: WORDS, why: ' ' })).status).toBe(422)
  })
})

describe('what was published', () => {
  const code = '370523-GEN-EMG-001'

  test('keeps its meaning: a changed term is refused and told to be another check', async () => {
    const refused = await send(
      'wang',
      'POST',
      `/check-items/${code}/correct`,
      { words: { ...WORDS, days: 15 }, why: '缩短期限' },
      1,
    )
    expect([refused.status, refused.body.type, refused.body.errors[0].pointer]).toEqual([
      422,
      '/problems/check-item/meaning-changed',
      '/words/days',
    ])
  })

  test('has a typo put right under the same code as a new version; a stale hand is refused', async () => {
    const body = { words: { ...WORDS, question: '沿海企业是否有风暴潮避险方案' }, why: '与条例用词一致' }
    expect((await send('wang', 'POST', `/check-items/${code}/correct`, body)).status).toBe(428)
    const done = await send('wang', 'POST', `/check-items/${code}/correct`, body, 1)
    expect([done.status, done.body.latest, done.body.question]).toEqual([200, 2, body.words.question])
    expect(
      done.body.versions.map(({ change, by }: { change: string; by: string }) => [change, by.includes('王县监')]),
    ).toEqual([
      ['added', true],
      ['corrected', true],
    ])
    expect((await send('wang', 'POST', `/check-items/${code}/correct`, body, 1)).status).toBe(409)
    expect((await send('wang', 'POST', `/check-items/${code}/correct`, body, 2)).body.detail).toContain('没有改动')
  })

  test('is changed by its own office only: neither the city nor the county next door, and a seed by the city', async () => {
    const close = { lastOn: ON, why: '不再适用' }
    const foreign = await send('zhou', 'POST', `/check-items/${code}/close`, close, 2)
    expect([foreign.status, foreign.body.type]).toEqual([403, '/problems/check-item/not-yours'])
    expect((await send('lin', 'POST', `/check-items/${code}/close`, close, 2)).status).toBe(404)
    const seed = await send('wang', 'POST', '/check-items/GEN-LIC-004/close', close, 1)
    expect([seed.status, seed.body.detail]).toEqual([403, '全平台通用的检查项由市级维护；您可以新增本地的检查项。'])
    expect((await send('wang', 'GET', '/check-items/GEN-LIC-004')).body.openActs).toEqual([])
    expect((await send('zhou', 'GET', '/check-items/GEN-LIC-004')).body.openActs).toEqual(['correct', 'close'])
  })

  test('closed is refused for new findings and plans, and still says its words where it was found', async () => {
    const found = await register('li', code)
    expect(found.status).toBe(201)
    expect(
      (await send('wang', 'POST', `/check-items/${code}/close`, { lastOn: addDays(ON, -1), why: '不再适用' }, 2)).body
        .type,
    ).toBe('/problems/check-item/past-day')
    const closed = await send('wang', 'POST', `/check-items/${code}/close`, { lastOn: ON, why: '专项已结束' }, 2)
    expect([closed.status, closed.body.to, closed.body.standing]).toEqual([200, ON, 'in-force'])
    // The last day passes: the same versions, a day later.
    await asOwner(house.ownerUrl, `update check_item set from_on = from_on - 1, to_on = to_on - 1 where code = $1`, [
      code,
    ])
    const refused = await register('li', code)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/input/itemCode'])
    expect(refused.body.detail).toContain('停用')
    const kept = await send('wang', 'GET', `/hazards/${found.body.id}`)
    expect(kept.body.facts.item.question).toBe('沿海企业是否有风暴潮避险方案')
    expect((await send('wang', 'GET', `/check-items?q=风暴潮`)).body.total).toBe(0)
    expect((await send('wang', 'GET', `/check-items?q=风暴潮&standing=closed`)).body.total).toBe(1)
    expect((await send('wang', 'GET', `/check-items?q=风暴潮&on=${addDays(ON, -1)}`)).body.total).toBe(1)
    expect(
      (await send('wang', 'POST', `/check-items/${code}/correct`, { words: WORDS, why: '再改' }, 3)).body.type,
    ).toBe('/problems/check-item/closed')
  })

  test('of another county is refused for a finding here', async () => {
    const other = await add('lin')
    expect(other.body.code).toBe('370522-GEN-EMG-001')
    const refused = await register('zhou', other.body.code)
    expect([refused.status, refused.body.detail.includes('别处')]).toEqual([422, true])
  })
})

describe('a template', () => {
  const compose = (login: Login, words: object = {}, more: object = {}) =>
    send(login, 'POST', '/check-templates', {
      words: {
        name: '广饶化工夜查',
        industry: 'general',
        level: 'special',
        itemCodes: ['GEN-ORG-001', 'GEN-EMG-001'],
        ...words,
      },
      why: '夜查专项',
      ...more,
    })

  test('is composed of checks, revised from a day on, and says what it held before', async () => {
    const made = await compose('wang')
    expect([made.status, made.body.code, made.body.minutes]).toEqual([201, '370523-T-001', 10])
    const later = addDays(ON, 10)
    const words = { name: '广饶化工夜查', industry: 'general', level: 'special', itemCodes: ['GEN-ORG-001'] }
    const revised = await send(
      'wang',
      'POST',
      '/check-templates/370523-T-001/revise',
      { words, fromOn: later, why: '精简' },
      1,
    )
    expect([revised.status, revised.body.itemCodes.length, revised.body.latest]).toEqual([200, 1, 2])
    const now = await send('wang', 'GET', '/check-templates/370523-T-001')
    expect([now.body.itemCodes.length, now.body.version]).toEqual([2, 1])
    expect((await send('lin', 'GET', '/check-templates/370523-T-001')).status).toBe(404)
    expect((await send('wang', 'GET', '/check-templates?place=local')).body.total).toBe(1)
  })

  test.each([
    [{ itemCodes: ['NO-SUCH-001'] }, '没有这个检查项'],
    [{ itemCodes: ['GEN-ORG-001', 'GEN-ORG-001'] }, '放了两次'],
    [{ itemCodes: ['370523-GEN-EMG-001'] }, '停用'],
    [{ itemCodes: ['370522-GEN-EMG-001'] }, '没有这个检查项'],
    [{ name: '广饶化工夜查', itemCodes: ['GEN-ORG-001'] }, '换一个名字'],
  ])('with %o is refused', async (words, sentence) => {
    const refused = await compose('wang', { name: '另一个模板', ...words })
    expect([refused.status >= 409, refused.body.detail]).toEqual([true, expect.stringContaining(sentence)])
  })

  test('closed can be planned with no more', async () => {
    const made = await compose('wang', { name: '短期模板', level: 'self_daily', itemCodes: ['GEN-EMG-001'] })
    const { code } = made.body
    const plan = () => send('zhao', 'POST', '/self-check-plans', { template: code, rhythm: 'daily' })
    expect((await plan()).status).toBe(201)
    await send('wang', 'POST', `/check-templates/${code}/close`, { lastOn: ON, why: '到期' }, 1)
    await asOwner(
      house.ownerUrl,
      `update check_template set from_on = from_on - 1, to_on = to_on - 1 where code = $1`,
      [code],
    )
    await asOwner(house.ownerUrl, `update self_check_plan set ended_on = from_on`)
    expect([
      (await plan()).status,
      (await send('zhao', 'GET', `/self-check-plans?objectId=${works}`)).body.items[0].templateName,
    ]).toEqual([422, '短期模板'])
  })
})

describe('a spreadsheet', () => {
  const post = async (login: Login, url: string, text: string) => {
    const reply = await house.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(text, 'utf8'),
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const exported = async (login: Login, query: string) =>
    String((await send(login, 'GET', `/check-items/export?format=csv&${query}`)).body).replace('\uFEFF', '')
  const preview = (login: Login, text: string) => post(login, '/check-item-imports/preview?filename=检查项.csv', text)

  test('taken out and put in again changes nothing', async () => {
    const text = await exported('wang', 'industry=tobacco')
    expect(text.split('\r\n')[0]).toContain('item_code,industry,audience')
    const { body } = await preview('wang', text)
    expect(body.counts).toEqual({ new: 0, typo: 0, unchanged: 14, refused: 0 })
  })

  test('is judged row by row: new, typo, unchanged, refused with every reason; and written all at once', async () => {
    const text = await exported('wang', 'q=GEN-EMG-00&industry=general')
    const [head = '', seed = ''] = text.split('\r\n')
    const fresh =
      '370523-GEN-PLC-001,通用,都用,S01,车间是否画出人车分流通道线,看地面标线,山东省安全生产条例第十条,,一般,,人和车的路画开了吗？,补画标线,１５,1,2026-01-01,0'
    const foreign = seed.replace(/^GEN-EMG-\d+/, '370522-GEN-EMG-009')
    const sheet = [head, seed, fresh, foreign, fresh, fresh.replace('S01', 'S0X')].join('\r\n')
    const { body } = await preview('wang', sheet)
    expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'unchanged',
      'new',
      'refused',
      'refused',
      'refused',
    ])
    expect(body.items[2].reasons.join()).toContain('编码里的区划应是 370523')
    expect(body.items[3].reasons.join()).toContain('两次')
    const rows = body.items.flatMap(({ input }: { input: unknown }) => input ?? [])
    const apply = (list: unknown[]) =>
      send('wang', 'POST', '/check-item-imports', { filename: '检查项.csv', rows: list, why: '县里补充' })
    const half = await apply([...rows, { ...rows[0], code: 'GEN-PLC-999' }])
    expect([half.status, half.body.type]).toEqual([422, '/problems/check-item/rows-refused'])
    expect((await send('wang', 'GET', '/check-items/370523-GEN-PLC-001')).status).toBe(404)
    const done = await apply(rows)
    expect([done.status, done.body]).toEqual([201, { added: 1, corrected: 0 }])
    expect((await send('wang', 'GET', '/check-items/370523-GEN-PLC-001')).body.days).toBe(15)
    const typo = await preview('wang', [head, fresh.replace('看地面标线', '看地面画线')].join('\n'))
    expect(typo.body.counts).toEqual({ new: 0, typo: 1, unchanged: 0, refused: 0 })
  })

  test.each([
    ['', '空'],
    ['随便写的文字', '表头'],
    ['item_code,item_zh\nGEN-1,问', '缺少列'],
  ])('that reads %j is refused with a sentence', async (text, sentence) => {
    const { status, body } = await preview('wang', text)
    expect([status, body.detail]).toEqual([422, expect.stringContaining(sentence)])
  })

  test('is nothing for a grid officer', async () => expect((await preview('li', 'x')).status).toBe(403))
})

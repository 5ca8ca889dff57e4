import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { CAST_PRESETS, type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { plateCodeText } from '../model/code.ts'

let house: House
let works: string
let farm: string
let foreign: string

const DEVICE = newId()
const NAMES = { works: '恒丰化工有限公司', farm: '大码头农资站', foreign: '利津秘密化工有限公司' }

beforeAll(async () => {
  house = await openHouse()
  const register = async (login: Login, name: string, gridCode: string): Promise<string> => {
    const facts = { name, gridCode, contact: '林联系', contactPhone: '13777777777' }
    return (await house.as(login)('POST', '/api/v1/enterprises', facts)).body.id
  }
  works = await register('wang', NAMES.works, PLACES.village)
  farm = await register('wang', NAMES.farm, PLACES.village)
  foreign = await register('lin', NAMES.foreign, PLACES.lijinVillage)
  await house.giveFileTo(works)
})
afterAll(() => house?.close())

const issue = (login: Login, ...objectIds: string[]) => house.as(login)('POST', '/api/v1/plates', { objectIds })
const shown = (code: string) => house.as(null)('GET', `/api/v1/plate-shown?code=${code}`)
const codeOf = async (id: string): Promise<string> => (await issue('wang', id)).body.items[0].code

describe('making plates', () => {
  test('an enterprise gets one, and the same one when asked again', async () => {
    const first = await issue('li', works)
    expect([first.status, first.body.issued]).toEqual([200, 1])
    const again = await issue('zhao', works)
    expect([again.body.issued, again.body.items[0].code]).toEqual([0, first.body.items[0].code])
    const many = await issue('wang', works, farm)
    expect([many.body.issued, many.body.items.length]).toEqual([1, 2])
  })

  test('nobody makes one for an enterprise outside his grid, and who only looks on makes none', async () => {
    expect((await issue('wang', works, foreign)).status).toBe(404)
    expect((await issue('zhao', farm)).status).toBe(404)
    expect((await issue('chen', works)).status).toBe(403)
  })
})

describe('whoever scans a plate', () => {
  test('learns the name, the place and where to complain, and nothing of persons', async () => {
    const code = await codeOf(works)
    const { status, body } = await shown(plateCodeText(code))
    expect([status, body]).toEqual([
      200,
      {
        ...{ state: 'valid', code, name: NAMES.works, voidedOn: null, hotline: '12350' },
        grids: ['东营市', '广饶县', expect.any(String), expect.any(String)],
      },
    ])
    expect(JSON.stringify(body)).not.toMatch(/林联系|1377777/)
  })

  test('is told that a code was mistyped, or is nobody’s', async () => {
    const code = await codeOf(works)
    const wrong = await shown(code.slice(0, 9) + (code.endsWith('A') ? 'B' : 'A'))
    expect([wrong.status, wrong.body.detail]).toEqual([422, expect.stringContaining('没有 0、O、1、I')])
    expect((await shown('AAAAAAAAAA')).body).toMatchObject({ state: 'unknown', name: null, grids: [] })
  })

  test('opens the enterprise in his app, if it is his to visit', async () => {
    const code = await codeOf(works)
    const at = (login: Login) => house.as(login)('GET', `/api/v1/plates/${code}`)
    for (const login of ['wang', 'li', 'zhao'] as const)
      expect((await at(login)).body).toMatchObject({ objectId: works, name: NAMES.works, voidedAt: null })
    const far = await at('lin')
    expect([far.status, JSON.stringify(far.body)]).toEqual([404, expect.not.stringContaining(NAMES.works)])
    const along = await house.as('lin')('GET', `/api/v1/plates?objects=${works},${foreign}`)
    expect(along.body.items).toEqual([])
    const own = await house.as('li')('GET', `/api/v1/plates?objects=${works},${farm}`)
    expect(own.body.items.map(({ objectId }: { objectId: string }) => objectId).sort()).toEqual([works, farm].sort())
  })
})

describe('a plate that was photographed and hung up elsewhere', () => {
  test('is ended with its reason, a new one takes its place, and the old one says so', async () => {
    const old = await codeOf(farm)
    const end = { reason: 'copied', note: '隔壁仓库贴了一张，已撕下', replace: true }
    const ended = await house.as('li')('POST', `/api/v1/plates/${old}/void`, end)
    const next = ended.body.next.code
    expect([ended.status, next === old]).toEqual([200, false])
    expect((await shown(old)).body).toMatchObject({
      state: 'void',
      name: null,
      voidedOn: expect.stringMatching(/^\d{4}-/),
    })
    expect((await shown(next)).body).toMatchObject({ state: 'valid', name: NAMES.farm })
    const told = await house.as('li')('GET', `/api/v1/plates/${old}`)
    expect(told.body).toMatchObject({ objectId: farm, voidReason: '被翻拍冒用', voidNote: '隔壁仓库贴了一张，已撕下' })
    const twice = await house.as('li')('POST', `/api/v1/plates/${old}/void`, end)
    expect([twice.status, twice.body.detail]).toEqual([409, '这块码牌已经作废，现在用的是另一块。'])
    const { items } = (await house.as('wang')('GET', `/api/v1/enterprises/${farm}/plates`)).body
    expect(items.map(({ code, voidedAt }: { code: string; voidedAt: string }) => [code, voidedAt !== null])).toEqual([
      [next, false],
      [old, true],
    ])
  })

  test('nobody from another county ends it, and without a reason nobody does', async () => {
    const code = await codeOf(works)
    const end = { reason: 'lost', replace: true }
    expect((await house.as('lin')('POST', `/api/v1/plates/${code}/void`, end)).status).toBe(404)
    const vague = await house.as('wang')('POST', `/api/v1/plates/${code}/void`, { replace: true })
    expect([vague.status, vague.body.detail]).toEqual([422, '请选作废的原因。'])
    expect((await shown(code)).body.state).toBe('valid')
  })

  test('the audit tells who ended it, but no code', async () => {
    const { items } = (await house.as('admin')('GET', '/api/v1/audit-events?action=plate.voided')).body
    expect(items).toEqual([
      expect.objectContaining({ action: 'plate.voided', actor: expect.objectContaining({ name: '李网格' }) }),
    ])
    expect(JSON.stringify(items)).not.toContain(await codeOf(farm))
  })
})

test('a visit sent by a device says that the plate was read there, or that it was another’s', async () => {
  const wall = new Date().toISOString()
  const visit = (objectId: string, code: string, seq: number, seenAt = wall) => ({
    id: newId(),
    method: 'POST',
    path: '/api/v1/hazards/report',
    body: {
      id: newId(),
      objectId,
      attachments: [],
      input: { what: '配电箱门关不上', where: '车间', source: 'self_check' },
    },
    stamp: {
      ...{ deviceId: DEVICE, boot: DEVICE, seq, wallAt: wall, monotonicMs: 9 },
      objectId,
      mark: { code, seenAt },
    },
  })
  const photo = (await house.as('zhao')('POST', `/api/v1/files?name=a.png&objectId=${works}`, PNG)).body.id
  const send = async (operation: ReturnType<typeof visit>) => {
    operation.body.attachments.push(photo as never)
    const { body } = await house.as('zhao')('POST', '/api/v1/sync', { operations: [operation] })
    return [body.items[0].problem?.detail, body.items[0].reasons.join()]
  }
  expect(await send(visit(works, await codeOf(works), 1))).toEqual([undefined, expect.stringContaining('扫过码牌')])
  expect(await send(visit(works, await codeOf(farm), 2))).toEqual([
    undefined,
    expect.stringContaining('扫的码牌平台上没有'),
  ])
  const small = (await codeOf(works)).toLowerCase()
  expect(await send(visit(works, small, 3))).toEqual([undefined, expect.stringContaining('扫过码牌')])
  const before = new Date(Date.parse(wall) - 3_600_000).toISOString()
  expect(await send(visit(works, small, 4, before))).toEqual([
    undefined,
    expect.stringContaining('扫码的时候这块码牌还没有制作'),
  ])
})

describe('printing', () => {
  /** Words and size of every page of a PDF, sizes in millimetres. */
  async function pagesOf(login: Login, query: string) {
    const token = await house.token(login)
    const reply = await house.app.inject({
      method: 'GET',
      url: `/api/v1/plates/print?${query}`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf'])
    const task = getDocument({ data: new Uint8Array(reply.rawPayload), verbosity: 0 })
    const pdf = await task.promise
    const pages = []
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n)
      const [, , width = 0, height = 0] = page.view
      const { items } = await page.getTextContent()
      const words = items.map((item) => ('str' in item ? item.str : '')).join('')
      pages.push({ words, size: [width, height].map((points) => Math.round((points / 72) * 25.4)) })
    }
    await task.destroy()
    return pages
  }

  const SITE = 'legal-document.site-address'
  const setSite = async (value: string) => {
    const { items } = (await house.as('admin')('GET', '/api/v1/settings')).body
    const { version } = items.find(({ key }: { key: string }) => key === SITE)
    const put = await house.as('admin')('PUT', `/api/v1/settings/${SITE}`, { value }, { 'if-match': `"${version}"` })
    expect(put.status).toBe(200)
  }

  test('waits until the address of the platform is set, whatever address a request says it came to; a demonstration prints its own', async () => {
    await codeOf(works)
    const url = `/api/v1/plates/print?objects=${works}`
    const forged = { 'x-forwarded-host': 'evil.example', host: 'evil.example', 'x-forwarded-proto': 'https' }
    const refused = await house.as('wang')('GET', url, undefined, forged)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('「二维码里的网址开头」')])
    const demo = await compose({ db: house.db, demo: 'dongying', logLevel: 'silent', presets: CAST_PRESETS })
    await demo.listen({ port: 0, host: '127.0.0.1' })
    try {
      const headers = { authorization: `Bearer ${await house.token('wang')}` }
      expect((await fetch(demo.listeningOrigin + url, { headers })).status).toBe(200)
    } finally {
      await demo.close()
    }
    await setSite('https://aq.example.gov.cn')
    expect((await house.as('wang')('GET', url)).status).toBe(200)
  })

  test('one A6 page an enterprise: name, grid, code, and whom to call, but nobody’s number', async () => {
    const codes = [await codeOf(works), await codeOf(farm)]
    const pages = await pagesOf('wang', `objects=${works},${farm}&sheet=a6`)
    expect(pages.map(({ size }) => size)).toEqual([
      [105, 148],
      [105, 148],
    ])
    const words = pages.map(({ words }) => words).join('')
    for (const said of [NAMES.works, NAMES.farm, ...codes.map(plateCodeText), '广饶县', '12350'])
      expect(words).toContain(said)
    expect(words).not.toMatch(/1\d{10}/)
  })

  test('A4 carries four; of one enterprise alone the same four times', async () => {
    const [only, ...more] = await pagesOf('zhao', `objects=${works}&sheet=a4`)
    expect([only?.size, more.length, only?.words.split(NAMES.works).length]).toEqual([[210, 297], 0, 5])
    const [two] = await pagesOf('wang', `objects=${works},${farm}&sheet=a4`)
    expect(two?.words.split(NAMES.works)).toHaveLength(2)
  })

  test('a name no font draws stops the file, and says whose it is', async () => {
    const facts = { name: '𰻝面馆有限公司', gridCode: PLACES.village }
    const { id } = (await house.as('wang')('POST', '/api/v1/enterprises', facts)).body
    await issue('wang', id)
    const refused = await house.as('wang')('GET', `/api/v1/plates/print?objects=${id},${works}`)
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      expect.stringMatching(/^𰻝面馆有限公司的码牌上「𰻝」没有字体能印/u),
    ])
  })

  test('what has no plate, or is not one’s own, is not printed', async () => {
    const none = await house.as('lin')('GET', `/api/v1/plates/print?objects=${works}`)
    expect([none.status, none.body.detail]).toEqual([409, '这些企业还没有码牌，先制作再打印。'])
  })
})

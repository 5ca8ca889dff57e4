import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'
import { mayFetchFrom } from './outbound.ts'
import { tileAddressFault } from './settings.ts'
import { EMPTY_TILE } from './tile.ts'
import { tiandituUrl } from './tiles.ts'

/** Pictures that can be told apart: the marker follows what makes them PNG. */
const picture = (mark: string) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(mark)])

let house: House
let upstream: Server
let origin: string
let asked: string[] = []
let answer: (url: string) => { status: number; bytes?: Buffer; headers?: Record<string, string> }
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-tiles-'))

beforeAll(async () => {
  house = await openHouse({ dataDir })
  upstream = createServer((request, reply) => {
    asked.push(request.url ?? '')
    const { status, bytes, headers } = answer(request.url ?? '')
    reply.writeHead(status, headers).end(bytes)
  })
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
})
afterAll(async () => {
  await house.close()
  upstream.closeAllConnections()
  await new Promise((done) => upstream.close(done))
  rmSync(dataDir, { recursive: true, force: true })
})
afterEach(() => {
  asked = []
})

const set = async (key: string, value: unknown) => {
  const admin = house.as('admin')
  const { items } = (await admin('GET', '/api/v1/settings')).body
  const { version, security } = items.find((setting: { key: string }) => setting.key === key)
  const door = security ? 'security-settings' : 'settings'
  return admin('PUT', `/api/v1/${door}/${key}`, { value }, { 'if-match': `"${version}"` })
}
/** As the page gets it: bytes, not text. */
const tile = async (at: string) => {
  const headers = { authorization: `Bearer ${await house.token('li')}` }
  const reply = await house.app.inject({ url: `/api/v1/tiles/${at}`, headers })
  return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers, text: reply.payload }
}
const view = async () => (await house.as('li')('GET', '/api/v1/base-map')).body

describe('with no base map', () => {
  test('the map is told so, a tile is not there, and nobody outside is asked', async () => {
    expect(await view()).toMatchObject({ kind: 'none', layers: [], why: null })
    expect((await tile('base/8/212/99')).status).toBe(404)
    expect(asked).toEqual([])
  })

  test('nobody sees tiles without signing in', async () => {
    expect((await house.as(null)('GET', '/api/v1/tiles/base/1/0/0')).status).toBe(401)
    expect((await house.as(null)('GET', '/api/v1/base-map')).status).toBe(401)
  })
})

describe('an own tile service', () => {
  test('inside the office network is asked only after the administrator said so', async () => {
    answer = () => ({ status: 200, bytes: picture('inside') })
    await set('base-map.xyz-url', `${origin}/b/{z}/{x}/{y}.png`)
    await set('base-map.kind', 'xyz')
    for (const host of ['127.0.0.1', 'localhost']) {
      await set('base-map.xyz-url', `${origin.replace('127.0.0.1', host)}/b/{z}/{x}/{y}.png`)
      const refused = await tile('base/8/212/99')
      expect([host, refused.status, asked]).toEqual([host, 503, []])
      expect(refused.text).toContain('内网')
    }
    await set('base-map.xyz-inside', true)
    const found = await tile('base/8/212/99')
    expect([found.status, found.headers['content-type'], found.bytes]).toEqual([200, 'image/png', picture('inside')])
    expect(asked).toEqual(['/b/8/212/99.png'])
    expect(await view()).toMatchObject({ kind: 'xyz', layers: [{ name: 'base' }] })
  })

  test('is asked once for a tile, also by many at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => tile('base/9/424/198')))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    await tile('base/9/424/198')
    expect(asked).toEqual(['/b/9/424/198.png'])
  })

  test('that has no tile leaves the place empty', async () => {
    answer = () => ({ status: 404 })
    expect((await tile('base/9/1/1')).bytes).toEqual(EMPTY_TILE.bytes)
  })

  test.each([
    ['answers with a page', () => ({ status: 200, bytes: Buffer.from('<html><script>') }), '不是图片'],
    ['is over its limit', () => ({ status: 429 }), '次数用完'],
    ['sends elsewhere', () => ({ status: 302, headers: { location: 'http://169.254.169.254/' } }), '302'],
    ['sends without end', () => ({ status: 200, bytes: Buffer.alloc(3_000_000, 1) }), '过大'],
  ])('that %s is named as away, with the reason', async (_story, reply, why) => {
    answer = reply
    // Another path is another source: a failure of the one before is not remembered against it.
    await set('base-map.xyz-url', `${origin}/${encodeURIComponent(why)}/{z}/{x}/{y}`)
    const failed = await tile('base/5/1/1')
    expect([failed.status, failed.headers['content-type']]).toEqual([503, 'application/problem+json'])
    expect(JSON.parse(failed.text).detail).toContain(why)
    asked = []
    await tile('base/5/1/2')
    expect(asked).toEqual([])
  })

  test('that is down shows what was fetched before, and says so for the rest', async () => {
    answer = () => ({ status: 200, bytes: picture('earlier') })
    await set('base-map.xyz-url', `${origin}/old/{z}/{x}/{y}.png`)
    await tile('base/8/1/1')
    const lastYear = new Date('2025-01-01')
    for (const entry of readdirSync(path.join(dataDir, 'tile-cache'), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) utimesSync(path.join(entry.parentPath, entry.name), lastYear, lastYear)
    answer = () => ({ status: 500 })
    expect((await tile('base/8/1/1')).bytes).toEqual(picture('earlier'))
    const rest = await tile('base/8/1/2')
    expect([rest.status, JSON.parse(rest.text).detail]).toEqual([503, '底图服务应答 500。'])
    await set('base-map.xyz-url', 'http://127.0.0.1:9/b/{z}/{x}/{y}.png')
    expect(JSON.parse((await tile('base/8/1/1')).text).detail).toBe('底图服务拒绝连接。')
  })

  test.each([
    'base/..%2f..%2f..%2fetc/1/1',
    '..%2f..%2f..%2fetc/1/1/1',
    'base/8/212/99/../../1',
    'base/x/1/1',
    'base/1/2/0',
    'base/1/-1/0',
    'base/21/0/0',
    'base/1/0.5/0',
    'other/1/0/0',
    'base/%00/0/0',
  ])('the path %s is no tile', async (at) => {
    expect([404, 422]).toContain((await tile(at)).status)
    expect(asked).toEqual([])
  })
})

describe('the cache', () => {
  test('stays inside its bound, the oldest tiles go first', async () => {
    answer = () => ({ status: 200, bytes: Buffer.concat([picture('x'), Buffer.alloc(100_000)]) })
    await set('base-map.xyz-url', `${origin}/large/{z}/{x}/{y}.png`)
    await set('base-map.cache-megabytes', 1)
    for (let x = 0; x < 15; x++) await tile(`base/10/${x}/1`)
    const files = readdirSync(path.join(dataDir, 'tile-cache'), { recursive: true, withFileTypes: true })
    const kept = files.filter((entry) => entry.isFile() && entry.parentPath.includes(`${path.sep}10${path.sep}`))
    expect(kept.length).toBeGreaterThan(5)
    expect(kept.length).toBeLessThan(12)
    asked = []
    await tile('base/10/14/1')
    expect(asked).toEqual([])
    await tile('base/10/0/1')
    expect(asked).toEqual(['/large/10/0/1.png'])
  })
})

describe('tiles on the server', () => {
  const folder = path.join(dataDir, 'tiles')
  beforeAll(() => {
    mkdirSync(path.join(folder, 'pictures/3/6'), { recursive: true })
    writeFileSync(path.join(folder, 'pictures/3/6/2.png'), picture('folder'))
    writeFileSync(path.join(dataDir, 'outside.png'), picture('outside'))
    symlinkSync(dataDir, path.join(folder, 'link'))
    const made = new DatabaseSync(path.join(folder, 'city.mbtiles'))
    made.exec(`create table metadata (name text, value text);
      create table tiles (zoom_level int, tile_column int, tile_row int, tile_data blob);
      insert into metadata values ('format', 'png'), ('maxzoom', '14')`)
    const insert = made.prepare('insert into tiles values (?, ?, ?, ?)')
    insert.run(3, 6, 2 ** 3 - 1 - 2, picture('mbtiles'))
    insert.run(3, 0, 7, Buffer.from([0x1f, 0x8b, 8, 0]))
    made.close()
    writeFileSync(path.join(folder, 'broken.mbtiles'), 'not a database')
  })

  test('an MBTiles file is read with its rows counted from the bottom, as deep as it says', async () => {
    await set('base-map.local-name', 'city.mbtiles')
    await set('base-map.kind', 'local')
    expect((await tile('base/3/6/2')).bytes).toEqual(picture('mbtiles'))
    expect((await tile('base/3/6/5')).bytes).toEqual(EMPTY_TILE.bytes)
    expect(await view()).toMatchObject({ kind: 'local', maxZoom: 14 })
    expect((await tile('base/3/0/0')).text).toContain('矢量瓦片还不能用')
  })

  test('a directory of pictures is read as z/x/y', async () => {
    await set('base-map.local-name', 'pictures')
    expect((await tile('base/3/6/2')).bytes).toEqual(picture('folder'))
    expect((await tile('base/3/6/3')).bytes).toEqual(EMPTY_TILE.bytes)
  })

  test.each([
    ['link', '没有「link」'],
    ['missing.mbtiles', '没有「missing.mbtiles」'],
    ['broken.mbtiles', '不是能读的 MBTiles'],
  ])('%s is refused with the reason', async (name, why) => {
    await set('base-map.local-name', name)
    const refused = await tile('base/3/6/2')
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining(why)])
  })

  test.each(['..', '../city.mbtiles', '/etc/passwd', 'a/b', '.hidden', 'a\\b'])(
    'the name %s is refused',
    async (name) => {
      expect((await set('base-map.local-name', name)).status).toBe(422)
    },
  )
})

describe('天地图', () => {
  test('tiles are addressed as its service describes, and counted as in the worked example', () => {
    const url = tiandituUrl('vec', 'k'.repeat(32), { z: 14, x: 13660, y: 6745 })
    expect(url.host).toMatch(/^t[0-7]\.tianditu\.gov\.cn$/)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      LAYER: 'vec',
      TILEMATRIXSET: 'w',
      TILEMATRIX: '14',
      TILECOL: '13660',
      TILEROW: '6745',
    })
  })

  test('without a key the map stays plain and says why; the key is never shown again', async () => {
    await set('base-map.kind', 'tianditu')
    expect(await view()).toMatchObject({ kind: 'none', layers: [], why: '选了天地图，但没有填天地图密钥。' })
    const key = 'deadbeefdeadbeefdeadbeefdeadbeef'
    expect((await set('base-map.tianditu-key', key)).status).toBe(200)
    const shown = await view()
    expect(shown).toMatchObject({
      kind: 'tianditu',
      attribution: '天地图',
      layers: [{ name: 'base' }, { name: 'label' }],
    })
    const admin = house.as('admin')
    const told = [
      shown,
      (await admin('GET', '/api/v1/settings')).body,
      (await admin('GET', '/api/v1/settings/base-map.tianditu-key/changes')).body,
      (await admin('GET', '/api/v1/audit-events?objectType=setting')).body,
    ]
    const stored = await house.db.pool.query(
      'select s::text from setting s union all select c::text from setting_change c',
    )
    const receipts = await house.db.pool.query('select r::text from request_receipt r')
    expect(JSON.stringify([told, stored.rows, receipts.rows])).not.toContain(key)
  })
})

describe('which addresses may be asked', () => {
  test.each([
    ['93.184.216.34', true, true],
    ['10.1.2.3', false, true],
    ['192.168.1.1', false, true],
    ['127.0.0.1', false, true],
    ['::1', false, true],
    ['fd00::1', false, true],
    ['::ffff:10.0.0.1', false, true],
    ['::ffff:169.254.169.254', false, false],
    ['169.254.169.254', false, false],
    ['0.0.0.0', false, false],
    ['224.0.0.1', false, false],
    ['fe80::1', false, false],
    ['not an address', false, false],
  ])('%s: from outside %s, from inside %s', (address, outside, within) => {
    expect([mayFetchFrom(address, false), mayFetchFrom(address, true)]).toEqual([outside, within])
  })

  test.each(['169.254.169.254', '0.0.0.0', '[fe80::1]'])(
    'a tile of %s is refused without the advice to open the inside, which would not help',
    async (host) => {
      await set('base-map.xyz-url', `http://${host}/{z}/{x}/{y}.png`)
      await set('base-map.kind', 'xyz')
      for (const inside of [true, false]) {
        await set('base-map.xyz-inside', inside)
        const refused = await tile('base/8/212/99')
        expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('是保留地址')])
        expect(refused.text).not.toContain('内网')
      }
    },
  )

  test.each([
    ['https://tiles.gov.cn/{z}/{x}/{y}.png', null],
    ['https://tiles.gov.cn/{z}/{x}.png', /各有一个/],
    ['https://{x}.gov.cn/{z}/{y}.png', /主机名/],
    ['ftp://tiles.gov.cn/{z}/{x}/{y}', /http/],
    ['file:///etc/{z}/{x}/{y}', /http/],
    ['https://u:p@tiles.gov.cn/{z}/{x}/{y}', /账号和密码/],
    ['https://webrd01.is.autonavi.com/a?x={x}&y={y}&z={z}', /CGCS2000/],
    ['https://rt0.map.gtimg.com/tile?z={z}&x={x}&y={y}', /CGCS2000/],
    ['nonsense {z}{x}{y}', /不是一个网址/],
  ])('%s', (address, fault) => {
    if (fault) expect(tileAddressFault(address)).toMatch(fault)
    else expect(tileAddressFault(address)).toBeNull()
  })

  test('tiles declared as GCJ-02 are refused with the reason', async () => {
    const refused = await set('base-map.xyz-datum', 'gcj02')
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('会偏 100 到 1400 米')])
  })
})

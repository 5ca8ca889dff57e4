import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { CAST_PRESETS, type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { DiskBlobs } from './blobs.ts'

let house: House
let app: FastifyInstance
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-files-'))
beforeAll(async () => {
  house = await openHouse()
  app = await compose({
    db: house.db,
    demo: 'none',
    logLevel: 'silent',
    perMinute: 1_000_000,
    presets: CAST_PRESETS,
    dataDir,
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await house.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = (mark = '') => Buffer.from(`%PDF-1.4\n% ${mark}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`)
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200), Buffer.from('PE\0\0')])

/** The beginning of what a phone records: one track of speech. */
const SPEECH = Buffer.from(
  [
    'GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZwEAAAAAAAw2EU2bdLlNu4tTq4QVSalmU6yBbk27i1OrhBZU',
    'rmtTrIGTTbuLU6uEH0O2dVOsgddNu4xTq4QcU7trU6yCDCTsrgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAVSalmoCrXsYMPQkBEiYREjoAATYCGQ2hyb21lV0GGQ2hyb21lFlSua7+uvdeBAXPFh+tCgYLiMaeDgQKGhkFfT1BV',
    'U2Oik09wdXNIZWFkAQEAAIC7AAAAAADhjbWERzuAAJ+BAWJkgSA=',
  ].join(''),
  'base64',
)
const swapped = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
const box = (name: string, ...inside: Buffer[]) => {
  const body = Buffer.concat(inside)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
const trak = (kind: string) =>
  box('trak', box('mdia', box('hdlr', Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(16))))
const BROWSER = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso6mp41'))
const APPLE = box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom'))
/** An MP4 as a browser records it, with tracks of these kinds. */
const mp4 = (...tracks: string[]) => Buffer.concat([BROWSER, box('moov', ...tracks.map(trak))])
/** An MP4 as telephones write it: the tracks are told at the end, after what is heard. */
const recorded = (...tracks: string[]) =>
  Buffer.concat([
    APPLE,
    box('mdat', Buffer.from('hdlrsounvide'), Buffer.alloc(90_000)),
    box('moov', ...tracks.map(trak)),
  ])
/** An element of WebM with a size of eight bytes, or of none a recorder knows. */
const element = (id: string, body: Buffer | null) => {
  const size = Buffer.alloc(8, 0xff)
  size[0] = 1
  if (body) size.writeUIntBE(body.length, 2, 6)
  if (body) size[1] = 0
  return Buffer.concat([Buffer.from(id, 'hex'), size, body ?? Buffer.alloc(0)])
}
const webmTrack = (type: number, codec: string) =>
  element('ae', Buffer.concat([element('83', Buffer.from([type])), element('86', Buffer.from(codec))]))
/** A WebM as a browser records it: segment and cluster of unknown size. @param late elements after the sound */
const webm = (tracks: Buffer[], ...late: Buffer[]) =>
  Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    element('18538067', null),
    element('1654ae6b', Buffer.concat(tracks)),
    element('1f43b675', null),
    element('a3', Buffer.alloc(90_000)),
    ...late,
  ])
const [OPUS, VP9] = [webmTrack(2, 'A_OPUS'), webmTrack(1, 'V_VP9')]

const bearer = async (login: Login) => ({ authorization: `Bearer ${await house.token(login)}` })
async function upload(login: Login, query: Record<string, string>, payload: Buffer, type = 'application/octet-stream') {
  const url = `/api/v1/files?${new URLSearchParams(query)}`
  const reply = await app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...(await bearer(login)), 'content-type': type },
  })
  return { status: reply.statusCode, body: reply.json() }
}
const download = async (login: Login, id: string, query = '') =>
  app.inject({ method: 'GET', url: `/api/v1/files/${id}${query}`, headers: await bearer(login) })
const kept = () =>
  readdirSync(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('.arriving'),
  ).length
const arriving = () => readdirSync(path.join(dataDir, 'files', '.arriving')).length

describe('a voice note', () => {
  test('is taken as sound by its first bytes, whatever the container is called, and played in the page', async () => {
    for (const [name, bytes, mediaType] of [
      ['说明.weba', SPEECH, 'audio/webm'],
      ['说明.m4a', mp4('soun'), 'audio/mp4'],
      ['备忘.m4a', recorded('soun'), 'audio/mp4'],
      ['长的.weba', webm([OPUS]), 'audio/webm'],
      ['两段.weba', webm([OPUS], element('1f43b675', element('a3', Buffer.alloc(40)))), 'audio/webm'],
    ] as const) {
      const { status, body } = await upload('wang', { name }, bytes)
      expect([name, status, body.mediaType]).toEqual([name, 201, mediaType])
      const heard = await download('wang', body.id, '?inline=yes')
      expect([heard.headers['content-type'], heard.headers['content-disposition']]).toEqual([
        mediaType,
        expect.stringMatching(/^inline/),
      ])
    }
  })

  test('is refused with a sentence where it is a film, silence or something else', async () => {
    for (const [name, bytes, sentence] of [
      ['a.weba', swapped(SPEECH, 'A_OPUS', 'V_VP9\0'), /录音文件里只能有声音/],
      ['a.m4a', mp4('soun', 'vide'), /录音文件里只能有声音/],
      ['a.m4a', mp4(), /录音文件里只能有声音/],
      ['头.m4a', APPLE, /录音文件里只能有声音/],
      ['无轨.m4a', recorded(), /录音文件里只能有声音/],
      ['片尾.m4a', recorded('soun', 'vide'), /录音文件里只能有声音/],
      ['断.m4a', recorded('soun').subarray(0, 50_000), /录音文件里只能有声音/],
      ['垫.weba', webm([element('ec', Buffer.alloc(70_000)), OPUS, VP9]), /录音文件里只能有声音/],
      ['后.weba', webm([OPUS], element('1654ae6b', VP9)), /录音文件里只能有声音/],
      ['藏.weba', webm([OPUS], element('1f43b675', element('1654ae6b', VP9))), /录音文件里只能有声音/],
      ['断.weba', webm([OPUS]).subarray(0, 60_000), /录音文件里只能有声音/],
      ['无轨.weba', webm([]), /录音文件里只能有声音/],
      ['a.weba', PNG, /内容与名称不符/],
      ['a.weba', Buffer.from('hello'), /内容与名称不符/],
    ] as const) {
      const refused = await upload('wang', { name }, bytes)
      expect([name, refused.status, refused.body.detail]).toEqual([name, 422, expect.stringMatching(sentence)])
    }
  })
})

describe('uploading a file', () => {
  test('what is uploaded comes back byte for byte, as a download nobody can run', async () => {
    const sent = await upload('wang', { name: '整改照片 (1).png' }, PNG, 'image/png')
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({
      mediaType: 'image/png',
      size: PNG.length,
      gridCode: PLACES.guangrao,
      sha256: createHash('sha256').update(PNG).digest('hex'),
    })
    const got = await download('wang', sent.body.id)
    expect(got.rawPayload.equals(PNG)).toBe(true)
    expect(got.headers['content-disposition']).toBe(
      `attachment; filename="file.png"; filename*=UTF-8''${encodeURIComponent('整改照片 ')}%281%29.png`,
    )
    expect(got.headers['x-content-type-options']).toBe('nosniff')
    expect(got.headers['content-security-policy']).toContain('sandbox')
    expect((await download('wang', sent.body.id, '?inline=yes')).headers['content-disposition']).toMatch(/^inline/)
  })

  test('a file is seen in its own region only', async () => {
    const { body } = await upload('wang', { name: 'a.pdf', gridCode: PLACES.village }, PDF('a'))
    for (const login of ['wang', 'zhang', 'li', 'admin'] as const)
      expect([login, (await download(login, body.id)).statusCode]).toEqual([login, 200])
    for (const login of ['lin', 'zhao'] as const)
      expect([login, (await download(login, body.id)).statusCode]).toEqual([login, 404])
    const high = await upload('wang', { name: 'b.pdf' }, PDF('b'))
    expect((await download('zhang', high.body.id)).statusCode).toBe(404)
    expect((await app.inject({ method: 'GET', url: `/api/v1/files/${body.id}` })).statusCode).toBe(401)
  })

  test('a file of an enterprise is seen by its own people, and theirs by the office', async () => {
    const mine = await house.as('wang')('POST', '/api/v1/enterprises', { name: '甲公司', gridCode: PLACES.village })
    const other = await house.as('lin')('POST', '/api/v1/enterprises', {
      name: '乙公司',
      gridCode: PLACES.lijinVillage,
    })
    await house.giveFileTo(mine.body.id)
    const fromOffice = await upload('wang', { name: 'c.pdf', objectId: mine.body.id }, PDF('c'))
    expect(fromOffice.body.gridCode).toBe(PLACES.village)
    expect((await download('zhao', fromOffice.body.id)).statusCode).toBe(200)
    const fromEnterprise = await upload('zhao', { name: 'd.pdf' }, PDF('d'))
    expect(fromEnterprise.body).toMatchObject({ objectId: mine.body.id, gridCode: PLACES.village })
    expect((await download('li', fromEnterprise.body.id)).statusCode).toBe(200)
    expect((await download('lin', fromEnterprise.body.id)).statusCode).toBe(404)
    expect((await upload('zhao', { name: 'e.pdf', objectId: other.body.id }, PDF('e'))).status).toBe(404)
    expect((await upload('wang', { name: 'e.pdf', objectId: other.body.id }, PDF('e'))).status).toBe(404)
  })

  test('nobody uploads into another region', async () => {
    const refused = await upload('wang', { name: 'f.pdf', gridCode: PLACES.lijin }, PDF('f'))
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/file/outside-region'])
  })

  test('a program that calls itself a PDF is refused in Chinese, and so is every page a browser would run', async () => {
    const before = kept()
    const cases: [string, Buffer][] = [
      ['合同.pdf', EXE],
      ['合同.pdf', PNG],
      ['合同.pdf', Buffer.from('just text')],
      ['page.html', Buffer.from('<html><script>alert(1)</script></html>')],
      ['图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
      ['图.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
      ['说明.txt', Buffer.from('hello <script src=//evil.test></script>')],
      ['说明.txt', Buffer.from([0x41, 0x00, 0x42])],
      ['run.exe', EXE],
      ['constructor', PDF()],
      ['noending', PDF()],
    ]
    for (const [name, bytes] of cases) {
      const refused = await upload('wang', { name }, bytes)
      expect([name, refused.status, refused.body.type]).toEqual([name, 422, '/problems/file/wrong-kind'])
      expect(refused.body.detail).toMatch(/[\u4e00-\u9fff]/)
    }
    expect(kept()).toBe(before)
    expect(arriving()).toBe(0)
  })

  test('plain text in UTF-8 or GB 18030 is taken', async () => {
    const gbk = Buffer.from([0xc4, 0xe3, 0xba, 0xc3])
    expect((await upload('wang', { name: '说明.txt' }, Buffer.from('您好 1 < 2'))).status).toBe(201)
    expect((await upload('wang', { name: '表.csv' }, gbk)).status).toBe(201)
  })

  test('an empty file, a name with a path and a file without a name are refused', async () => {
    expect((await upload('wang', { name: 'g.pdf' }, Buffer.alloc(0))).body.type).toBe('/problems/file/empty')
    expect((await upload('wang', { name: '../../g.pdf' }, PDF('g'))).status).toBe(422)
    expect((await upload('wang', {}, PDF('g'))).status).toBe(422)
  })

  test('more than 50 MB is refused and leaves nothing behind', async () => {
    const before = kept()
    const big = await upload('wang', { name: 'big.pdf' }, Buffer.concat([PDF(), Buffer.alloc(50 * 1024 * 1024)]))
    expect(big.status).toBe(413)
    expect(big.body.detail).toContain('50 MB')
    expect([kept(), arriving()]).toEqual([before, 0])
  })

  test('a body that does not say how long it is, is cut off at the limit', async () => {
    const blobs = new DiskBlobs(path.join(dataDir, 'files'))
    async function* endless() {
      for (;;) yield Buffer.alloc(1024)
    }
    await expect(blobs.receive(endless(), 10_000)).rejects.toThrow()
    expect(arriving()).toBe(0)
  })

  test('the same content twice lies there once, also when it comes at the same moment', async () => {
    const before = kept()
    const bytes = PDF('twice')
    const sent = await Promise.all(['h.pdf', 'i.pdf', 'j.pdf'].map((name) => upload('wang', { name }, bytes)))
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(3)
    expect(kept()).toBe(before + 1)
    for (const { body } of sent) expect((await download('wang', body.id)).rawPayload.equals(bytes)).toBe(true)
  })

  test('the same request twice, with an id of its own, makes one file; the id is never used for another', async () => {
    const id = newId()
    const first = await upload('wang', { id, name: 'k.pdf' }, PDF('k'))
    const second = await upload('wang', { id, name: 'k.pdf' }, PDF('k'))
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=file.uploaded&objectId=${id}`)
    expect(audit.body.total).toBe(1)
    expect((await upload('wang', { id, name: 'k.pdf' }, PDF('other'))).body.type).toBe('/problems/file/id-taken')
    expect((await upload('lin', { id, name: 'k.pdf' }, PDF('k'))).body.type).toBe('/problems/file/id-taken')
  })

  test('what a dead process left half-written is swept after an hour, kept files stay', async () => {
    const blobs = new DiskBlobs(path.join(dataDir, 'files'))
    await blobs.receive(
      (async function* () {
        yield Buffer.from('half')
      })(),
      100,
    )
    expect(await blobs.sweep(new Date(Date.now() - 3_600_000))).toBe(0)
    const before = kept()
    expect(await blobs.sweep(new Date(Date.now() + 1000))).toBe(1)
    expect([arriving(), kept()]).toEqual([0, before])
  })
})

describe('the files of a supervised object', () => {
  test('are listed, the latest first, for whoever sees the object and for nobody else', async () => {
    const created = await house.as('wang')('POST', '/api/v1/enterprises', { name: '附件厂', gridCode: PLACES.village })
    const objectId = created.body.id
    for (const name of ['一.pdf', '二.pdf', '三.pdf'])
      expect((await upload('wang', { name, objectId }, PDF(name))).status).toBe(201)
    const list = async (login: Login, query = '') =>
      house.as(login)('GET', `/api/v1/files?objectId=${objectId}${query}`)
    const first = (await list('li', '&limit=2')).body
    expect([first.total, first.items.map(({ name }: { name: string }) => name)]).toEqual([3, ['三.pdf', '二.pdf']])
    const rest = (await list('li', `&limit=2&cursor=${first.nextCursor}`)).body
    expect([rest.items[0].name, rest.nextCursor]).toEqual(['一.pdf', null])
    expect((await list('lin')).body).toMatchObject({ items: [], total: 0 })
    expect((await list('zhao')).body).toMatchObject({ items: [], total: 0 })
    await house.giveFileTo(objectId)
    expect((await list('zhao')).body.total).toBe(3)
  })
})

describe('an upload that may be interrupted', () => {
  const meta = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',')
  async function tus(login: Login, method: string, url: string, headers: Record<string, string>, payload?: Buffer) {
    return app.inject({
      method: method as 'POST',
      url,
      headers: { ...(await bearer(login)), 'tus-resumable': '1.0.0', ...headers },
      ...(payload ? { payload } : {}),
    })
  }
  const begin = (login: Login, fields: Record<string, string>, length: number) =>
    tus(login, 'POST', '/api/v1/uploads', { 'upload-length': String(length), 'upload-metadata': meta(fields) })
  const patch = (login: Login, url: string, offset: number, bytes: Buffer) =>
    tus(
      login,
      'PATCH',
      url,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      bytes,
    )

  test('goes on where it stopped, and is a file only when it is whole', async () => {
    const bytes = PDF('resumed')
    const begun = await begin('wang', { name: '长视频.pdf', gridCode: PLACES.village }, bytes.length)
    expect(begun.statusCode).toBe(201)
    const url = String(begun.headers.location)
    const fileId = url.slice(-36)
    expect((await patch('wang', url, 0, bytes.subarray(0, 10))).statusCode).toBe(204)
    expect((await tus('wang', 'HEAD', url, {})).headers['upload-offset']).toBe('10')
    expect((await download('wang', fileId)).statusCode).toBe(404)
    expect((await tus('wang', 'GET', url, {})).statusCode).toBe(404)
    expect((await patch('wang', url, 5, bytes.subarray(5))).statusCode).toBe(409)
    const last = await patch('wang', url, 10, bytes.subarray(10))
    expect([last.statusCode, last.headers['x-file-id']]).toEqual([204, fileId])
    expect((await download('li', fileId)).rawPayload.equals(bytes)).toBe(true)
    expect((await download('lin', fileId)).statusCode).toBe(404)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?objectId=${fileId}`)
    expect(audit.body.items.map((line: { action: string }) => line.action)).toEqual([
      'file.uploaded',
      'file.upload-begun',
    ])
  })

  test("has the id its device gave it, also when it is begun anew, and takes nobody else's", async () => {
    const bytes = PDF('taken on site')
    const id = newId()
    const fields = { name: `${id}.pdf`, gridCode: PLACES.village, id }
    const deliver = async (login: Login, content: Buffer) => {
      const url = String((await begin(login, fields, content.length)).headers.location)
      return patch(login, url, 0, content)
    }
    await begin('wang', fields, bytes.length)
    expect((await deliver('wang', bytes)).headers['x-file-id']).toBe(id)
    expect((await deliver('wang', bytes)).headers['x-file-id']).toBe(id)
    expect((await deliver('wang', PDF('other bytes'))).statusCode).toBe(409)
    expect((await deliver('li', PDF('somebody else'))).statusCode).toBe(409)
    expect((await download('wang', id)).rawPayload.equals(bytes)).toBe(true)
  })

  test('belongs to whoever began it', async () => {
    const begun = await begin('wang', { name: 'l.pdf' }, 100)
    const url = String(begun.headers.location)
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      expect([method, (await tus('li', method, url, {})).statusCode]).toEqual([method, 404])
    expect((await tus('wang', 'DELETE', url, {})).statusCode).toBe(204)
    expect((await tus('wang', 'HEAD', url, {})).statusCode).toBe(404)
  })

  test('is refused at once for a wrong name, region or size, and at the end for wrong content', async () => {
    expect((await begin('wang', { name: 'x.exe' }, 10)).statusCode).toBe(422)
    expect((await begin('wang', { gridCode: PLACES.village }, 10)).statusCode).toBe(422)
    expect((await begin('wang', { name: 'm.pdf', gridCode: PLACES.lijin }, 10)).statusCode).toBe(403)
    expect((await begin('wang', { name: 'm.pdf' }, 51 * 1024 * 1024)).statusCode).toBe(413)
    const begun = await begin('wang', { name: 'm.pdf' }, EXE.length)
    const url = String(begun.headers.location)
    const refused = await patch('wang', url, 0, EXE)
    expect([refused.statusCode, JSON.parse(refused.body).type]).toEqual([422, '/problems/file/wrong-kind'])
    expect((await download('wang', url.slice(-36))).statusCode).toBe(404)
    expect((await app.inject({ method: 'POST', url: '/api/v1/uploads' })).statusCode).toBe(401)
  })
})

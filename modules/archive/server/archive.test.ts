import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ArchiveHouse, furnishArchive, SITUATION } from '#apps/server/test-archive.ts'
import { type House, openHouse } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { ago, furnish, type PenaltyHouse } from '#modules/enforcement-case/server/test-penalty.ts'
import { findPenaltyItem } from '#standards/penalty/items.ts'
import { exportVolumes } from './export/package.ts'
import { endExpired } from './service/lend.ts'
import { returnItem, takeItem } from './store/number.ts'

let base: House
let penalties: PenaltyHouse
let archive: ArchiveHouse
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-archive-'))
beforeAll(async () => {
  base = await openHouse({ dataDir })
  penalties = await furnish(base)
  archive = await furnishArchive(base, dataDir)
  const office = { gridCode: '370523', fonds: 'ｘ０４３', category: 'WS', unit: 'bgs', version: 0 }
  const saved = await archive.send('archivist', 'PUT', '/archive-offices', office)
  expect([saved.status, saved.body.items?.[0]?.fonds]).toEqual([200, 'X043'])
})
afterAll(async () => {
  await archive.close()
  await base.close()
  rmSync(dataDir, { recursive: true, force: true })
})

let spots = 0
/** A decision on the spot that was paid and closed. */
async function closedCase(): Promise<string> {
  const input = {
    ...{ what: `${++spots} 号安全出口被杂物堵塞`, where: '仓库', violatedOn: ago(spots % 300), partyKind: 'unit' },
    ...{ item: '105-2', partyName: '广饶恒沣化工有限公司', warning: true, fine: 2000, rights: true },
    ...{ coOfficer: penalties.people.zhang, decisionNo: `（广）应急当罚〔2026〕${spots}号`, collect: 'none' },
  }
  const attachments = [await penalties.file('wang')]
  const about = { objectId: penalties.enterprise, input, attachments }
  const { id } = (await penalties.send('wang', 'POST', '/enforcement-cases/on-spot', about)).body
  const paid = { kind: 'fine', amount: 2000, on: ago(0), receipt: `37${spots}` }
  expect((await penalties.act('wang', id, 'file-simple', { text: '已报县局备案' })).status).toBe(200)
  expect((await penalties.act('wang', id, 'pay', paid)).status).toBe(200)
  expect((await penalties.act('chen', id, 'close', { text: '罚款已缴清，同意结案' })).status).toBe(200)
  return id
}

const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()

/** The words of each page of a PDF. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages = Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1))
  const texts = await Promise.all(pages.map(async (page) => (await (await page).getTextContent()).items))
  return texts.map((items) => items.map((item) => ('str' in item ? item.str : '')).join(' '))
}

/** Hashes of the files a case holds, whatever its volume stands at. */
async function readLines(volumeId: string): Promise<{ lines: string[] }> {
  const found = await asOwner(
    base.ownerUrl,
    `select distinct f.sha256 from archive_volume v join case_act a on a.case_id = v.case_id
       cross join jsonb_array_elements(a.attachments) x join file f on f.id = (x ->> 'fileId')::uuid where v.id = $1`,
    [volumeId],
  )
  return { lines: found.rows.map(({ sha256 }: { sha256: string }) => sha256) }
}

/** The bundle as somebody sees it. */
async function bundleOf(who: 'archivist' | 'wang', id: string): Promise<Buffer> {
  const token = who === 'wang' ? await base.token('wang') : null
  const url = `/api/v1/archive-volumes/${id}/bundle?purpose=${encodeURIComponent('复议需要')}`
  if (token) {
    const reply = await base.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
    expect(reply.statusCode).toBe(200)
    return reply.rawPayload
  }
  const answer = await archive.raw(url)
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

describe('what waits for the archive', () => {
  test('are the closed cases of the region, with the day they must be filed by, late ones marked', async () => {
    const id = await closedCase()
    const list = (await archive.send('archivist', 'GET', '/archive-waiting')).body
    const line = list.items.find((one: { caseId: string }) => one.caseId === id)
    expect(line).toMatchObject({ kindTitle: '行政处罚案件', closedOn: ago(0), fileBy: ago(-30), late: false })
    const ids = (rows: { caseId: string }[]) => rows.map(({ caseId }) => caseId)
    await asOwner(
      base.ownerUrl,
      "update case_record set state_since = state_since - interval '31 days' where id = $1",
      [id],
    )
    const late = (await archive.send('archivist', 'GET', '/archive-waiting?late=true')).body
    expect([ids(late.items), late.items[0].lateDays, late.total, late.late]).toEqual([[id], 1, 1, 1])
    const others = [await closedCase(), await closedCase()]
    const paged: string[] = []
    for (let cursor = ''; cursor !== null; ) {
      const next = (await archive.send('archivist', 'GET', `/archive-waiting?limit=1${cursor && `&cursor=${cursor}`}`))
        .body
      paged.push(...ids(next.items))
      cursor = next.nextCursor
    }
    expect(paged).toEqual([id, ...others])
    const bent = Buffer.from('[1e300,"2026-01-01T00:00:00Z","00000000-0000-4000-8000-000000000000"]').toString(
      'base64url',
    )
    expect((await archive.send('archivist', 'GET', `/archive-waiting?cursor=${bent}`)).body.items).toEqual([])
    expect((await archive.send('neighbour', 'GET', '/archive-waiting')).body).toMatchObject({ items: [], total: 0 })
    expect((await archive.send('zhao', 'GET', '/archive-waiting')).status).toBe(403)
    expect((await archive.send('neighbour', 'POST', '/archive-volumes', { caseId: id })).status).toBe(404)
  })
})

describe('a volume', () => {
  test('is bound into one PDF whose pages agree with its contents, and its case takes no act any more', async () => {
    const id = await closedCase()
    const volume = await archive.bind(id)
    expect(volume).toMatchObject({ state: 'bound', archiveNo: `X043-WS·${year}-D10-BGS-0001`, retention: 'ten' })
    expect(volume.retainUntil).toBe(`${year + 10}-12-31`)
    const typed = encodeURIComponent(`ｘ０４３-ws・${year}-D10-BGS-0001`)
    const found = (await archive.send('archivist', 'GET', `/archive-volumes?q=${typed}`)).body.items
    expect(found.map(({ id: one }: { id: string }) => one)).toEqual([volume.id])
    const pages = await pagesOf(await bundleOf('archivist', volume.id))
    expect(pages).toHaveLength(volume.pages)
    for (const [at, text] of pages.entries()) expect([at, text.includes(String(at + 1))]).toEqual([at, true])
    const parts = volume.entries.map(({ part, firstPage, pages: own }: Record<string, unknown>) => [
      part,
      firstPage,
      own,
    ])
    expect(parts.map(([part]: unknown[]) => part)).toEqual(['cover', 'contents', 'file', 'file', 'acts', 'endnote'])
    expect(
      parts.reduce((next: number, [, first, own]: number[]) => (first === next ? next + (own as number) : -1), 1),
    ).toBe(volume.pages + 1)
    expect(pages[0]).toContain(volume.archiveNo)
    expect(pages[1]).toContain('办理经过记录')
    // Codes of what was chosen are said in words.
    expect(pages.join('').replaceAll(' ', '')).toContain(findPenaltyItem('105-2')?.basis)
    expect(pages.join('')).not.toMatch(/105-2|undefined/)
    const seen = (await penalties.send('wang', 'GET', `/enforcement-cases/${id}`)).body
    expect(seen).toMatchObject({ state: 'archived', filedAs: volume.archiveNo, openActs: [] })
    expect(seen.history.at(-1)).toMatchObject({ act: 'archive', by: { name: '丁档案' }, input: { sm3: volume.sm3 } })
    for (const [act, input] of [
      ['comment', { text: '补一句话' }],
      ['publish', { publicFacts: '安全出口被堵塞' }],
      ['unpublish', { text: '期满撤回' }],
    ] as const) {
      const refused = await penalties.act('wang', id, act, input)
      expect([act, refused.status, refused.body.detail]).toEqual([
        act,
        409,
        expect.stringContaining('已经归档（档号 X043'),
      ])
    }
    const draft = { key: 'service_receipt', caseId: id, objectId: penalties.enterprise }
    expect((await penalties.send('wang', 'POST', '/legal-documents', draft)).body.type).toBe('/problems/case/filed')
    expect(await base.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
    const waiting = (await archive.send('archivist', 'GET', '/archive-waiting')).body.items
    expect(waiting.some((one: { caseId: string }) => one.caseId === id)).toBe(false)
  })

  test('can be arranged, retitled and thinned out with a reason, but never without its acts', async () => {
    const id = await closedCase()
    const begun = (await archive.send('archivist', 'POST', '/archive-volumes', { caseId: id })).body
    expect((await archive.send('archivist', 'POST', '/archive-volumes', { caseId: id })).body).toEqual(begun)
    const read = async () => (await archive.send('archivist', 'GET', `/archive-volumes/${begun.id}`)).body
    const { lines, version } = await read()
    const file = lines.find(({ part }: { part: string }) => part === 'file').ref
    const edit = (edits: object, at = version) =>
      archive.send('archivist', 'PUT', `/archive-volumes/${begun.id}/contents`, edits, at)
    expect((await edit({ leftOut: { acts: '不需要' } })).status).toBe(422)
    expect((await edit({ order: ['file:00000000-0000-0000-0000-000000000000'] })).status).toBe(422)
    const edited = await edit({
      order: ['acts', file],
      titles: { [file]: '现场照片' },
      leftOut: { [file]: '与本案无关' },
    })
    const arranged = edited.body.lines.map(({ ref, title, leftOut }: Record<string, string>) => [ref, title, leftOut])
    expect(arranged.slice(0, 2)).toEqual([
      ['acts', '办理经过记录', null],
      [file, '现场照片', '与本案无关'],
    ])
    expect((await edit({}, version)).status).toBe(409)
    const checkers = (await archive.send('archivist', 'GET', `/archive-volumes/${begun.id}/checkers`)).body.items
    const names = checkers.map(({ personName }: { personName: string }) => personName)
    expect(names).toContain('张明远')
    expect(names).not.toContain('丁档案')
    expect(names).not.toContain('赵安全')
    const own = (await archive.send('archivist', 'GET', '/me')).body.seat.id
    for (const checker of [own, id]) {
      const alone = await archive.send(
        'archivist',
        'POST',
        `/archive-volumes/${begun.id}/bind`,
        { situation: SITUATION, seen: [], checker },
        version + 1,
      )
      expect([alone.status, alone.body.errors?.[0]?.pointer]).toEqual([409, '/checker'])
    }
    const dropped = await archive.send('archivist', 'POST', `/archive-volumes/${begun.id}/drop`, {}, version + 1)
    expect([dropped.status, (await archive.send('archivist', 'GET', `/archive-volumes/${begun.id}`)).status]).toEqual([
      200, 404,
    ])
  })

  test('names the file that was altered before it is bound, and after', async () => {
    const id = await closedCase()
    const volume = await archive.bind(id)
    const check = () => archive.send('archivist', 'POST', `/archive-volumes/${volume.id}/check`, {})
    expect((await check()).body).toMatchObject({ ok: true, components: volume.entries.length + 1 })
    const acts = volume.entries.find(({ part }: { part: string }) => part === 'acts')
    const place = path.join(dataDir, 'files', acts.sha256.slice(0, 2), acts.sha256.slice(2, 4), acts.sha256)
    const own = readFileSync(place)
    const altered = Buffer.from(own)
    altered[100] = (altered[100] as number) ^ 1
    writeFileSync(place, altered)
    expect((await check()).body).toMatchObject({ ok: false, faults: [{ n: acts.n, title: '办理经过记录' }] })
    writeFileSync(place, own)
    const evidence = volume.entries.find(({ part }: { part: string }) => part === 'file')
    const photo = path.join(dataDir, 'files', evidence.sha256.slice(0, 2), evidence.sha256.slice(2, 4), evidence.sha256)
    const before = readFileSync(photo)
    writeFileSync(photo, Buffer.concat([before, Buffer.from([0])]))
    const refused = await archive.ask(await closedCase())
    writeFileSync(photo, before)
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/archive/not-whole'])
    expect(refused.body.detail).toContain('内容被改动过')
  })

  test('that could not be bound says why, gives its number back and lets the case go on', async () => {
    const caseId = await closedCase()
    const asked = await archive.ask(caseId)
    const [hash = ''] = (await readLines(asked.body.id)).lines
    const place = path.join(dataDir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash)
    const own = readFileSync(place)
    rmSync(place)
    await archive.work(asked.body.id)
    writeFileSync(place, own)
    const failed = (await archive.send('archivist', 'GET', `/archive-volumes/${asked.body.id}`)).body
    expect([failed.state, failed.archiveNo, failed.fault]).toEqual([
      'failed',
      null,
      expect.stringContaining('文件读不出来'),
    ])
    expect((await penalties.act('wang', caseId, 'comment', { text: '还可以留言' })).status).toBe(200)
    const again = await archive.ask(caseId)
    expect(again.body.archiveNo).toBe(asked.body.archiveNo)
    await archive.work(again.body.id)
  })

  test('is not bound while something came that its archivist has not seen, and is numbered by the office that handled it', async () => {
    const caseId = await closedCase()
    const begun = (await archive.send('city-archivist', 'POST', '/archive-volumes', { caseId })).body
    const url = `/archive-volumes/${begun.id}`
    const read = async () => (await archive.send('city-archivist', 'GET', url)).body
    const checker = (await archive.send('city-archivist', 'GET', `${url}/checkers`)).body.items[0].id
    const bind = ({ version, lines }: { version: number; lines: { mark: string }[] }) => {
      const seen = lines.map(({ mark }) => mark)
      return archive.send('city-archivist', 'POST', `${url}/bind`, { situation: SITUATION, checker, seen }, version)
    }
    const before = await read()
    expect((await penalties.act('wang', caseId, 'comment', { text: '补一张照片' })).status).toBe(200)
    const refused = await bind(before)
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/request/version-moved-on'])
    expect(refused.body.detail).toContain('《办理经过记录》')
    const bound = await bind(await read())
    expect([bound.status, bound.body.archiveNo]).toEqual([202, expect.stringMatching(/^X043-WS·/)])
    await archive.work(begun.id)
  })

  test('names an act that needs an attachment and has none, and is no less bound', async () => {
    const { id } = (await archive.send('archivist', 'POST', '/archive-volumes', { caseId: await closedCase() })).body
    const findings = async () => (await archive.send('archivist', 'GET', `/archive-volumes/${id}`)).body.findings
    const missing = { property: 'complete', blocks: false, message: '「当场处罚」（第 1 步）应有附件，卷内没有' }
    expect(await findings()).not.toContainEqual(expect.objectContaining(missing))
    const change = (attachments: string) =>
      asOwner(
        base.ownerUrl,
        `update case_act a set attachments = $2 from archive_volume v where v.id = $1 and a.case_id = v.case_id and a.seq = 1`,
        [id, attachments],
      )
    const own = await asOwner(
      base.ownerUrl,
      'select a.attachments from archive_volume v join case_act a on a.case_id = v.case_id and a.seq = 1 where v.id = $1',
      [id],
    )
    await change('[]')
    const found = await findings()
    await change(JSON.stringify(own.rows[0].attachments))
    expect(found).toContainEqual(expect.objectContaining(missing))
    expect(await findings()).not.toContainEqual(expect.objectContaining(missing))
  })

  test('has its own number, without a gap or a double, though many are bound at once', async () => {
    const ids = []
    for (let n = 0; n < 12; n++) ids.push(await closedCase())
    const answers = await Promise.all(ids.map((id) => archive.ask(id)))
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 202))
    const items = answers.map(({ body }) => Number(body.archiveNo.slice(-4))).sort((a, b) => a - b)
    const first = items[0] as number
    expect(items).toEqual(items.map((_, at) => first + at))
  })
})

test('two offices never count in one series, though neither sees the settings of the other', async () => {
  const office = { gridCode: '370522', fonds: 'X043', category: 'WS', unit: 'BGS', version: 0 }
  const same = await archive.send('neighbour', 'PUT', '/archive-offices', office)
  expect([same.status, same.body.type]).toEqual([409, '/problems/archive/same-codes'])
  expect(same.body.detail).toContain('广饶县已经用全宗号 X043')
  expect((await archive.send('neighbour', 'PUT', '/archive-offices', { ...office, fonds: 'X042' })).status).toBe(200)
})

test('fifty who take a number at once get the numbers from one to fifty, and what is given back is taken first', async () => {
  const series = { fonds: 'T001', category: 'WS', year: 2026, retention: 'thirty', unit: 'BGS' } as const
  const take = () => base.db.write(wholeTree, (tx) => takeItem(tx, series))
  const taken = await Promise.all(Array.from({ length: 50 }, take))
  expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
  await base.db.write(wholeTree, (tx) => returnItem(tx, { ...series, item: 7 }))
  expect([await take(), await take()]).toEqual([7, 51])
})

describe('a bound volume', () => {
  /** Text of every page, each with the name of whoever borrowed it. */
  const marked = async (id: string) =>
    (await pagesOf(await bundleOf('wang', id))).every((text) => text.includes('王县监'))
  const wang = (method: string, url: string, body?: unknown) => archive.send('wang', method, url, body)
  const look = (who: 'wang' | 'archivist', id: string) =>
    archive.send(who, 'GET', `/archive-volumes/${id}/bundle?purpose=${encodeURIComponent('复议需要')}`)

  test('is lent by the head for some days with a watermark, and comes back by itself', async () => {
    const { id } = await archive.bind(await closedCase())
    expect((await look('wang', id)).body).toMatchObject({ status: 403, type: '/problems/archive/not-lent' })
    const wish = { reason: '行政复议答复需要', extent: '全卷', days: 5 }
    expect((await wang('POST', `/archive-volumes/${id}/borrow`, { ...wish, days: 16 })).status).toBe(422)
    expect((await archive.send('lin', 'POST', `/archive-volumes/${id}/borrow`, wish)).status).toBe(404)
    expect((await archive.send('zhao', 'GET', `/archive-volumes/${id}`)).status).toBe(403)
    const asked = await wang('POST', `/archive-volumes/${id}/borrow`, wish)
    expect((await wang('POST', `/archive-volumes/${id}/borrow`, wish)).status).toBe(409)
    const [loan] = (await archive.send('chen', 'GET', '/archive-loans?state=asked')).body.items
    expect([asked.status, asked.body]).toEqual([201, { id: loan.id }])
    expect((await wang('POST', `/archive-loans/${loan.id}/decide`, { agrees: true, text: '同意' })).status).toBe(403)
    const granted = await archive.send('chen', 'POST', `/archive-loans/${loan.id}/decide`, {
      agrees: true,
      text: '同意借阅',
    })
    expect(granted.status).toBe(200)
    expect(await marked(id)).toBe(true)
    expect((await wang('GET', `/archive-volumes/${id}`)).body.loan).toMatchObject({ state: 'lent', dueOn: ago(-5) })
    await asOwner(base.ownerUrl, 'update archive_loan set due_on = due_on - 6 where id = $1', [loan.id])
    expect((await look('wang', id)).status).toBe(403)
    expect(await endExpired(base.db)).toBe(1)
    const log = (await archive.send('archivist', 'GET', `/archive-volumes/${id}/log`)).body.items
    expect(log.map(({ what, who }: Record<string, string>) => [what, who])).toEqual([
      ['expired', expect.stringContaining('王县监')],
      ['looked', expect.stringContaining('王县监')],
      ['lent', expect.stringContaining('王县监')],
    ])
  })

  test('is not handed out when its bytes are altered, cut or gone, to the archivist or a borrower, and that is noted', async () => {
    const { id, sha256, entries } = await archive.bind(await closedCase())
    await wang('POST', `/archive-volumes/${id}/borrow`, { reason: '行政复议答复需要', extent: '全卷', days: 5 })
    const [loan] = (await archive.send('chen', 'GET', '/archive-loans?state=asked')).body.items
    await archive.send('chen', 'POST', `/archive-loans/${loan.id}/decide`, { agrees: true, text: '同意借阅' })
    const acts = entries.find(({ part }: { part: string }) => part === 'acts')
    const entry = () =>
      archive.send('archivist', 'GET', `/archive-volumes/${id}/entries/${acts.n}?purpose=${encodeURIComponent('核对')}`)
    const spoils: ((bytes: Buffer) => Buffer | null)[] = [
      (bytes) => Buffer.from(bytes).fill(0x20, 100, 101),
      (bytes) => bytes.subarray(0, 500),
      () => null,
    ]
    for (const spoil of spoils)
      for (const [hash, ask] of [
        [sha256, () => look('archivist', id)],
        [sha256, () => look('wang', id)],
        [acts.sha256, entry],
      ] as const) {
        const place = path.join(dataDir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash)
        const own = readFileSync(place)
        const bytes = spoil(own)
        if (bytes) writeFileSync(place, bytes)
        else rmSync(place)
        const refused = await ask()
        writeFileSync(place, own)
        expect([refused.status, refused.body.type]).toEqual([422, '/problems/archive/altered'])
        expect(refused.body.detail).toContain('没有提供')
      }
    const log = (await archive.send('archivist', 'GET', `/archive-volumes/${id}/log`)).body.items
    expect(log.map(({ what }: Record<string, string>) => what)).toEqual([...Array(9).fill('altered'), 'lent'])
    expect((await look('archivist', id)).status).toBe(200)
  })

  test('is not lent where the head says no, and the borrower hears why', async () => {
    const { id } = await archive.bind(await closedCase())
    await wang('POST', `/archive-volumes/${id}/borrow`, { reason: '想看一看', extent: '全卷', days: 3 })
    const [loan] = (await archive.send('chen', 'GET', '/archive-loans?state=asked')).body.items
    await archive.send('chen', 'POST', `/archive-loans/${loan.id}/decide`, { agrees: false, text: '与工作无关' })
    expect((await wang('GET', `/archive-volumes/${id}`)).body.loan).toMatchObject({
      state: 'refused',
      decision: '与工作无关',
    })
    expect((await look('wang', id)).status).toBe(403)
  })

  test('stays when its case is taken out again by the head, and the case gets another number afterwards', async () => {
    const caseId = await closedCase()
    const volume = await archive.bind(caseId)
    const url = `/archive-volumes/${volume.id}`
    expect((await archive.send('chen', 'POST', `${url}/decide-take-out`, { agrees: true, text: '同意' })).status).toBe(
      409,
    )
    expect((await archive.send('archivist', 'POST', `${url}/take-out`, { reason: '补送达回证' })).status).toBe(200)
    expect((await archive.send('archivist', 'POST', `${url}/take-out`, { reason: '补送达回证' })).status).toBe(409)
    expect((await penalties.act('wang', caseId, 'comment', { text: '补一句' })).status).toBe(409)
    const decided = await archive.send('chen', 'POST', `${url}/decide-take-out`, { agrees: true, text: '同意补充' })
    expect(decided.body).toMatchObject({ state: 'superseded', archiveNo: volume.archiveNo, endedReason: '补送达回证' })
    const seen = (await penalties.send('wang', 'GET', `/enforcement-cases/${caseId}`)).body
    expect([seen.state, seen.filedAs, seen.history.at(-1).act]).toEqual(['closed', null, 'unarchive'])
    expect((await penalties.act('wang', caseId, 'comment', { text: '送达回证已补' })).status).toBe(200)
    const again = await archive.bind(caseId)
    expect(again.archiveNo).not.toBe(volume.archiveNo)
    expect(again.siblings).toEqual([{ id: volume.id, archiveNo: volume.archiveNo, state: 'superseded' }])
    expect((await archive.send('archivist', 'POST', `${url}/check`, {})).body.ok).toBe(true)
    expect(await base.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })

  test('is destroyed only after its period, by two who decide and two who watch; its record and hashes stay', async () => {
    const { id, sha256 } = await archive.bind(await closedCase())
    const url = `/archive-volumes/${id}`
    const wish = { decision: 'destroy', reason: '期满无保存价值', appraisers: '丁档案、王县监' }
    const propose = () => archive.send('archivist', 'POST', `${url}/appraise`, wish)
    expect((await propose()).body.type).toBe('/problems/archive/not-over')
    await asOwner(base.ownerUrl, "update archive_volume set retain_until = '2020-12-31' where id = $1", [id])
    expect((await archive.send('archivist', 'GET', '/archive-volumes?over=true')).body.total).toBe(1)
    expect((await propose()).status).toBe(200)
    expect((await archive.send('archivist', 'POST', `${url}/watch-destruction`, {})).status).toBe(409)
    await archive.send('chen', 'POST', `${url}/decide-appraisal`, { agrees: true, text: '同意销毁' })
    for (const who of ['archivist', 'chen'] as const) {
      const refused = await archive.send(who, 'POST', `${url}/watch-destruction`, {})
      expect([refused.status, refused.body.type]).toEqual([409, '/problems/archive/same-person'])
    }
    const city = () => archive.send('city-archivist', 'POST', `${url}/watch-destruction`, {})
    expect((await city()).body.state).toBe('bound')
    expect((await city()).status).toBe(409)
    const gone = (await wang('POST', `${url}/watch-destruction`, {})).body
    expect(gone).toMatchObject({
      state: 'destroyed',
      sha256,
      appraisals: [{ state: 'done', firstBy: '市档案', secondBy: '王县监' }],
    })
    expect(gone.entries.length).toBeGreaterThan(3)
    expect(existsSync(path.join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256))).toBe(false)
    expect((await look('archivist', id)).body.status).toBe(410)
  })

  test('is kept longer where the group says so', async () => {
    const { id } = await archive.bind(await closedCase())
    await asOwner(base.ownerUrl, "update archive_volume set retain_until = '2020-12-31' where id = $1", [id])
    const wish = { decision: 'extend', years: 10, reason: '仍有查考价值', appraisers: '丁档案、王县监' }
    expect(
      (await archive.send('archivist', 'POST', `/archive-volumes/${id}/appraise`, { ...wish, years: null })).status,
    ).toBe(422)
    await archive.send('archivist', 'POST', `/archive-volumes/${id}/appraise`, wish)
    const decided = await archive.send('chen', 'POST', `/archive-volumes/${id}/decide-appraisal`, {
      agrees: true,
      text: '同意',
    })
    expect(decided.body).toMatchObject({ state: 'bound', retainUntil: '2030-12-31' })
  })
})

describe('a major hazard that was supervised by name', () => {
  const hazards = async (login: 'wang' | 'zhao', path: string, input: object, attachments: string[] = []) => {
    const id = path.split('/')[0] ?? ''
    const seen = id === 'report' ? null : await penalties.send(login, 'GET', `/hazards/${id}`)
    const version = seen ? { version: seen.body.acts } : { objectId: penalties.enterprise }
    return penalties.send(login, 'POST', `/hazards/${path}`, { input, attachments, ...version })
  }
  /** A note in plain text, which can be no page. */
  const note = async (): Promise<string> => {
    const reply = await base.app.inject({
      method: 'POST',
      url: `/api/v1/files?name=${encodeURIComponent('现场录音说明.txt')}&objectId=${penalties.enterprise}`,
      headers: { authorization: `Bearer ${await base.token('wang')}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from('录音存放在执法记录仪第 3 号存储卡'),
    })
    return reply.json().id
  }
  const reported = async (): Promise<string> => {
    const found = { what: '罐区可燃气体报警器 2 台离线', where: '1# 罐区东侧', source: 'self_check' }
    return (await hazards('zhao', 'report', found, [await penalties.file('zhao')])).body.id
  }
  const plan = {
    category: 'S03',
    dueOn: ago(-20),
    responsible: '周海涛',
    measures: '更换探头',
    money: 8600,
    contingency: '巡测',
  }

  test('has a file of its own once it is off the list; what is no page goes along as an annex', async () => {
    const id = await reported()
    await hazards('zhao', `${id}/arrange`, { ...plan, rank: 'major', criterion: 'H12' })
    await hazards('wang', `${id}/list`, { level: 'county', leader: '王县监', requirement: '停用', until: ago(-20) })
    expect((await archive.send('archivist', 'POST', '/archive-volumes', { caseId: id })).status).toBe(409)
    expect((await hazards('wang', `${id}/enforce`, { text: '逾期不改' })).body.state).toBe('enforced')
    const refused = await archive.ask(id)
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('还没有摘牌')])
    expect((await hazards('wang', `${id}/delist`, { text: '已立案' }, [await note()])).status).toBe(200)
    const volume = await archive.bind(id)
    expect(volume.archiveNo).toMatch(/-D30-BGS-\d{4}$/)
    const annex = volume.entries.find((one: { annex: boolean }) => one.annex)
    expect(annex).toMatchObject({ title: '摘牌：现场录音说明.txt', firstPage: null, pages: 0 })
    const last = (await pagesOf(await bundleOf('archivist', volume.id))).at(-1)?.replaceAll(' ', '')
    expect(last).toContain(annex.sm3)
    const got = await archive.raw(
      `/api/v1/archive-volumes/${volume.id}/entries/${annex.n}?purpose=${encodeURIComponent('核对')}`,
    )
    expect(got.rawPayload.toString()).toBe('录音存放在执法记录仪第 3 号存储卡')
    expect((await hazards('wang', `${id}/comment`, { text: '补一句' })).body.type).toBe('/problems/case/filed')
    await archive.send('archivist', 'POST', `/archive-volumes/${volume.id}/take-out`, { reason: '补拍照片' })
    await archive.send('chen', 'POST', `/archive-volumes/${volume.id}/decide-take-out`, { agrees: true, text: '同意' })
    const acts = (await penalties.send('wang', 'GET', `/hazards/${id}`)).body.history.map(
      ({ act }: { act: string }) => act,
    )
    expect(acts.slice(-2)).toEqual(['bind', 'unbind'])
    expect((await hazards('wang', `${id}/comment`, { text: '照片已补拍' })).status).toBe(200)
  })

  test('while an ordinary one stays in its ledger', async () => {
    const id = await reported()
    await hazards('zhao', `${id}/arrange`, { ...plan, rank: 'ordinary' })
    await hazards('wang', `${id}/enforce`, { text: '逾期不改' })
    const refused = await archive.send('archivist', 'POST', '/archive-volumes', { caseId: id })
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('不单独立卷')])
  })
})

test('the retention table changes by the city with a reason and an approval only, and for volumes bound afterwards', async () => {
  const change = (body: object) => archive.send('city-archivist', 'PUT', '/archive-retentions/penalty.simple', body)
  const approved = {
    retention: 'thirty',
    reason: '本地保管期限表统一为30年',
    approvedBy: '东营市档案局 东档〔2026〕3号',
  }
  expect((await change({ ...approved, reason: '' })).status).toBe(422)
  expect((await archive.send('wang', 'PUT', '/archive-retentions/penalty.simple', approved)).status).toBe(403)
  const county = await archive.send('archivist', 'PUT', '/archive-retentions/penalty.simple', approved)
  expect([county.status, county.body.detail]).toEqual([403, expect.stringContaining('只由市级档案员修改')])
  expect((await change(approved)).body).toMatchObject({
    retention: 'thirty',
    declared: 'ten',
    history: [{ setBy: '市档案' }],
  })
  const volume = await archive.bind(await closedCase())
  expect([volume.retention, volume.archiveNo.slice(0, 16)]).toEqual(['thirty', `X043-WS·${year}-D30`])
})

describe('what is exported', () => {
  let folder: string
  let root: string
  let kept: Map<string, Buffer>
  beforeAll(async () => {
    const { archiveNo } = await archive.bind(await closedCase())
    folder = path.join(dataDir, 'transfer')
    const done = await exportVolumes(base.db, openBlobs(dataDir, null), wholeTree, folder, { archiveNo })
    expect(done).toMatchObject([{ archiveNo, head: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    root = path.join(folder, archiveNo)
    kept = new Map(filesIn(folder).map((name) => [name, readFileSync(path.join(folder, name))]))
  })
  /** The package as it was made. */
  const restore = () => {
    rmSync(folder, { recursive: true })
    for (const [name, bytes] of kept) put(name, bytes)
  }
  const put = (name: string, bytes: Buffer | string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), bytes)
  }
  const filesIn = (place: string) =>
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => path.relative(place, path.join(one.parentPath, one.name)))
  const verify = () => spawnSync(process.execPath, [path.join(folder, 'verify.mjs')], { encoding: 'utf8' })
  const hash = (name: string, bytes: Buffer) => createHash(name).update(bytes).digest('hex')
  /** Writes the list of files and its sums again, as a forger would. */
  const relist = (change: (manifest: { volumes: object[] }) => void = () => {}) => {
    const manifest = JSON.parse((kept.get('manifest.json') as Buffer).toString())
    const names = filesIn(folder).filter((name) => name !== 'manifest.json' && name !== 'SHA256SUMS')
    manifest.files = names.map((name) => {
      const bytes = readFileSync(path.join(folder, name))
      return { path: name, size: bytes.length, sm3: hash('sm3', bytes), sha256: hash('sha256', bytes) }
    })
    change(manifest)
    put('manifest.json', JSON.stringify(manifest))
    const sums = [...names, 'manifest.json'].map(
      (name) => `${hash('sha256', readFileSync(path.join(folder, name)))}  ${name}\n`,
    )
    put('SHA256SUMS', sums.join(''))
  }
  const own = (name: string) => path.join(path.basename(root), name)
  const text = (name: string) => (kept.get(own(name)) as Buffer).toString()
  const component = () => [...kept.keys()].find((name) => name.includes('004_')) as string

  test('verifies without the platform, says its heads, and one altered byte is named', () => {
    const said = verify()
    expect([said.status, said.stdout]).toEqual([
      0,
      expect.stringMatching(/^核验通过：1 卷，\d+ 件，\d+ 个文件，办理经过 5 步/),
    ])
    expect(said.stdout).toMatch(/末封 \S+ {2}[0-9a-f]{64}/)
    expect(text('meta.xml')).toContain(`<档号 no="M8">${path.basename(root)}</档号>`)
    put(own('process/log.xml'), text('process/log.xml').replace('仓库', '车库'))
    const altered = verify()
    expect([altered.status, altered.stderr]).toEqual([1, expect.stringContaining('process/log.xml 内容被改动')])
    expect(altered.stderr).toContain('办理经过第 1 步内容被改动')
    restore()
    expect(verify().status).toBe(0)
  })

  const bundle = 'content/000_全卷.pdf'
  test.each<[string, () => void, string]>([
    ['the bundle is replaced', () => put(own(bundle), '%PDF-1.7 另一份'), '全卷的文件：SM3与归档时封存的不符'],
    ['the bundle is left out', () => rmSync(path.join(root, bundle)), '缺少全卷的文件'],
    ['a component is replaced', () => put(component(), '%PDF-1.7 另一份'), '卷内各件或目录与归档时封存的不符'],
    ['a component is left out', () => rmSync(path.join(folder, component())), '卷内各件或目录与归档时封存的不符'],
    [
      'component and metadata are replaced',
      () => {
        const other = Buffer.from('%PDF-1.7 另一份')
        const was = kept.get(component()) as Buffer
        put(component(), other)
        const said = text('meta.xml').replace(hash('sm3', was), hash('sm3', other))
        put(
          own('meta.xml'),
          said.replace(hash('sha256', was), hash('sha256', other)).replace(`>${was.length}<`, `>${other.length}<`),
        )
      },
      '卷内各件或目录与归档时封存的不符',
    ],
    [
      'a hash in the metadata is zeroed',
      () => put(own('meta.xml'), text('meta.xml').replace(/(<SM3>)[0-9a-f]{64}/, `$1${'0'.repeat(64)}`)),
      '与 meta.xml 写的校验值或大小不符',
    ],
    [
      'a title in the metadata is changed',
      () => put(own('meta.xml'), text('meta.xml').replace('办理经过记录</题名>', '询问笔录</题名>')),
      '卷内各件或目录与归档时封存的不符',
    ],
    ['the metadata is left out', () => rmSync(path.join(root, 'meta.xml')), '缺少 meta.xml'],
    [
      'the last act is cut off',
      () => put(own('process/log.xml'), text('process/log.xml').replace(/ {2}<act seq="5"[\s\S]*?<\/act>\n/, '')),
      '没有归档的一步',
    ],
    ['the acts are left out', () => rmSync(path.join(root, 'process'), { recursive: true }), '缺少办理经过'],
    ['the volume is taken off the list', () => {}, '清单里没有案卷'],
  ])('does not verify when %s and the list written again', (title, forge, fault) => {
    forge()
    relist((manifest) => {
      if (title.includes('off the list')) manifest.volumes = []
    })
    const said = verify()
    restore()
    expect([said.status, said.stderr]).toEqual([1, expect.stringContaining(fault)])
  })

  test.each(['不是清单', '[]', '{"volumes":[{}],"files":[null]}'])('is refused in words with the list %s', (list) => {
    put('manifest.json', list)
    const said = verify()
    restore()
    expect([said.status, said.stderr]).toEqual([1, 'manifest.json 读不懂：它不是 JSON，或不是本平台写的清单。\n'])
  })
})

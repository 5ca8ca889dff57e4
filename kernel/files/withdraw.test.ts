import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { telling } from './photo/test-photo.ts'
import { listClaims } from './store.ts'

let house: House
let objectId: string
beforeAll(async () => {
  house = await openHouse()
  const created = await house.as('wang')('POST', '/api/v1/enterprises', { name: '照片厂', gridCode: PLACES.village })
  objectId = created.body.id
})
afterAll(() => house.close())

const PDF = (mark: string) => Buffer.from(`%PDF-1.4\n% ${mark}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`)
const bearer = async (login: Login) => ({ authorization: `Bearer ${await house.token(login)}` })
async function upload(login: Login, name: string, payload: Buffer, about: Record<string, string> = { objectId }) {
  const url = `/api/v1/files?${new URLSearchParams({ name, id: newId(), ...about })}`
  const headers = { ...(await bearer(login)), 'content-type': 'application/octet-stream' }
  const reply = await house.app.inject({ method: 'POST', url, payload, headers })
  return { status: reply.statusCode, body: reply.json() }
}
const fetchFile = async (login: Login, id: string, part = '') =>
  house.app.inject({ method: 'GET', url: `/api/v1/files/${id}${part}`, headers: await bearer(login) })
const withdraw = (login: Login, id: string, reason = '传错了企业') =>
  house.as(login)('POST', `/api/v1/files/${id}/withdraw`, { reason })

describe('a photograph that says where and with what it was made', () => {
  test('is shown to others without it, while the original stays as evidence', async () => {
    const sent = await upload('li', '现场.jpg', telling())
    expect(sent.body.sha256).toBe(createHash('sha256').update(telling()).digest('hex'))
    for (const login of ['li', 'wang', 'admin'] as const) {
      const shown = await fetchFile(login, sent.body.id)
      expect(shown.rawPayload.toString('latin1')).not.toMatch(/HUAWEI|secret|2026:02/)
      expect(Number(shown.headers['content-length'])).toBe(shown.rawPayload.length)
      expect(shown.headers.etag).not.toBe(`"${sent.body.sha256}"`)
    }
    expect((await fetchFile('wang', sent.body.id, '/original')).rawPayload.equals(telling())).toBe(true)
  })

  test('gives the original to the offices alone, and every time it is noted', async () => {
    const { body } = await upload('li', '原件.jpg', telling())
    for (const login of ['li', 'zhao'] as const)
      expect([login, (await fetchFile(login, body.id, '/original')).statusCode]).toEqual([login, 403])
    expect((await fetchFile('lin', body.id, '/original')).statusCode).toBe(404)
    expect((await fetchFile('zhang', body.id, '/original')).statusCode).toBe(200)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=file.original-read&objectId=${body.id}`)
    expect(audit.body.total).toBe(1)
  })

  test('has its claims on record for whoever compares them, and says them to the offices alone', async () => {
    const { body } = await upload('li', '主张.jpg', telling())
    const claims = { takenAt: '2026-02-16T08:30:00+08:00', position: { lng: 118.4, lat: 37.05 }, device: 'HUAWEI' }
    const kept = await house.db.read(wholeTree, (tx) => listClaims(tx, wholeTree, [body.id]))
    expect(kept.get(body.id)).toEqual(claims)
    const seenBy = async (login: Login) =>
      (await house.as(login)('GET', `/api/v1/files?objectId=${objectId}`)).body.items.find(
        ({ id }: { id: string }) => id === body.id,
      ).claims
    expect(await seenBy('wang')).toEqual(claims)
    expect(await seenBy('li')).toBeNull()
  })
})

describe('a file wrongly attached', () => {
  test('is withdrawn with a reason: nobody gets it any more, the audit keeps who and why', async () => {
    const { body } = await upload('li', '错.pdf', PDF('wrong'))
    expect((await withdraw('li', body.id, '')).status).toBe(422)
    expect((await withdraw('li', body.id)).status).toBe(204)
    expect((await fetchFile('wang', body.id)).statusCode).toBe(404)
    expect((await fetchFile('wang', body.id, '/original')).statusCode).toBe(404)
    const list = await house.as('wang')('GET', `/api/v1/files?objectId=${objectId}`)
    expect(list.body.items.map(({ id }: { id: string }) => id)).not.toContain(body.id)
    expect((await withdraw('li', body.id)).status).toBe(404)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=file.withdrawn&objectId=${body.id}`)
    expect(audit.body.items[0].detail).toMatchObject({ name: '错.pdf', reason: '传错了企业' })
  })

  test('of somebody else is withdrawn by the offices, not by a colleague of the grid, not from another region', async () => {
    const { body } = await upload('zhang', '别人的.pdf', PDF('theirs'))
    expect((await withdraw('li', body.id)).body.type).toBe('/problems/file/not-yours')
    expect((await withdraw('lin', body.id)).status).toBe(404)
    expect((await withdraw('wang', body.id)).status).toBe(204)
  })

  test('stays once an act of a case is sealed with it, and what was withdrawn seals nothing', async () => {
    const sealed = (await upload('li', '证据.pdf', PDF('evidence'))).body
    const gone = (await upload('li', '撤.pdf', PDF('gone'))).body
    expect((await withdraw('li', gone.id)).status).toBe(204)
    const caseId = await anyCase()
    await sealWith(caseId, 1, sealed)
    expect((await withdraw('wang', sealed.id)).body.type).toBe('/problems/file/sealed')
    expect((await fetchFile('wang', sealed.id)).statusCode).toBe(200)
    await expect(sealWith(caseId, 2, gone)).rejects.toMatchObject({ constraint: 'case_act_attachments_not_withdrawn' })
  })
})

describe('a file sent again after a half failure', () => {
  test('is the file that is there, from the same sender to the same place', async () => {
    const first = await upload('li', '重发.pdf', PDF('again'))
    const again = await upload('li', '重发.pdf', PDF('again'))
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
    const [one, two] = await Promise.all([1, 2].map(() => upload('li', '同时.pdf', PDF('at once'))))
    expect(one?.body.id).toBe(two?.body.id)
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=file.uploaded&objectId=${first.body.id}`)
    expect(audit.body.total).toBe(1)
  })

  test('is another file elsewhere, under another name, from somebody else, or after it was withdrawn', async () => {
    const first = (await upload('li', '别处.pdf', PDF('apart'))).body.id
    const others = [
      await upload('li', '别处.pdf', PDF('apart'), { gridCode: PLACES.village }),
      await upload('li', '别名.pdf', PDF('apart')),
      await upload('wang', '别处.pdf', PDF('apart')),
    ]
    expect((await withdraw('li', first)).status).toBe(204)
    others.push(await upload('li', '别处.pdf', PDF('apart')))
    expect(new Set([first, ...others.map(({ body }) => body.id)]).size).toBe(5)
  })
})

// The acts of a case are written by its engine; here only what the two tables promise each other is looked at.
async function anyCase(): Promise<string> {
  const id = newId()
  await house.db.system((_, client) =>
    client.query(
      `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, acts, head_hash)
       values ($1, 'lamp', '路灯', $2, 'reported', now(), now(), 1, 'x')`,
      [id, PLACES.village],
    ),
  )
  return id
}

async function sealWith(caseId: string, seq: number, file: { id: string; sha256: string }): Promise<void> {
  const attachments = JSON.stringify([{ fileId: file.id, sha256: file.sha256 }])
  await house.db.system((_, client) =>
    client.query(
      `insert into case_act (case_id, seq, act, actor, at, input, attachments, previous_hash, hash)
       values ($1, $2, 'report', '{}', now(), '{}', $3, 'x', 'y')`,
      [caseId, seq, attachments],
    ),
  )
}

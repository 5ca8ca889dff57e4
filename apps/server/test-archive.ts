import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { Press } from '#kernel/documents/press.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { hashPassword } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import { bindVolume } from '#modules/archive/server/service/bind.ts'
import { archiveContext } from './archives.ts'
import { actorFinder } from './serve.ts'
import { platformSettings } from './settings.ts'
import { type Answer, type House, type Login, PASSWORD } from './test-house.ts'

/** What the stories of archives use of a house. */
export interface ArchiveHouse {
  /** Sends a request as somebody of the cast, as the archivist of the county, of the neighbouring one, or of the city. */
  send(
    who: Login | 'archivist' | 'neighbour' | 'city-archivist',
    method: string,
    url: string,
    body?: unknown,
    version?: number,
  ): Promise<Answer>
  /** The session of the archivist of the county, for a browser. */
  token: string
  /** Bytes as the archivist gets them. */
  raw(url: string): Promise<{ statusCode: number; rawPayload: Buffer }>
  /** Does what a worker does after somebody asked to bind. */
  work(volumeId: string): Promise<void>
  /** Begins the volume of a case and asks to bind it. @returns its id */
  ask(caseId: string): Promise<Answer>
  /** Binds the volume of a case to the end. @returns the volume as the archivist sees it */
  bind(caseId: string): Promise<Answer['body']>
  close(): Promise<void>
}

export const SITUATION = '本卷材料齐全'

/** Gives a house three archivists, the numbers of the county's archives, and a worker at hand. */
export async function furnishArchive(house: House, dataDir: string): Promise<ArchiveHouse> {
  const tokens = new Map([
    ['archivist', await seat(house, 'archivist', '丁档案', '370523')],
    ['neighbour', await seat(house, 'neighbour', '邻档案', '370522')],
    ['city-archivist', await seat(house, 'city-archivist', '市档案', '3705')],
  ])
  const press = new Press(1)
  const context = archiveContext({ press, blobs: openBlobs(dataDir, null), dataDir })
  const settings = platformSettings({ db: house.db, demo: 'none', secrets: openSecretBox(dataDir) })
  const send: ArchiveHouse['send'] = async (who, method, url, body, version) => {
    const token = tokens.get(who) ?? (await house.token(who as Login))
    const match: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` }
    return house.as(null)(method, `/api/v1${url}`, body, { authorization: `Bearer ${token}`, ...match })
  }
  const work = (volumeId: string) => bindVolume({ db: house.db, context, find: actorFinder(settings) }, volumeId)
  const ask = async (caseId: string) => {
    const begun = await send('archivist', 'POST', '/archive-volumes', { caseId })
    if (begun.status !== 201) return begun
    const url = `/archive-volumes/${begun.body.id}`
    const { version, lines } = (await send('archivist', 'GET', url)).body
    const [checker] = (await send('archivist', 'GET', `${url}/checkers`)).body.items
    const seen = lines.map(({ mark }: { mark: string }) => mark)
    return send('archivist', 'POST', `${url}/bind`, { checker: checker.id, situation: SITUATION, seen }, version)
  }
  return {
    send,
    token: tokens.get('archivist') as string,
    raw: (url) =>
      house.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${tokens.get('archivist')}` } }),
    work,
    ask,
    bind: async (caseId) => {
      const asked = await ask(caseId)
      if (asked.status !== 202) throw new Error(asked.body.detail)
      await work(asked.body.id)
      const { body } = await send('archivist', 'GET', `/archive-volumes/${asked.body.id}`)
      if (body.state !== 'bound') throw new Error(body.fault)
      return body
    },
    close: () => press.close(),
  }
}

/** A seat of an archivist with somebody on it. @returns the token of his session */
async function seat(house: House, login: string, name: string, gridCode: string): Promise<string> {
  const found = await asOwner(house.ownerUrl, "select id from body where kind = 'government' limit 1", [])
  await house.db.system(async (tx) => {
    const person = { id: newId(), name, phone: null }
    const seatId = newId()
    await identity.insertPerson(tx, person)
    const account = { id: newId(), personId: person.id, login, mustChangePassword: false }
    await identity.insertAccount(tx, { ...account, passwordHash: await hashPassword(PASSWORD) })
    const about = { bodyId: found.rows[0].id, title: '档案员', role: 'archivist', gridCode, fromOn: '2016-01-01' }
    await identity.insertSeat(tx, { id: seatId, ...about })
    await identity.insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn: '2016-01-01' })
  })
  const signed = await house.as(null)('POST', '/api/v1/sessions', { account: login, password: PASSWORD })
  return signed.body.token
}

import { crc32 } from 'node:zlib'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { newId } from '#kernel/db/id.ts'
import { type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import type { IdentityLimits } from '#kernel/identity/service.ts'
import { hashPassword } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import type { Preset } from '#kernel/settings/settings.ts'
import * as grid from '#modules/grid/server/store.ts'
import { compose } from './compose.ts'

export const PASSWORD = 'Correct-horse-9'

/** A photograph of one dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The signature of somebody, as base64: the same dot with a name in it, since no two people sign alike. */
export function inkOf(who: string): string {
  const said = Buffer.from(`tEXtwho\0${who}`)
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const chunk = [number(said.length - 4), said, number(crc32(said))]
  return Buffer.concat([PNG.subarray(0, -12), ...chunk, PNG.subarray(-12)]).toString('base64')
}

/** The grid every test knows: one city, two counties, a town and a village in each. */
export const PLACES = {
  city: '3705',
  guangrao: '370523',
  damatou: '370523107',
  village: '370523107201',
  lijin: '370522',
  lijinTown: '370522101',
  lijinVillage: '370522101201',
} as const

/** The fixed cast: login, role, grid. `zhao` keeps the file of the enterprise `ENTERPRISE`. */
const CAST = [
  { login: 'admin', name: '孙立国', role: 'city_admin', grid: PLACES.city },
  { login: 'chen', name: '陈立军', role: 'leader', grid: PLACES.city },
  { login: 'zhou', name: '周文博', role: 'city_officer', grid: PLACES.city },
  { login: 'wang', name: '王县监', role: 'county_officer', grid: PLACES.guangrao },
  { login: 'lin', name: '林利津', role: 'county_officer', grid: PLACES.lijin },
  { login: 'zhang', name: '张明远', role: 'town_officer', grid: PLACES.damatou },
  { login: 'li', name: '李网格', role: 'grid_officer', grid: PLACES.village },
  { login: 'zhao', name: '赵安全', role: 'enterprise_contact', grid: PLACES.village },
] as const

export type Login = (typeof CAST)[number]['login']

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
  headers: Record<string, string | string[] | number | undefined>
}

/** The whole platform on a database of its own, with people to act as. */
export interface House extends TestDatabase {
  app: FastifyInstance
  /** Sends a request as somebody of the cast, or as nobody. */
  as(
    login: Login | null,
  ): (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  token(login: Login): Promise<string>
  /** Lets `zhao` keep the file of this enterprise. */
  giveFileTo(enterpriseId: string): Promise<void>
  close(): Promise<void>
}

interface HouseOptions {
  limits?: Partial<IdentityLimits>
  presets?: Readonly<Record<string, Preset>>
  dataDir?: string
}

/** The cast signs in with a password alone, and one administrator does the work of three, unless a test says otherwise. */
export const CAST_PRESETS = {
  'sign-in.second-factor-roles': { value: [], why: '测试' },
  'sign-in.duties-apart': { value: false, why: '测试' },
  'sign-in.password-days': { value: 0, why: '测试' },
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const database = await testDatabase()
  await database.db.system(async (tx) => {
    await grid.upsertGrids(tx, gridNodes(), '2016-01-01')
    const secret = await hashPassword(PASSWORD)
    const bodyId = newId()
    await identity.insertBody(tx, {
      id: bodyId,
      name: '东营市应急管理局',
      shortName: '市应急局',
      kind: 'government',
      gridCode: PLACES.city,
    })
    for (const member of CAST) {
      const person = { id: newId(), name: member.name, phone: null }
      const seatId = newId()
      await identity.insertPerson(tx, person)
      await identity.insertAccount(tx, {
        id: newId(),
        personId: person.id,
        login: member.login,
        passwordHash: secret,
        mustChangePassword: false,
      })
      await identity.insertSeat(tx, {
        id: seatId,
        bodyId,
        title: member.role,
        role: member.role,
        gridCode: member.grid,
        fromOn: '2016-01-01',
      })
      await identity.insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn: '2016-01-01' })
    }
  })
  const app = await compose({
    db: database.db,
    demo: 'none',
    logLevel: 'silent',
    worker: true,
    perMinute: 1_000_000,
    ...options,
    presets: { ...CAST_PRESETS, ...options.presets },
  })
  await app.ready()
  const tokens = new Map<Login, Promise<string>>()
  const send = async (request: InjectOptions): Promise<Answer> => {
    const reply = await app.inject(request)
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return { status: reply.statusCode, body: isJson ? reply.json() : reply.body, headers: reply.headers }
  }
  const signIn = async (login: Login) => {
    const reply = await send({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { account: login, password: PASSWORD },
    })
    return reply.body.token as string
  }
  const token = (login: Login) => {
    const known = tokens.get(login) ?? signIn(login)
    tokens.set(login, known)
    return known
  }
  return {
    ...database,
    app,
    token,
    as:
      (login) =>
      async (method, url, body, headers = {}) => {
        const authorization = login ? { authorization: `Bearer ${await token(login)}` } : {}
        const payload = body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }
        return send({ method: method as 'GET', url, headers: { ...authorization, ...headers }, ...payload })
      },
    giveFileTo: async (enterpriseId) => {
      await database.db.pool.query(
        `update seat set object_id = $1 where id in (select h.seat_id from seat_holding h join account a on a.person_id = h.person_id where a.login = 'zhao')`,
        [enterpriseId],
      )
    },
    close: async () => {
      await app.close()
      await database.drop()
    },
  }
}

function gridNodes(): grid.NewGrid[] {
  const node = (code: string, name: string, level: grid.NewGrid['level'], parentCode: string | null) => ({
    code,
    name,
    level,
    parentCode,
    kind: 'administrative' as const,
  })
  return [
    node(PLACES.city, '东营市', 'city', null),
    node(PLACES.lijin, '利津县', 'county', PLACES.city),
    node(PLACES.lijinTown, '北宋镇', 'town', PLACES.lijin),
    node(PLACES.lijinVillage, '小庄村', 'village', PLACES.lijinTown),
    node(PLACES.guangrao, '广饶县', 'county', PLACES.city),
    node(PLACES.damatou, '大码头镇', 'town', PLACES.guangrao),
    node(PLACES.village, '杨斗村', 'village', PLACES.damatou),
  ]
}

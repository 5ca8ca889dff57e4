import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { newId } from '#kernel/db/id.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { hashPassword } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import type { EnterpriseValues } from '#modules/enterprise/model/schema.ts'
import { insertEnterprises, type NewEnterprise } from '#modules/enterprise/server/store/write-many.ts'
import { loadCity } from '#modules/grid/server/load.ts'
import { listSubtree } from '#modules/grid/server/store.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'

/** A database of its own for one benchmark, with the grid of 东营市; thrown away at the end. */
export interface Ground {
  db: Database
  ownerUrl: string
  folder: string
  /** Gathers statistics, as autovacuum has done in any register that was not filled this very minute. */
  analyse(): Promise<void>
  clear(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(path.join(tmpdir(), 'angrid-bench-'))
  chmodSync(folder, 0o755)
  const server: EmbeddedServer = await startEmbedded(folder)
  await migrate(server.url)
  const db = new Database(server.url)
  await db.system((tx) => loadCity(tx, '3705', '2016-01-01'))
  return {
    db,
    ownerUrl: server.url,
    folder,
    analyse: async () => {
      const owner = new pg.Client({ connectionString: server.url })
      await owner.connect()
      await owner.query('vacuum analyze')
      await owner.end()
    },
    clear: async () => {
      await db.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const BRANDS =
  '恒源 鑫泰 华泽 金禾 永盛 正和 海润 宏远 顺达 昌顺 嘉和 盛源 宏泰 鼎力 齐润 科达 胜利 东方 利源 大海'.split(' ')
const WORDS = '化工 纺织 机械 木业 建材 石化 仓储 商贸 轮胎 食品'.split(' ')

/** A valid credit code by number. */
export function creditCodeOf(at: number): string {
  const body = `MA${String(100_000 + at)
    .padStart(6, '0')
    .slice(-6)}`
  const front = `91${370500 + Math.floor(at / 900_000)}${body}${organisationCheckChar(body)}`
  return `${front}${usccCheckChar(front)}`
}

/** Fills the register with enterprises spread over all villages, beginning with a number; the same for the same numbers. */
export async function fillRegister(db: Database, count: number, first = 0): Promise<void> {
  const villages = (await db.system((tx) => listSubtree(tx, '3705'))).filter(({ level }) => level === 'village')
  const random = seededRandom(7 + first)
  const end = first + count
  for (let from = first; from < end; from += 5000) {
    const rows = Array.from({ length: Math.min(5000, end - from) }, (_, at) => enterprise(from + at, villages, random))
    await db.system((tx) => insertEnterprises(tx, rows, { name: 'imported', by: { name: 'bench' }, reason: null }))
  }
}

const VILLAGES_IN_ROW = 45
/** Degrees. */
const VILLAGE_WIDTH = 0.025

function enterprise(at: number, villages: { code: string }[], random: () => number): NewEnterprise {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  // Enterprises lie where their village lies, as in life: villages stand in rows over the city.
  const place = Math.floor(random() * villages.length)
  const [east, north] = [place % VILLAGES_IN_ROW, Math.floor(place / VILLAGES_IN_ROW)]
  const values = {
    name: `${pick(BRANDS)}${pick(BRANDS)}${pick(WORDS)}${at}有限公司`,
    creditCode: creditCodeOf(at),
    address: `东营市${at % 300}号`,
    lng: 118.1 + (east + random()) * VILLAGE_WIDTH,
    lat: 36.95 + (north + random()) * VILLAGE_WIDTH,
    contact: '王建国',
    contactPhone: `138${String(at).padStart(8, '0')}`,
    operatingState: 'producing',
    riskLevel: pick(['1', '2', '3', '4', null]),
    regulatorClasses: [pick(['hazchem', 'industry_trade', 'other'])],
    staffCount: at % 900,
  } as EnterpriseValues
  return {
    id: newId(),
    gridCode: (villages[place] as { code: string }).code,
    values,
    facts: {},
    staleOn: null,
    createdAt: new Date('2026-01-01'),
  }
}

const PASSWORD = 'Correct-horse-9'

/** Somebody with an account, sitting on a seat of a body of his own. @returns the seat */
export async function seatPerson(
  db: Database,
  who: { login: string; role: string; gridCode: string },
): Promise<string> {
  const [bodyId, seatId, personId] = [newId(), newId(), newId()]
  const { login, role, gridCode } = who
  const passwordHash = await hashPassword(PASSWORD)
  await db.system(async (tx) => {
    await identity.insertBody(tx, {
      id: bodyId,
      name: `${login}应急办`,
      shortName: login,
      kind: 'government',
      gridCode,
    })
    await identity.insertPerson(tx, { id: personId, name: login, phone: null })
    await identity.insertAccount(tx, { id: newId(), personId, login, passwordHash, mustChangePassword: false })
    await identity.insertSeat(tx, { id: seatId, bodyId, title: '监管员', role, gridCode, fromOn: '2016-01-01' })
    await identity.insertHolding(tx, { id: newId(), seatId, personId, fromOn: '2016-01-01' })
  })
  return seatId
}

/** A token of somebody seated by `seatPerson`. */
export async function signIn(app: FastifyInstance, login: string): Promise<string> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { account: login, password: PASSWORD },
  })
  if (reply.statusCode !== 201) throw new Error(`${login} cannot sign in: ${reply.body}`)
  return reply.json().token
}

/** Smallest, middle and largest of some figures. */
export function spread(figures: number[]): { min: number; median: number; max: number } {
  const sorted = [...figures].sort((a, b) => a - b)
  return {
    min: sorted[0] as number,
    median: sorted[Math.floor(sorted.length / 2)] as number,
    max: sorted.at(-1) as number,
  }
}

/** One line of a result: what, our figure, the baseline's, the ratio as min / median / max over paired runs. */
export function report(what: string, ratios: number[], goal: string, detail = ''): void {
  const { min, median, max } = spread(ratios)
  console.log(
    `${what}: ratio ${min.toFixed(2)} / ${median.toFixed(2)} / ${max.toFixed(2)} (min / median / max; goal ${goal})${detail ? `  ${detail}` : ''}`,
  )
}

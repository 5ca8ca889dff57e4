import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Dice, diceOf } from '#apps/server/demo/dice.ts'
import { hj212Device } from '#apps/simulator/driver/hj212.ts'
import { httpDevice, type Measured } from '#apps/simulator/driver/http.ts'
import { jt808Device } from '#apps/simulator/driver/jt808.ts'
import { mqttDevice } from '#apps/simulator/driver/mqtt.ts'
import type { Device, Ledger, Party } from '#apps/simulator/driver/outbox.ts'
import { timeOf } from '#apps/simulator/model/vehicle.ts'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { insertDevice, listMissing, type Protocol } from '#kernel/telemetry/devices.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { freePort } from '../free-port.ts'
import { type CuttingLine, openCuttingLine } from './cutting-line.ts'

const BIN = path.resolve(import.meta.dirname, '../../apps/server/bin/angrid.mjs')
const HOST = '127.0.0.1'
const [EACH, BLOWS, PACE_MS] = [2, 7, 8]
/** Named when it fails, so that the same blows fall again. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const FROM = Math.floor(Date.now() / 1000) * 1000 - 3 * 3_600_000

const dice: Dice = diceOf(seededRandom(SEED))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const DOORS = ['http', 'mqtt', 'hj212', 'jt808'] as const satisfies readonly Protocol[]
type Doors = Record<(typeof DOORS)[number], number>
/** Bytes a line carries before it breaks: a few messages of its protocol, or many. */
const CARRIES: Record<(typeof DOORS)[number], readonly [number, number]> = {
  http: [200, 20_000],
  mqtt: [300, 6_000],
  hj212: [150, 6_000],
  jt808: [120, 3_000],
}
/** Milliseconds a device rests after its line broke: hardly, so that many lines are cut. */
const REST_MS = 60

/** A device of a protocol that can say how the n-th thing it measured was: its value is n, a second after the one before. */
interface Speaker {
  say(n: number): void
  readonly ledger: Ledger
  stop(): void
}

const SPEAK: Record<(typeof DOORS)[number], (party: Party) => Speaker> = {
  http: (party) => sensor(httpDevice(party, REST_MS)),
  mqtt: (party) => sensor(mqttDevice(party, { restMs: REST_MS })),
  hj212: ({ host, port, code, secret }) => {
    const device = hj212Device({ host, port, mn: code, password: secret, st: '22', restMs: REST_MS })
    const factors = (n: number) => [{ code: 'a21026', values: { Rtd: String(n), Flag: 'N' } }]
    return speaker(device, (n) => ({ cn: '2011' as const, at: FROM + n * 1000, factors: factors(n) }))
  },
  jt808: ({ host, port, code }) => {
    const terminal = { phone: code, edition: 2019 as const, plate: '鲁E12345', authCode: null }
    const device = jt808Device({ host, port, ...terminal, restMs: REST_MS })
    return speaker(device, (n) => ({ name: 'location', body: { ...PLACE, time: timeOf(FROM + n * 1000) } }))
  },
}
const PLACE = {
  ...{ alarm: 0, status: 3, latitude: 37.4, longitude: 118.5, altitude: 12, speed: 42.5, direction: 90, items: [] },
}

const sensor = (device: Device<Measured>): Speaker =>
  speaker(device, (n) => ({ ts: FROM + n * 1000, points: [{ p: 'TK101.level', val: n, q: 'good' as const }] }))

/** The same device, told by the number of what it measured. */
const speaker = <T>(device: Device<T>, messageOf: (n: number) => T): Speaker => ({
  say: (n) => device.say(messageOf(n)),
  get ledger() {
    return device.ledger
  },
  stop: () => device.stop(),
})

let folder: string
let postgres: EmbeddedServer
let doors: Doors
let gateway: ChildProcess | null = null
let isOver = false

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'angrid-gateway-'))
  // As root the database runs as another user, who must be able to walk here.
  chmodSync(folder, 0o755)
  postgres = await startEmbedded(folder)
  await migrate(postgres.url)
  const db = new Database(postgres.url, { connections: 1 })
  const today = localDateOf(new Date())
  await db.system((tx) => keepDays(tx, addDays(today, -2), addDays(today, 1)))
  await db.close()
  doors = { http: await freePort(), mqtt: await freePort(), hj212: await freePort(), jt808: await freePort() }
  keepRunning()
  await vi.waitFor(() => fetch(`http://${HOST}:${doors.http}/`), { timeout: 30_000, interval: 100 })
}, 120_000)

afterAll(async () => {
  isOver = true
  gateway?.kill('SIGKILL')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The gateway as a process, started again whenever it is gone, as a supervisor does. */
function keepRunning(): void {
  if (isOver) return
  const ports = Object.fromEntries(DOORS.map((door) => [`GATEWAY_${door.toUpperCase()}`, String(doors[door])]))
  const env = { ...process.env, ...ports, DATABASE_URL: postgres.url, DATA_DIR: folder }
  gateway = spawn(process.execPath, [BIN, 'gateway'], { env, stdio: 'ignore' })
  gateway.once('exit', () => setTimeout(keepRunning, 100))
}

/** Kills the database, unless the blow before has left it dead still. */
function killDatabase(): void {
  try {
    const [pid] = readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** Kills the gateway, the database (which is started again by whoever owns it), or first one and then the other. */
async function strike(): Promise<void> {
  const blow = dice.pick(['gateway', 'database', 'both'] as const)
  if (blow !== 'gateway') killDatabase()
  // What came in while the database is away lies in the memory of the gateway alone: nobody may have been told that it is stored.
  if (blow === 'both') await pause(dice.whole(50, 400))
  if (blow !== 'database') gateway?.kill('SIGKILL')
}

interface Spoken {
  id: string
  device: Speaker
  protocol: Protocol
}

async function speak(protocol: (typeof DOORS)[number], at: number, line: CuttingLine): Promise<Spoken> {
  const code = { http: `E1/site/h${at}`, mqtt: `E1/site/m${at}`, hj212: `MN${at}`, jt808: `1380000000${at}` }[protocol]
  const db = new Database(postgres.url, { connections: 1 })
  const { id, secret } = await db.system((tx) =>
    insertDevice(tx, { code, protocol, name: '试验设备', gridCode: '370523106201', objectId: null }),
  )
  await db.close()
  return { id, device: SPEAK[protocol]({ host: HOST, port: line.port, code, secret }), protocol }
}

test('what devices were told is stored is stored, once, when lines are cut and gateway and database are killed at random', async () => {
  const lines: CuttingLine[] = []
  const spoken: Spoken[] = []
  for (const door of DOORS) {
    const line = await openCuttingLine(dice, doors[door], CARRIES[door])
    lines.push(line)
    for (let at = 0; at < EACH; at++) spoken.push(await speak(door, at, line))
  }
  let messages = 0
  const timer = setInterval(() => {
    for (const { device } of spoken) device.say(messages)
    messages += 1
  }, PACE_MS)
  for (let blow = 0; blow < BLOWS; blow++) {
    await pause(dice.whole(300, 2000))
    await strike()
  }
  clearInterval(timer)
  await vi.waitFor(
    () =>
      expect(
        spoken.map(({ protocol, device }) => [protocol, device.ledger.acknowledged]),
        `SEED=${SEED}`,
      ).toEqual(spoken.map(({ protocol }) => [protocol, messages])),
    { timeout: 90_000, interval: 200 },
  )
  for (const { device } of spoken) device.stop()
  expect(Math.min(...lines.map((line) => line.cuts()))).toBeGreaterThan(0)
  const db = new Database(postgres.url, { connections: 1 })
  for (const { id, protocol } of spoken) {
    expect([protocol, await storedOf(id)], `SEED=${SEED}`).toEqual([
      protocol,
      { kept: messages, times: messages, counted: messages, sum: protocol === 'jt808' ? 0 : sumTo(messages) },
    ])
    // Terminals number each sending anew, so numbers of frames that were cut are missing for ever, though no place is.
    if (protocol !== 'jt808') expect(await db.system((tx) => listMissing(tx, id)), `SEED=${SEED}`).toEqual([])
  }
  await db.close()
  for (const line of lines) await line.close()
}, 180_000)

const sumTo = (count: number) => (count * (count - 1)) / 2

/** What is in the tables of a device, and what its ledger says was stored. */
async function storedOf(id: string): Promise<unknown> {
  const { rows } = await asOwner(
    postgres.url,
    `select count(*)::int as kept, count(distinct at)::int as times, coalesce(sum(value), 0)::int as sum,
       (select sum(stored)::int from device_hour where device_id = $1) as counted
     from (select at, value from reading join series s on s.no = series_no where device_id = $1
           union all select at, 0 from position where device_id = $1) all_of_it`,
    [id],
  )
  return rows[0]
}

import { createServer, connect as dial, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { readGatewayConfig } from '#apps/gateway/config.ts'
import { openGateway } from '#apps/gateway/serve.ts'
import { type Dice, diceOf } from '#apps/server/demo/dice.ts'
import { jt808Device } from '#apps/simulator/driver/jt808.ts'
import { newId } from '#kernel/db/id.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { closeCommands, insertCommand } from '#kernel/telemetry/commands.ts'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import type { Decoded } from '#protocols/jt808/decode.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { openGround } from './ground.ts'

/**
 * COUNT commands that lock doors, over real sockets to TERMINALS terminals that drive and stand, whose lines stall, break and come back and whose clocks are
 * wrong: how many were carried out after they expired, at more than a walk, or twice. All three must be 0. A line that stalls delivers nothing once
 * it is reset, as a radio that is out of reach. Lorries gain or lose a metre a second each second.
 */
const COUNT = Number(process.env.COUNT ?? 100_000)
const TERMINALS = Number(process.env.TERMINALS ?? 400)
const SEED = Number(process.env.SEED ?? Date.now() % 100_000)
const [AT_MOST_KMH, WALK_KMH] = [2, 10]
const KMH_A_SECOND = 3.6
const HOST = '127.0.0.1'
const [LAT, LNG] = [37.4, 118.5]

/** One terminal with what it truly does, whatever it says. */
interface Lorry {
  readonly deviceId: string
  readonly phone: string
  readonly clockOffMs: number
  /** Speed it had, when, and what it is driven to. */
  drive: { fromKmh: number; at: number; toKmh: number }
  /** When each command under way expires, by its validity in milliseconds, which marks it on the wire. */
  readonly waiting: Map<string, { expiresAt: number; done: number }>
  stop(): void
}

const dice = diceOf(seededRandom(SEED))
const wrong = { late: 0, fast: 0, twice: 0 }
let [carriedOut, stalls, breaks, fastest] = [0, 0, 0, 0]
const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
await owner.connect()
const gateway = await openGateway(
  readGatewayConfig({
    DATABASE_URL: ground.ownerUrl,
    GATEWAY_JT808: '0',
    GATEWAY_DEVICE_RATE: '2000',
    GATEWAY_DEVICE_BURST: '3000',
  }),
  () => {},
)
const line = await openStallingLine(dice, gateway.ports.jt808 as number)
try {
  const today = localDateOf(new Date())
  await ground.db.system((tx) => keepDays(tx, addDays(today, -1), addDays(today, 1)))
  const lorries: Lorry[] = []
  for (let index = 0; index < TERMINALS; index++) lorries.push(await enter(index))
  console.log(`  seed ${SEED}: ${TERMINALS} terminals, ${COUNT.toLocaleString('en')} commands`)
  const driving = setInterval(() => {
    for (const lorry of lorries)
      if (dice.next() < 0.1)
        lorry.drive = { fromKmh: speedOf(lorry), at: Date.now(), toKmh: dice.next() < 0.6 ? 0 : dice.whole(5, 80) }
  }, 500)
  const startedAt = performance.now()
  for (let sent = 0; sent < COUNT; ) {
    const some = lorries.filter(({ waiting }) => waiting.size < 3).slice(0, COUNT - sent)
    for (const lorry of some) await command(lorry)
    sent += some.length
    for (const { waiting } of lorries)
      for (const [id, { expiresAt }] of waiting) if (expiresAt < Date.now() - 20_000) waiting.delete(id)
    if (some.length < TERMINALS / 4) await pause(50)
  }
  await pause(8_000)
  clearInterval(driving)
  await ground.db.system(closeCommands)
  const states = await owner.query('select state, count(*)::int as n from device_command group by 1 order by 1')
  const early = await owner.query('select count(*)::int as n from device_command where sent_at >= expires_at')
  console.log(
    `  ${states.rows.map(({ state, n }) => `${state} ${n}`).join(', ')} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  )
  console.log(
    `  lines stalled ${stalls} and broke ${breaks} times; carried out ${carriedOut}, the fastest at ${fastest.toFixed(1)} km/h`,
  )
  console.log(
    `vehicle-orders: after expiry ${wrong.late}, above ${WALK_KMH} km/h ${wrong.fast}, twice ${wrong.twice}, sent after expiry ${early.rows[0].n} (goal 0, 0, 0, 0)`,
  )
  for (const lorry of lorries) lorry.stop()
  if (wrong.late + wrong.fast + wrong.twice + early.rows[0].n > 0) process.exitCode = 1
} finally {
  await line.close()
  await gateway.stop()
  await owner.end()
  await ground.clear()
}

async function enter(index: number): Promise<Lorry> {
  const phone = `198${String(index + 1).padStart(8, '0')}`
  const device = { code: phone, protocol: 'jt808' as const, name: phone, gridCode: '370523106201', objectId: null }
  const { id: deviceId } = await ground.db.system((tx) => insertDevice(tx, device))
  // One clock in ten is off by more than is believed.
  const clockOffMs = dice.next() < 0.1 ? dice.whole(-600, 600) * 1000 : dice.whole(-20, 20) * 1000
  const terminal = jt808Device({
    ...{
      host: HOST,
      port: line.port,
      phone,
      edition: index % 3 === 0 ? 2013 : 2019,
      plate: '鲁E12345',
      authCode: null,
    },
    obey: (told) => obey(lorry, told),
  })
  const lorry: Lorry = {
    deviceId,
    phone,
    clockOffMs,
    drive: { fromKmh: 0, at: Date.now(), toKmh: 0 },
    waiting: new Map(),
    stop: () => terminal.stop(),
  }
  return lorry
}

function speedOf({ drive: { fromKmh, at, toKmh } }: Lorry): number {
  const change = ((Date.now() - at) / 1000) * KMH_A_SECOND
  return toKmh > fromKmh ? Math.min(toKmh, fromKmh + change) : Math.max(toKmh, fromKmh - 4 * change)
}

function locationOf(lorry: Lorry) {
  return {
    ...{ alarm: 0, status: 3, latitude: LAT, longitude: LNG, altitude: 5, direction: 0, items: [] },
    speed: Math.round(speedOf(lorry) * 10) / 10,
    time: new Date(Date.now() + lorry.clockOffMs + 8 * 3_600_000).toISOString().replace(/\.\d{3}Z/, '+08:00'),
  }
}

/** Says where it is when it is asked, and locks its doors when it is told: that is when it is judged whether that was right. */
function obey(lorry: Lorry, { messageId, sequence }: Decoded) {
  if (messageId === '0x8201')
    return [{ name: 'locationReply', body: { answerSequence: sequence, location: locationOf(lorry) } }]
  if (messageId !== '0x8500') return []
  const [first] = [...lorry.waiting.values()]
    .filter(({ done }) => done === 0)
    .toSorted((a, b) => a.expiresAt - b.expiresAt)
  const latest = Math.max(0, ...[...lorry.waiting.values()].map(({ expiresAt }) => expiresAt))
  carriedOut += 1
  if (!first) wrong.twice += 1
  else first.done += 1
  if (Date.now() > latest) wrong.late += 1
  fastest = Math.max(fastest, speedOf(lorry))
  if (speedOf(lorry) > WALK_KMH) wrong.fast += 1
  return [{ name: 'vehicleControlReply', body: { answerSequence: sequence, location: locationOf(lorry) } }]
}

async function command(lorry: Lorry): Promise<void> {
  const id = newId()
  const expiresSeconds = dice.whole(2, 60) / 10
  const expiresAt = await ground.db.system((tx) =>
    insertCommand(tx, {
      ...{
        id,
        deviceId: lorry.deviceId,
        message: '0x8500',
        body: { flag: 1, controls: [{ type: '0x0001', door: 0 }] },
        expiresSeconds,
      },
      guard: { atMostKmh: AT_MOST_KMH, near: { lng: LNG, lat: LAT, metres: 100 }, placeAgeSeconds: 30 },
    }),
  )
  lorry.waiting.set(id, { expiresAt: expiresAt.getTime(), done: 0 })
}

/** A line between terminals and the gateway that stalls for seconds, drops what it held when it is reset, and breaks now and then. */
async function openStallingLine(dice: Dice, door: number) {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = dial(door, HOST)
    let held: Buffer[] | null = null
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        held = null
        other.destroy()
      })
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      if (held) return void held.push(chunk)
      if (dice.next() < 0.02) {
        stalls += 1
        held = [chunk]
        setTimeout(
          () => {
            for (const one of held ?? []) near.write(one)
            held = null
          },
          dice.whole(100, 8_000),
        )
      } else if (dice.next() < 0.005) {
        breaks += 1
        near.destroy()
      } else near.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  return {
    port: (server.address() as { port: number }).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

import { ConfigError } from '#apps/server/config.ts'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { Batcher } from '#kernel/telemetry/batcher.ts'
import { Flood } from '#kernel/telemetry/flood.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import { CommandDesk } from './commands.ts'
import type { DoorName, GatewayConfig } from './config.ts'
import { DeviceBook } from './device-book.ts'
import { Counts, type Door, type Gate } from './gate.ts'
import { openHj212Door } from './hj212/door.ts'
import { openHttpDoor } from './http/door.ts'
import { openJt808Door } from './jt808/door.ts'
import { openJt808UdpDoor } from './jt808/udp-door.ts'
import { openMqttDoor } from './mqtt/door.ts'
import { OpenSessions } from './open-sessions.ts'
import { pause } from './pause.ts'

const OPENERS: Record<DoorName, (gate: Gate, port: number) => Promise<Door>> = {
  http: openHttpDoor,
  jt808: openJt808Door,
  jt808Udp: openJt808UdpDoor,
  hj212: openHj212Door,
  mqtt: (gate, port) => openMqttDoor(gate, port, false),
  mqtts: (gate, port) => openMqttDoor(gate, port, true),
}

export interface RunningGateway {
  readonly gate: Gate
  /** Each open door with the port it stands on. */
  readonly ports: Partial<Record<DoorName, number>>
  /**
   * Lets nobody in any more, writes what was handed over, and ends.
   * @returns whether all of it is durable; what is not was never acknowledged, and comes again
   */
  stop(): Promise<boolean>
}

/** Connections to the database: one for each lane that writes, the rest for who may speak. */
const CONNECTIONS = 5
/** How long a stop waits for a database that is away. */
const PATIENCE_MS = 20_000

/** Opens the doors that are configured, on the database of the platform, which must have its shape already. */
export async function openGateway(config: GatewayConfig, say: (line: string) => void): Promise<RunningGateway> {
  const embedded: EmbeddedServer | null = config.databaseUrl ? null : await startEmbedded(config.dataDir, say)
  const url = config.databaseUrl ?? (embedded as EmbeddedServer).url
  const db = new Database(url, { connections: CONNECTIONS, role: 'angrid_gateway' })
  const doors = new Map<DoorName, Door>()
  const closeAll = async () => {
    await Promise.all([...doors.values()].map((door) => door.close()))
  }
  try {
    await checkShape(db)
    const writer = new Batcher((messages) => takeIn(db, messages), { bytes: config.heldBytes })
    const gate = {
      config,
      writer,
      book: new DeviceBook(db),
      open: new OpenSessions(db),
      flood: new Flood(config.flood),
      counts: new Counts(),
    }
    for (const [name, port] of Object.entries(config.doors) as [DoorName, number][])
      doors.set(name, await opened(name, OPENERS[name](gate, port)))
    const commands = new CommandDesk({ db, open: gate.open, counts: gate.counts })
    commands.start()
    const unwatch = watch(gate, say)
    const uncheck = checkSessions(gate)
    return {
      gate,
      ports: Object.fromEntries([...doors].map(([name, door]) => [name, door.port])),
      stop: async () => {
        // First the doors, so that nothing new is promised; then what was handed over becomes durable.
        await commands.close()
        const written = closeAll().then(() => writer.drain())
        const isWritten = await Promise.race([written.then(() => true), pause(PATIENCE_MS).then(() => false)])
        unwatch()
        uncheck()
        if (!isWritten) return false
        await db.close()
        await embedded?.stop()
        return true
      },
    }
  } catch (error) {
    await closeAll()
    await db.close()
    await embedded?.stop()
    throw error
  }
}

/** The platform brings the database to shape; the gateway has no right to. */
async function checkShape(db: Database): Promise<void> {
  try {
    await db.system((_tx, client) => client.query('select from device, position_last limit 0'))
  } catch (error) {
    const { code } = error as { code?: string }
    // No such table, no such role, not a member of it.
    if (code === '42P01' || code === '22023' || code === '42501' || code === '42704')
      throw new ConfigError('DATABASE_URL：数据库还没有网关需要的结构，请先启动平台，或运行 angrid migrate。')
    throw error
  }
}

async function opened(name: DoorName, opening: Promise<Door>): Promise<Door> {
  try {
    return await opening
  } catch (error) {
    const { code } = error as { code?: string }
    const variable = `GATEWAY_${name === 'jt808Udp' ? 'JT808_UDP' : name.toUpperCase()}`
    if (code === 'EADDRINUSE') throw new ConfigError(`${variable}：端口已被占用，请换一个。`)
    if (code === 'EACCES') throw new ConfigError(`${variable}：没有权限监听这个端口，请用 1024 以上的端口。`)
    throw error
  }
}

/** How long a session may go on after its secret was taken away. */
const CHECK_MS = 15_000

/** Ends sessions whose secret was taken away or whose device was stopped. */
function checkSessions({ open, counts }: Gate): () => void {
  const check = () =>
    open.check().then(
      (ended) => counts.add('ended', ended),
      // While the database is away nothing is acknowledged anyway.
      () => {},
    )
  const timer = setInterval(check, CHECK_MS).unref()
  return () => clearInterval(timer)
}

const WATCH_MS = 1000

/** Says once when the database went away and once when it came back. */
function watch({ writer }: Gate, say: (line: string) => void): () => void {
  let wasAway = false
  const timer = setInterval(() => {
    const isAway = writer.awaySince !== null
    if (isAway && !wasAway) say(`数据库暂时不能写入（${writer.trouble}），收到的内容先不应答，恢复后继续。`)
    if (!isAway && wasAway) say('数据库已恢复，继续写入。')
    wasAway = isAway
  }, WATCH_MS).unref()
  return () => clearInterval(timer)
}

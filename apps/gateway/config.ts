import path from 'node:path'
import { z } from 'zod'
import { ConfigError } from '#apps/server/config.ts'

const port = z.coerce.number('应为端口号').int().min(0).max(65_535)
const whole = (least: number, most: number) => z.coerce.number('应为整数').int().min(least).max(most)

/** Doors of the gateway, with the port each has when nobody names one. */
export const DOORS = { http: 8090, jt808: 8808, jt808Udp: 8808, hj212: 9212, mqtt: 1883, mqtts: 8883 } as const
export type DoorName = keyof typeof DOORS

const Settings = z.object({
  GATEWAY_HOST: z.string().min(1).default('127.0.0.1'),
  GATEWAY_HTTP: port.optional(),
  GATEWAY_JT808: port.optional(),
  GATEWAY_JT808_UDP: port.optional(),
  GATEWAY_HJ212: port.optional(),
  GATEWAY_MQTT: port.optional(),
  GATEWAY_MQTTS: port.optional(),
  GATEWAY_TLS_CERT: z.string().optional(),
  GATEWAY_TLS_KEY: z.string().optional(),
  GATEWAY_CONNECTIONS: whole(1, 200_000).default(20_000),
  GATEWAY_IDLE_SECONDS: whole(5, 86_400).default(300),
  GATEWAY_DEVICE_RATE: whole(1, 1_000_000).default(2_000),
  GATEWAY_DEVICE_BURST: whole(1, 10_000_000).default(100_000),
  GATEWAY_HELD_MB: whole(1, 4_096).default(64),
  GATEWAY_MODBUS_CRC: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no'),
  DATA_DIR: z.string().min(1).default('./var'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '应以 postgres:// 开头')
    .optional(),
})

/** Settings of one gateway, read from the environment once at start. */
export interface GatewayConfig {
  host: string
  /** The doors that are open, each with its port; 0 for any free one. */
  doors: Partial<Record<DoorName, number>>
  /** Paths of certificate and key for MQTT over TLS; null without. */
  tls: { cert: string; key: string } | null
  /** Connections of all doors together. */
  connections: number
  /** A connection that has been silent so long is closed. */
  idleMs: number
  /** Readings and places one device may send: a second in the long run, and at once. */
  flood: { perSecond: number; burst: number }
  /** Bytes of messages that are held while they are not durable yet. */
  heldBytes: number
  /** Whether loggers that send the CRC of Modbus are listened to. */
  modbusCrc: boolean
  dataDir: string
  databaseUrl: string | null
}

/**
 * Reads and checks the environment. When no door is named, those without TLS are opened on their usual ports.
 * @throws ConfigError that names every wrong setting
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = Settings.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`).join('\n'))
  const given = parsed.data
  const named = {
    http: given.GATEWAY_HTTP,
    jt808: given.GATEWAY_JT808,
    jt808Udp: given.GATEWAY_JT808_UDP,
    hj212: given.GATEWAY_HJ212,
    mqtt: given.GATEWAY_MQTT,
    mqtts: given.GATEWAY_MQTTS,
  }
  const [cert, key] = [given.GATEWAY_TLS_CERT, given.GATEWAY_TLS_KEY]
  if ((named.mqtts !== undefined || cert || key) && !(cert && key))
    throw new ConfigError('GATEWAY_MQTTS：加密的 MQTT 需要同时设置 GATEWAY_TLS_CERT 和 GATEWAY_TLS_KEY 两个文件。')
  const { mqtts: _, ...usual } = DOORS
  const isNamed = Object.values(named).some((one) => one !== undefined)
  return {
    host: given.GATEWAY_HOST,
    doors: isNamed ? Object.fromEntries(Object.entries(named).filter(([, one]) => one !== undefined)) : usual,
    tls: cert && key ? { cert: path.resolve(cert), key: path.resolve(key) } : null,
    connections: given.GATEWAY_CONNECTIONS,
    idleMs: given.GATEWAY_IDLE_SECONDS * 1000,
    flood: { perSecond: given.GATEWAY_DEVICE_RATE, burst: given.GATEWAY_DEVICE_BURST },
    heldBytes: given.GATEWAY_HELD_MB << 20,
    modbusCrc: given.GATEWAY_MODBUS_CRC === 'yes',
    dataDir: path.resolve(given.DATA_DIR),
    databaseUrl: given.DATABASE_URL ?? null,
  }
}

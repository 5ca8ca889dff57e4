import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import type { Message } from '#kernel/telemetry/model/message.ts'
import { decodePayload, PAYLOAD_LIMIT } from '#protocols/sensor/decode.ts'
import { type Kind, readSparkplugTopic, readTopic } from '#protocols/sensor/topic.ts'
import type { Door, Gate } from '../gate.ts'
import { pause } from '../pause.ts'
import { messageOf, unreadable } from '../sensor-message.ts'
import { Guarded } from './guarded.ts'
import { SparkplugNodes } from './sparkplug.ts'

/** What a device publishes under its own name; `cmd` is what it is told. */
const UPWARD: readonly Kind[] = ['data', 'backfill', 'event', 'state', 'meta', 'cmd/ack']
const UNPROVED_MS = 30_000
/** MQTT return codes. */
const [UNAVAILABLE, WRONG_PASSWORD] = [3, 4]

/**
 * MQTT 3.1.1, our own contract and Sparkplug B: a PUBACK follows the commit, because publishing is allowed only then. The identity of a client is
 * its device; what it published under any other name closes its connection.
 */
export async function openMqttDoor(gate: Gate, port: number, isEncrypted: boolean): Promise<Door> {
  const nodes = new SparkplugNodes()
  const broker: Aedes = await Aedes.createBroker({
    connectTimeout: UNPROVED_MS,
    heartbeatInterval: 60_000,
    queueLimit: 42,
    authenticate: (client, username, password, done) => {
      prove(gate, client, username, password?.toString() ?? '').then(
        (isProved) => done(isProved ? null : refusal(WRONG_PASSWORD, gate), isProved),
        () => done(refusal(UNAVAILABLE, gate), false),
      )
    },
    authorizePublish: (client, packet, done) => {
      // Nobody reads what is retained: the platform has it in its tables, and memory is for what is not durable yet.
      packet.retain = false
      if (!client) return done(null)
      take(gate, nodes, broker, client, packet).then(
        () => done(null),
        (error: Error) => done(error),
      )
    },
    authorizeSubscribe: (client, subscription, done) =>
      done(null, maySubscribe(client.id, subscription.topic) ? subscription : null),
  })
  broker.on('clientError', () => gate.counts.add('mqtt.client-error'))
  broker.on('connectionError', () => gate.counts.add('mqtt.connection-error'))
  broker.on('keepaliveTimeout', () => gate.counts.add('mqtt.silent'))
  const open = new Set<Socket>()
  const server = await serverFor(gate, isEncrypted, (socket) => {
    gate.counts.add('mqtt.connections')
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    broker.handle(new Guarded(socket, () => gate.counts.add('mqtt.too-long')))
  })
  server.maxConnections = gate.config.connections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, gate.config.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // What was handed over is written and acknowledged before the connections go.
      await gate.writer.drain()
      await new Promise<void>((resolve) => broker.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

async function serverFor(gate: Gate, isEncrypted: boolean, onSocket: (socket: Socket) => void): Promise<Server> {
  const { tls } = gate.config
  if (!isEncrypted || !tls) return createServer({ noDelay: true, keepAlive: true }, onSocket)
  const [cert, key] = await Promise.all([readFile(tls.cert), readFile(tls.key)])
  return createTlsServer({ cert, key, minVersion: 'TLSv1.2' }, onSocket)
}

function refusal(returnCode: number, gate: Gate): AuthenticateError {
  gate.counts.add(returnCode === UNAVAILABLE ? 'mqtt.unanswered' : 'mqtt.not-proved')
  return Object.assign(new Error('not proved'), { returnCode })
}

/** The user name is the code of the device, or its tenant with the code as client id. From then on the client is known by its code. */
async function prove(gate: Gate, client: Client, username: string | undefined, secret: string): Promise<boolean> {
  const code = username?.includes('/') ? username : client.id
  if (username !== code && !code.startsWith(`${username}/`)) return false
  const isProved = await gate.book.proves(code, secret, ['mqtt', 'http'])
  // A second connection of the same device takes over, whatever it calls itself.
  if (!isProved) return false
  Object.assign(client, { id: code })
  client.conn.once('close', gate.open.enter({ code, secret, end: () => client.close() }))
  return true
}

function maySubscribe(code: string, topic: string): boolean {
  if (topic === `ws/v1/${code}/cmd`) return true
  const [group, node, ...more] = code.split('/')
  if (!node || more.length > 0) return false
  return topic === `spBv1.0/${group}/NCMD/${node}` || topic.startsWith(`spBv1.0/${group}/DCMD/${node}/`)
}

interface Published {
  readonly topic: string
  readonly payload: string | Buffer
}

/** Hands a published message over; returns when it is durable. @throws when the client may not publish this */
async function take(
  gate: Gate,
  nodes: SparkplugNodes,
  broker: Aedes,
  client: Client,
  packet: Published,
): Promise<void> {
  const payload = Buffer.from(packet.payload)
  const message =
    messageUnder(client.id, packet.topic, payload) ??
    takeSparkplug(gate, nodes, broker, client.id, packet.topic, payload)
  if (!message) {
    gate.counts.add('mqtt.foreign-topic')
    throw new Error('not its topic')
  }
  const wait = gate.flood.take(client.id, Math.max(1, message.readings.length), Date.now())
  if (wait > 0) {
    gate.counts.add('mqtt.flooded')
    await pause(wait)
  }
  const outcome = await gate.writer.take(message)
  if (outcome.kept === 'refused') gate.counts.add(`mqtt.refused-${outcome.reason}`)
}

/** A message of our contract; null when the topic is not one the device may publish to. */
function messageUnder(code: string, topic: string, payload: Buffer): Message | null {
  const read = readTopic(topic)
  if (!read || `${read.tenant}/${read.site}/${read.device}` !== code || !UPWARD.includes(read.kind)) return null
  const raw = payload.toString()
  if (payload.length > PAYLOAD_LIMIT) return unreadable(code, raw.slice(0, 4_000))
  const decoded = decodePayload(raw, read.kind)
  return decoded.ok ? messageOf(code, decoded, raw) : unreadable(code, raw)
}

/** A message of Sparkplug B; a node whose births are not known is told to publish them again. */
function takeSparkplug(
  gate: Gate,
  nodes: SparkplugNodes,
  broker: Aedes,
  code: string,
  topic: string,
  payload: Buffer,
): Message | null {
  const read = readSparkplugTopic(topic)
  if (!read || `${read.group}/${read.node}` !== code || read.kind === 'NCMD' || read.kind === 'DCMD') return null
  const { message, rebirth } = nodes.add(code, read, payload, Date.now())
  if (rebirth) {
    gate.counts.add('mqtt.rebirths')
    const command = { cmd: 'publish', topic: `spBv1.0/${read.group}/NCMD/${read.node}`, payload: rebirth } as const
    broker.publish({ ...command, qos: 0, retain: false, dup: false }, () => {})
  }
  return message
}

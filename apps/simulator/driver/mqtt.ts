import { connect } from 'mqtt'
import type { z } from 'zod'
import { PAYLOADS } from '#protocols/sensor/contract.ts'
import type { Measured } from './http.ts'
import { type Device, Outbox, type Party } from './outbox.ts'

export type Command = z.infer<(typeof PAYLOADS)['cmd']>
export interface CommandResult {
  ok: boolean
  error?: string
  result?: Record<string, unknown>
}

export interface MqttOptions {
  restMs?: number
  /** The list of its points, told on each connection. */
  meta?: object
  /** What the device does when it is told to; without it nothing is done. */
  obey?: (command: Command) => CommandResult
}

const REST_MS = 1_000
/** Results that are remembered: a command that comes again gets the one it got before. */
const REMEMBERED = 100

/** Publishes with QoS 1 under its own topic, and again on the next connection what was not acknowledged when its line broke. */
export function mqttDevice({ host, port, code, secret }: Party, options: MqttOptions = {}): Device<Measured> {
  const { restMs = REST_MS, meta, obey } = options
  const outbox = new Outbox<Measured>()
  const topic = `ws/v1/${code}`
  const client = connect({
    ...{ host, port, clientId: code, username: code, password: secret, protocolVersion: 4, clean: false },
    ...{
      reconnectPeriod: restMs,
      connectTimeout: 5_000,
      keepalive: 60,
      resubscribe: false,
      reconnectOnConnackError: true,
    },
    will: {
      topic: `${topic}/state`,
      payload: JSON.stringify({ v: 1, online: false, reason: 'will' }),
      qos: 1,
      retain: true,
    },
  })
  client.on('error', () => {})
  const send = () => {
    // Without a connection the client would give each message back at once, and be handed it again for ever.
    for (let next = client.connected && outbox.take(Date.now()); next; next = outbox.take(Date.now()))
      publish(next.no, next.message)
  }
  const publish = (no: number, message: Measured) =>
    client.publish(`${topic}/data`, JSON.stringify({ v: 1, seq: no, ...message }), { qos: 1 }, (error) => {
      if (error) return outbox.giveBack(no)
      outbox.acknowledge(no)
      send()
    })
  const tell = (kind: string, body: object) => client.publish(`${topic}/${kind}`, JSON.stringify(body), { qos: 1 })
  client.on('connect', () => {
    tell('state', { v: 1, online: true, ts: Date.now() })
    if (meta) tell('meta', meta)
    if (obey) client.subscribe(`${topic}/cmd`, { qos: 1 }, () => {})
    send()
  })
  const done = new Map<string, CommandResult>()
  client.on('message', (_topic, payload) => {
    const command = readCommand(payload.toString())
    if (!command || !obey || command.expires < Date.now()) return
    const result = done.get(command.id) ?? obey(command)
    done.set(command.id, result)
    if (done.size > REMEMBERED) done.delete(done.keys().next().value as string)
    tell('cmd/ack', { v: 1, id: command.id, ...result, ts: Date.now() })
  })
  return {
    get ledger() {
      return outbox.ledger
    },
    say: (message) => {
      outbox.add(message)
      send()
    },
    stop: () => void client.end(true),
  }
}

/** A command as the contract has it; null for anything else. */
function readCommand(text: string): Command | null {
  try {
    return PAYLOADS.cmd.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

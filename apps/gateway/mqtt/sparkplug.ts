import type { Message, Notice } from '#kernel/telemetry/model/message.ts'
import { rebirthCommand, SparkplugNode } from '#protocols/sensor/sparkplug-node.ts'
import { readPayload } from '#protocols/sensor/sparkplug-payload.ts'
import type { SparkplugTopic } from '#protocols/sensor/topic.ts'
import { readingOf, unreadable } from '../sensor-message.ts'

/** Nodes remembered; the one that was silent longest is asked for its births again when it comes back. */
const MOST_NODES = 10_000

/** What is known of the nodes that speak Sparkplug B, between their births and deaths. */
export class SparkplugNodes {
  readonly #nodes = new Map<string, SparkplugNode>()

  /** Takes one message of a node. @returns it as it is stored, and the command to be sent when the births are missing */
  add(code: string, topic: SparkplugTopic, payload: Buffer, now: number): { message: Message; rebirth: Buffer | null } {
    const read = readPayload(payload)
    if (!read) return { message: unreadable(code, `${topic.kind} ${payload.toString('hex')}`), rebirth: null }
    const found = this.#node(code).add(topic, read.payload)
    const told = read.payload.timestamp === undefined ? null : new Date(Number(read.payload.timestamp))
    // A death is written when the node is born: what it says of the time is of that day.
    const at = topic.kind === 'NDEATH' ? null : told
    const notices: Notice[] = found.changes.map(({ device, online }) => ({
      kind: 'state',
      at,
      body: { online, device, by: topic.kind },
    }))
    const readings = found.readings.map(({ device, ...reading }) => {
      const one = readingOf(reading)
      return device === null ? one : { ...one, series: `${device}/${one.series}` }
    })
    return {
      message: { device: code, sequence: null, wrapsAfter: null, at, readings, notices, raw: payload.toString('hex') },
      rebirth: found.rebirth ? Buffer.from(rebirthCommand(now)) : null,
    }
  }

  #node(code: string): SparkplugNode {
    const node = this.#nodes.get(code) ?? new SparkplugNode()
    this.#nodes.delete(code)
    this.#nodes.set(code, node)
    if (this.#nodes.size > MOST_NODES) this.#nodes.delete(this.#nodes.keys().next().value as string)
    return node
  }
}

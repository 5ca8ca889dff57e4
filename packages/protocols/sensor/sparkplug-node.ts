import { instantOf } from './decode.ts'
import type { Reading } from './reading.ts'
import { metricValue, typeName } from './sparkplug-metric.ts'
import { type RawMetric, type RawPayload, writePayload } from './sparkplug-payload.ts'
import type { SparkplugTopic } from './topic.ts'

/** Why the node must be told to publish its births again. */
export type RebirthReason = 'no-birth' | 'device-not-born' | 'unknown-alias' | 'sequence-gap'

export interface NodeFinding {
  readonly readings: readonly (Reading & { readonly device: string | null })[]
  readonly rebirth: RebirthReason | null
  /** Devices that went on or off with this message; null is the node itself, and everything below it goes off with it. */
  readonly changes: readonly { readonly device: string | null; readonly online: boolean }[]
  readonly flags: readonly string[]
}

interface Named {
  readonly name: string
  readonly datatype: number | undefined
}

const MOST = { aliases: 20_000, devices: 1_000 }
const BD_SEQ = 'bdSeq'

/** What is known of one node (gateway) between its birth and its death. Messages come in with their topic, in order of arrival. */
export class SparkplugNode {
  #born = false
  #bdSeq: bigint | null = null
  #seq = 0
  #aliases = new Map<bigint, Named>()
  #types = new Map<string, number | undefined>()
  #devices = new Set<string>()

  get online(): boolean {
    return this.#born
  }

  get devices(): readonly string[] {
    return [...this.#devices]
  }

  /** Takes one message. */
  add({ kind, device }: SparkplugTopic, payload: RawPayload): NodeFinding {
    switch (kind) {
      case 'NBIRTH':
        return this.#nodeBirth(payload)
      case 'NDEATH':
        return this.#nodeDeath(payload)
      case 'DBIRTH':
        return this.#deviceBirth(device as string, payload)
      case 'DDEATH':
        return this.#deviceDeath(device as string, payload)
      case 'NDATA':
      case 'DDATA':
        return this.#data(device, payload)
      default:
        // Commands come from the platform, not from the node.
        return finding({ flags: ['command'] })
    }
  }

  #nodeBirth(payload: RawPayload): NodeFinding {
    this.#forget()
    this.#born = true
    this.#bdSeq = bdSeqOf(payload)
    this.#seq = Number(payload.seq ?? 0n)
    const flags = [
      ...(payload.seq === 0n ? [] : ['birth-sequence-not-0']),
      ...(this.#bdSeq === null ? ['missing:bdSeq'] : []),
      ...this.#learn(null, payload),
    ]
    const readings = this.#readings(null, payload).readings
    return finding({ readings, changes: [{ device: null, online: true }], flags })
  }

  #nodeDeath(payload: RawPayload): NodeFinding {
    const bdSeq = bdSeqOf(payload)
    // The will of an earlier session may arrive after the birth of a later one.
    if (this.#born && bdSeq !== this.#bdSeq) return finding({ flags: ['stale-death'] })
    const changes = [null, ...this.#devices].map((device) => ({ device, online: false }))
    this.#forget()
    return finding({ changes })
  }

  #deviceBirth(device: string, payload: RawPayload): NodeFinding {
    const wrong = this.#follow(payload)
    if (wrong) return finding({ rebirth: wrong })
    if (this.#devices.size >= MOST.devices && !this.#devices.has(device))
      return finding({ flags: ['too-many-devices'] })
    this.#devices.add(device)
    const flags = this.#learn(device, payload)
    return finding({
      readings: this.#readings(device, payload).readings,
      changes: [{ device, online: true }],
      flags,
    })
  }

  #deviceDeath(device: string, payload: RawPayload): NodeFinding {
    const wrong = this.#follow(payload)
    this.#devices.delete(device)
    return finding({ rebirth: wrong, changes: [{ device, online: false }] })
  }

  #data(device: string | null, payload: RawPayload): NodeFinding {
    const wrong = this.#follow(payload)
    if (wrong === 'no-birth') return finding({ rebirth: wrong })
    if (device !== null && !this.#devices.has(device)) return finding({ rebirth: 'device-not-born' })
    const { readings, unknown } = this.#readings(device, payload)
    return finding({ readings, rebirth: unknown ? 'unknown-alias' : wrong })
  }

  /** Holds the number of a message against the one before: 0 to 255, then 0 again. */
  #follow({ seq }: RawPayload): RebirthReason | null {
    if (!this.#born) return 'no-birth'
    const expected = (this.#seq + 1) & 0xff
    this.#seq = seq === undefined ? expected : Number(seq)
    return this.#seq === expected ? null : 'sequence-gap'
  }

  #learn(device: string | null, { metrics }: RawPayload): string[] {
    for (const { name, alias, datatype } of metrics) {
      if (name === undefined) return ['birth-without-name']
      if (this.#types.size >= MOST.aliases) return ['too-many-metrics']
      this.#types.set(`${device ?? ''}/${name}`, datatype)
      if (alias !== undefined) this.#aliases.set(alias, { name, datatype })
    }
    return []
  }

  #readings(device: string | null, { metrics, timestamp }: RawPayload) {
    let unknown = false
    const readings = metrics.flatMap((metric) => {
      const known = this.#name(device, metric)
      if (!known) unknown = true
      if (!known || isControl(known.name)) return []
      return [{ device, ...readingOf(known, metric, timestamp) }]
    })
    return { readings, unknown }
  }

  #name(device: string | null, { name, alias, datatype }: RawMetric): Named | undefined {
    if (name !== undefined) return { name, datatype: datatype ?? this.#types.get(`${device ?? ''}/${name}`) }
    return alias === undefined ? undefined : this.#aliases.get(alias)
  }

  #forget(): void {
    this.#born = false
    this.#bdSeq = null
    this.#aliases = new Map()
    this.#types = new Map()
    this.#devices = new Set()
  }
}

const isControl = (name: string): boolean =>
  name === BD_SEQ || name.startsWith('Node Control/') || name.startsWith('Device Control/')

function bdSeqOf({ metrics }: RawPayload): bigint | null {
  const metric = metrics.find(({ name }) => name === BD_SEQ)
  const value = metric?.longValue ?? metric?.intValue
  return value === undefined ? null : BigInt(value)
}

/** One metric as a reading; what has no value we can hold is null with bad quality. */
export function readingOf({ name, datatype }: Named, metric: RawMetric, sentAt: bigint | undefined): Reading {
  const value = metricValue(metric, datatype)
  const at = instantOf(Number(metric.timestamp ?? sentAt ?? 0n)) ?? '1970-01-01T00:00:00.000Z'
  return {
    point: name,
    value: value ?? null,
    quality: value === null || value === undefined ? 'bad' : 'good',
    at,
    historical: metric.isHistorical ?? false,
    ...(value === undefined ? { code: `unread-type:${typeName(datatype) ?? datatype ?? '?'}` } : {}),
  }
}

const finding = (found: Partial<NodeFinding>): NodeFinding => ({
  readings: [],
  rebirth: null,
  changes: [],
  flags: [],
  ...found,
})

/** The payload of the NCMD that makes a node publish its births again, sent at `now` (milliseconds). */
export function rebirthCommand(now: number): Uint8Array {
  const metric = { name: 'Node Control/Rebirth', timestamp: BigInt(now), datatype: 11, booleanValue: true }
  return writePayload({ timestamp: BigInt(now), metrics: [metric] })
}

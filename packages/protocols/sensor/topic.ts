/** What is sent under a device of our own contract. */
export const KINDS = ['data', 'event', 'state', 'meta', 'cmd', 'cmd/ack', 'backfill'] as const
export type Kind = (typeof KINDS)[number]

/** Who sent a message, by its topic: that alone is the identity. */
export interface Topic {
  readonly tenant: string
  readonly site: string
  readonly device: string
  readonly kind: Kind
}

const TOPIC = /^ws\/v1\/([\w-]{1,64})\/([\w-]{1,64})\/([\w-]{1,64})\/(data|event|state|meta|cmd|cmd\/ack|backfill)$/

/** A topic of our contract (§2 of the reference); null when it is another one. */
export function readTopic(topic: string): Topic | null {
  const [, tenant, site, device, kind] = TOPIC.exec(topic) ?? []
  return tenant && site && device && kind ? { tenant, site, device, kind: kind as Kind } : null
}

export const SPARKPLUG_KINDS = ['NBIRTH', 'NDATA', 'NDEATH', 'NCMD', 'DBIRTH', 'DDATA', 'DDEATH', 'DCMD'] as const
export type SparkplugKind = (typeof SPARKPLUG_KINDS)[number]

export interface SparkplugTopic {
  readonly group: string
  readonly kind: SparkplugKind
  readonly node: string
  /** Only for messages of a device, whose kinds begin with D. */
  readonly device: string | null
}

/** A topic of Sparkplug B; null when it is another one. */
export function readSparkplugTopic(topic: string): SparkplugTopic | null {
  const [space, group, kind, node, device, ...more] = topic.split('/')
  const known = SPARKPLUG_KINDS.find((name) => name === kind)
  if (space !== 'spBv1.0' || !group || !node || !known || more.length > 0 || topic.length > 512) return null
  return known.startsWith('D') === Boolean(device) ? { group, kind: known, node, device: device ?? null } : null
}

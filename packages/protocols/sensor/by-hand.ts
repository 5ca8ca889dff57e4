import { type Decoded, decodePayload, guessKind, instantOf, type Refusal } from './decode.ts'
import { metricValue, typeName } from './sparkplug-metric.ts'
import { type NodeFinding, SparkplugNode } from './sparkplug-node.ts'
import { type RawPayload, readPayload } from './sparkplug-payload.ts'
import { readSparkplugTopic, readTopic, type Topic } from './topic.ts'

interface SparkplugAnswer extends Partial<NodeFinding> {
  readonly ok: true
  readonly kind: string
  readonly timestamp: string | null
  readonly seq: number | null
  readonly metrics: readonly object[]
  readonly flags: readonly string[]
}

export type Answer = (Decoded & Partial<Topic>) | SparkplugAnswer | Refusal

const MOST_NODES = 1_000

/**
 * A reader of lines: a JSON payload of our contract, or a Sparkplug payload in hexadecimal, each with its topic and a space before it or
 * without. With topics it knows which node was born, and names what data messages call by alias only.
 */
export function makeLineDecoder(): (line: string) => readonly Answer[] {
  const nodes = new Map<string, SparkplugNode>()
  return (line) => {
    const [, topic = '', payload = ''] = /^\s*(?:((?:ws|spBv1\.0)\/\S*)\s+)?([\s\S]*)$/.exec(line) ?? []
    if (payload.trim() === '') return [refuse('empty', '没有内容')]
    if (topic === '' && isHex(payload)) return [readSparkplug(payload, null, nodes)]
    if (topic === '') return [decodePayload(payload, guessKind(payload))]
    const own = readTopic(topic)
    if (own) return [withTopic(decodePayload(payload, own.kind), own)]
    return [readSparkplug(payload, topic, nodes)]
  }
}

const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail })
const digitsOf = (text: string) => text.replace(/0x|\s/gi, '')
const isHex = (text: string) => /^(?:[0-9a-f]{2})+$/i.test(digitsOf(text))
const withTopic = (answer: Decoded | Refusal, topic: Topic): Answer => (answer.ok ? { ...answer, ...topic } : answer)

function readSparkplug(text: string, topic: string | null, nodes: Map<string, SparkplugNode>): Answer {
  const named = topic === null ? null : readSparkplugTopic(topic)
  if (topic !== null && !named) return refuse('unknown-topic', `不认识的主题「${topic.slice(0, 200)}」`)
  if (!isHex(text)) return refuse('not-sparkplug', 'Sparkplug 的内容应写作十六进制')
  const read = readPayload(Buffer.from(digitsOf(text), 'hex'))
  if (!read) return refuse('not-sparkplug', '不是 Sparkplug B 的内容')
  const answer = inWords(read.payload, named?.kind ?? 'sparkplug', read.skipped)
  if (!named) return answer
  const found = nodeOf(`${named.group}/${named.node}`, nodes).add(named, read.payload)
  return { ...answer, ...found, flags: [...answer.flags, ...found.flags] }
}

function nodeOf(key: string, nodes: Map<string, SparkplugNode>): SparkplugNode {
  const node = nodes.get(key) ?? new SparkplugNode()
  nodes.set(key, node)
  const oldest = nodes.keys().next().value
  if (nodes.size > MOST_NODES && oldest !== undefined) nodes.delete(oldest)
  return node
}

function inWords({ timestamp, seq, metrics }: RawPayload, kind: string, skipped: number): SparkplugAnswer {
  return {
    ok: true,
    kind,
    timestamp: timestamp === undefined ? null : instantOf(Number(timestamp)),
    seq: seq === undefined ? null : Number(seq),
    metrics: metrics.map((metric) => ({
      name: metric.name ?? null,
      alias: metric.alias === undefined ? null : String(metric.alias),
      datatype: typeName(metric.datatype),
      at: metric.timestamp === undefined ? null : instantOf(Number(metric.timestamp)),
      value: metricValue(metric) ?? null,
      isNull: metric.isNull ?? false,
      historical: metric.isHistorical ?? false,
    })),
    flags: skipped > 0 ? [`unread-fields:${skipped}`] : [],
  }
}

import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

type Scalar = 'uint32' | 'uint64' | 'bool' | 'string' | 'bytes' | 'float' | 'double'
/** A message: number of each field → its name and what it holds; a schema stands for a repeated message. */
type Schema = Readonly<Record<number, readonly [name: string, holds: Scalar | Schema]>>

/** org.eclipse.tahu.protobuf.Payload, as far as we use it; other fields are skipped and counted. */
const METRIC: Schema = {
  1: ['name', 'string'],
  2: ['alias', 'uint64'],
  3: ['timestamp', 'uint64'],
  4: ['datatype', 'uint32'],
  5: ['isHistorical', 'bool'],
  6: ['isTransient', 'bool'],
  7: ['isNull', 'bool'],
  10: ['intValue', 'uint32'],
  11: ['longValue', 'uint64'],
  12: ['floatValue', 'float'],
  13: ['doubleValue', 'double'],
  14: ['booleanValue', 'bool'],
  15: ['stringValue', 'string'],
  16: ['bytesValue', 'bytes'],
}
const PAYLOAD: Schema = {
  1: ['timestamp', 'uint64'],
  2: ['metrics', METRIC],
  3: ['seq', 'uint64'],
  4: ['uuid', 'string'],
  5: ['body', 'bytes'],
}

export interface RawMetric {
  readonly name?: string
  readonly alias?: bigint
  readonly timestamp?: bigint
  readonly datatype?: number
  readonly isHistorical?: boolean
  readonly isTransient?: boolean
  readonly isNull?: boolean
  readonly intValue?: number
  readonly longValue?: bigint
  readonly floatValue?: number
  readonly doubleValue?: number
  readonly booleanValue?: boolean
  readonly stringValue?: string
  readonly bytesValue?: Uint8Array
}

export interface RawPayload {
  readonly timestamp?: bigint
  readonly metrics: readonly RawMetric[]
  readonly seq?: bigint
  readonly uuid?: string
  readonly body?: Uint8Array
}

const METRIC_LIMIT = 5_000

/** A payload as it is on the wire, with how many fields were skipped; null when the bytes are no such message. */
export function readPayload(bytes: Uint8Array): { payload: RawPayload; skipped: number } | null {
  const counts = { skipped: 0, messages: 0 }
  try {
    const payload = readMessage(new BinaryReader(bytes), bytes.length, PAYLOAD, counts)
    return { payload: { metrics: [], ...payload } as RawPayload, skipped: counts.skipped }
  } catch {
    // The library throws on anything that is no protobuf; to us that is an answer like another.
    return null
  }
}

function readMessage(reader: BinaryReader, end: number, schema: Schema, counts: { skipped: number; messages: number }) {
  const message: Record<string, unknown> = {}
  while (reader.pos < end) {
    const [field, wire] = reader.tag()
    const known = schema[field]
    if (!known || wire !== wireOf(known[1])) {
      reader.skip(wire, field)
      counts.skipped++
      continue
    }
    const [name, holds] = known
    if (typeof holds === 'string') message[name] = holds === 'uint64' ? BigInt(reader.uint64()) : reader[holds]()
    else {
      if (++counts.messages > METRIC_LIMIT) throw new RangeError('too many metrics')
      const length = reader.uint32()
      const inner = readMessage(reader, reader.pos + length, holds, counts)
      const rows = (message[name] as unknown[] | undefined) ?? []
      rows.push(inner)
      message[name] = rows
    }
  }
  if (reader.pos !== end) throw new RangeError('message runs past its end')
  return message
}

const WIRES: Readonly<Record<Scalar, WireType>> = {
  uint32: WireType.Varint,
  uint64: WireType.Varint,
  bool: WireType.Varint,
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  float: WireType.Bit32,
  double: WireType.Bit64,
}
const wireOf = (holds: Scalar | Schema): WireType =>
  typeof holds === 'string' ? WIRES[holds] : WireType.LengthDelimited

/** Bytes of a payload. */
export function writePayload(payload: RawPayload): Uint8Array {
  const writer = new BinaryWriter()
  writeMessage(writer, payload as unknown as Record<string, unknown>, PAYLOAD)
  return writer.finish()
}

function writeMessage(writer: BinaryWriter, message: Readonly<Record<string, unknown>>, schema: Schema): void {
  for (const [field, [name, holds]] of Object.entries(schema)) {
    const value = message[name]
    if (value === undefined) continue
    for (const one of typeof holds === 'string' ? [value] : (value as unknown[])) {
      writer.tag(Number(field), wireOf(holds))
      if (typeof holds !== 'string') {
        writer.fork()
        writeMessage(writer, one as Record<string, unknown>, holds)
        writer.join()
      } else (writer[holds] as (value: unknown) => void).call(writer, one)
    }
  }
}

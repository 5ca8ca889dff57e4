import { crc32, inflateSync } from 'node:zlib'

const SIGNATURE = '89504e470d0a1a0a'
/** Channels by the colour type of a PNG (ISO/IEC 15948 §11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const HEAD = 13
const ADAM7 = 1

/** Width and height of a PNG that can be drawn to its last line; null for anything else, also one that was torn or made up behind its head. */
export function readPng(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.subarray(0, 8).toString('hex') !== SIGNATURE) return null
  const chunks = chunksOf(bytes)
  const head = chunks?.[0]
  if (!chunks || head?.kind !== 'IHDR' || head.data.length !== HEAD || chunks.at(-1)?.kind !== 'IEND') return null
  const [width, height, depth, colour] = [
    head.data.readUInt32BE(0),
    head.data.readUInt32BE(4),
    head.data.readUInt8(8),
    head.data.readUInt8(9),
  ]
  const channels = CHANNELS[colour]
  if (!channels || width === 0 || height === 0) return null
  const needed = height * (1 + Math.ceil((width * channels * depth) / 8))
  const packed = Buffer.concat(chunks.filter(({ kind }) => kind === 'IDAT').map(({ data }) => data))
  const length = unpackedLength(packed, needed)
  // An interlaced picture has some bytes more, for the lines of its passes.
  const whole = head.data.readUInt8(12) === ADAM7 ? length >= needed : length === needed
  return whole ? { width, height } : null
}

interface Chunk {
  kind: string
  data: Buffer
}

/** The chunks of a PNG, each with its checksum right; null where one is torn. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return null
    chunks.push({ kind: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) })
    at = end + 4
  }
  return chunks
}

/** Bytes packed data comes to; 0 when it cannot be unpacked or comes to far more than a picture of its size has. */
function unpackedLength(packed: Buffer, needed: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: needed + 65_536 }).length
  } catch {
    return 0
  }
}

const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** A signature field is not larger than this on a side. */
const MOST_PIXELS = 4000
/** Length, name and checksum around the data of a chunk, in bytes. */
const AROUND = 12

/** Why a picture of a signature cannot be kept, as a sentence; null for a whole PNG. */
export function pictureFault(base64: string): string | null {
  const bytes = decoded(base64)
  if (bytes === null || bytes.length === 0) return '没有签名，请在签名处签字'
  if (!bytes.startsWith(SIGNATURE) || bytes.slice(12, 16) !== 'IHDR') return '签名图片不是 PNG，请在签名处重新签'
  const chunks = chunksOf(bytes)
  if (chunks === null || !isZlib(chunks.find(({ name }) => name === 'IDAT')?.data ?? ''))
    return '签名图片不完整，请在签名处重新签'
  return numberAt(bytes, 16) > MOST_PIXELS || numberAt(bytes, 20) > MOST_PIXELS
    ? '签名图片太大，请在签名处重新签'
    : null
}

interface Chunk {
  name: string
  data: string
}

/** The chunks of a PNG up to its end (PNG Specification §5.3); null where a length or a checksum does not fit. */
function chunksOf(bytes: string): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + AROUND <= bytes.length; ) {
    const next = at + AROUND + numberAt(bytes, at)
    if (next > bytes.length || crcOf(bytes.slice(at + 4, next - 4)) !== numberAt(bytes, next - 4)) return null
    const name = bytes.slice(at + 4, at + 8)
    chunks.push({ name, data: bytes.slice(at + 8, next - 4) })
    if (name === 'IEND') return next === bytes.length ? chunks : null
    at = next
  }
  return null
}

/** Whether data begins as a deflate stream does (RFC 1950 §2.2). */
const isZlib = (data: string): boolean =>
  data.length > 2 && (data.charCodeAt(0) & 15) === 8 && (data.charCodeAt(0) * 256 + data.charCodeAt(1)) % 31 === 0

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest >>> 0
})

/** CRC-32 as PNG counts it (PNG Specification, annex D). */
function crcOf(bytes: string): number {
  let rest = 0xffffffff
  for (let at = 0; at < bytes.length; at++)
    rest = (CRC_TABLE[(rest ^ bytes.charCodeAt(at)) & 255] as number) ^ (rest >>> 8)
  return (rest ^ 0xffffffff) >>> 0
}

function decoded(base64: string): string | null {
  try {
    return atob(base64)
  } catch {
    return null
  }
}

/** Four bytes as a number, the highest first. */
const numberAt = (bytes: string, at: number): number =>
  [0, 1, 2, 3].reduce((sum, offset) => sum * 256 + bytes.charCodeAt(at + offset), 0)

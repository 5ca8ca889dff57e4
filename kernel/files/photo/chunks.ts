import { Tiff } from './tiff.ts'

interface Chunk {
  type: string
  from: number
  /** Where its data lies. */
  data: number
  size: number
  to: number
}

const PNG_HEAD = 8
// What draws the picture or says its colours (PNG third edition §11, with animation); texts, times and EXIF do neither.
const PNG_PICTURE = new Set(
  'tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
)

/** The EXIF block of a PNG, if it has one. */
export function exifInPng(bytes: Buffer): Tiff | null {
  return tiffIn(
    bytes,
    pngChunks(bytes).find(({ type }) => type === 'eXIf'),
  )
}

/** A PNG with nothing but its picture. */
export function barePng(bytes: Buffer): Buffer {
  const chunks = pngChunks(bytes)
  // A capital first letter: the picture cannot be drawn without it.
  const kept = chunks.filter(({ type }) => /^[A-Z]/.test(type) || PNG_PICTURE.has(type))
  if (kept.length === chunks.length && (kept.at(-1)?.to ?? PNG_HEAD) === bytes.length) return bytes
  return Buffer.concat([bytes.subarray(0, PNG_HEAD), ...kept.map(({ from, to }) => bytes.subarray(from, to))])
}

function pngChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = PNG_HEAD; at + 12 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const to = at + 12 + size
    if (to > bytes.length) break
    chunks.push({ type, from: at, data: at + 8, size, to })
    if (type === 'IEND') break
    at = to
  }
  return chunks
}

const RIFF_HEAD = 12
const WEBP_PICTURE = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const SAYS_EXIF_OR_XMP = 0x0c

/** The EXIF block of a WebP (RFC 9649 §2.7), if it has one. */
export function exifInWebp(bytes: Buffer): Tiff | null {
  return tiffIn(
    bytes,
    webpChunks(bytes).find(({ type }) => type === 'EXIF'),
  )
}

/** A WebP with nothing but its picture. */
export function bareWebp(bytes: Buffer): Buffer {
  const chunks = webpChunks(bytes)
  const kept = chunks.filter(({ type }) => WEBP_PICTURE.has(type))
  if (kept.length === chunks.length && (kept.at(-1)?.to ?? RIFF_HEAD) === bytes.length) return bytes
  const parts = kept.map(({ type, from, to, data }) => {
    const part = Buffer.from(bytes.subarray(from, to))
    if (type === 'VP8X') part[data - from] = (part[data - from] as number) & ~SAYS_EXIF_OR_XMP
    return part
  })
  const bare = Buffer.concat([bytes.subarray(0, RIFF_HEAD), ...parts])
  bare.writeUInt32LE(bare.length - 8, 4)
  return bare
}

function webpChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = RIFF_HEAD; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    const to = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) break
    chunks.push({
      type: bytes.toString('latin1', at, at + 4),
      from: at,
      data: at + 8,
      size,
      to: Math.min(to, bytes.length),
    })
    at = to
  }
  return chunks
}

/** Some writers put the words of the JPEG segment before the block. */
function tiffIn(bytes: Buffer, chunk: Chunk | undefined): Tiff | null {
  if (!chunk) return null
  const data = bytes.subarray(chunk.data, chunk.data + chunk.size)
  const at = data.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? 6 : 0
  return Tiff.isAt(data, at) ? new Tiff(data.subarray(at)) : null
}

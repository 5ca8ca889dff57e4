import { Tiff } from './tiff.ts'

interface Segment {
  marker: number
  /** From the marker on to the end of what belongs to it. */
  from: number
  to: number
}

const SCAN = 0xda
const END = 0xd9
const EXIF = 'Exif\0\0'

/** The EXIF block of a JPEG (ISO/IEC 10918-1, Exif 2.32 §4.7.2), if it has one. */
export function exifInJpeg(bytes: Buffer): Tiff | null {
  const found = segmentsOf(bytes).find((segment) => segment.marker === 0xe1 && says(bytes, segment, EXIF))
  if (!found) return null
  const block = bytes.subarray(found.from + 4 + EXIF.length, found.to)
  return Tiff.isAt(block) ? new Tiff(block) : null
}

/**
 * A JPEG with nothing but its picture: without EXIF, XMP, IPTC, comments, the maker's segments and what was hung behind
 * the end (films, previews with an EXIF of their own). How it is to be turned and its colours stay.
 */
export function bareJpeg(bytes: Buffer): Buffer {
  const segments = segmentsOf(bytes)
  const kept = segments.filter((segment) => isPicture(bytes, segment))
  const end = kept.at(-1)?.to ?? 2
  if (kept.length === segments.length && end === bytes.length) return bytes
  const orientation = exifInJpeg(bytes)?.read().orientation ?? 1
  return Buffer.concat([
    bytes.subarray(0, 2),
    ...(orientation === 1 ? [] : [turned(orientation)]),
    ...kept.map(({ from, to }) => bytes.subarray(from, to)),
  ])
}

/** The segments in order; a scan holds its picture data. Ends where the bytes stop being a JPEG. */
function segmentsOf(bytes: Buffer): Segment[] {
  const segments: Segment[] = []
  let at = 2
  while (at + 2 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number
    if (marker === 0xff) at++
    else {
      const to = endOf(bytes, at, marker)
      if (to === null) break
      segments.push({ marker, from: at, to })
      at = to
      if (marker === END) break
    }
  }
  return segments
}

function endOf(bytes: Buffer, at: number, marker: number): number | null {
  if (marker === END || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) return at + 2
  if (at + 4 > bytes.length) return null
  const to = at + 2 + bytes.readUInt16BE(at + 2)
  if (to > bytes.length) return null
  return marker === SCAN ? endOfScan(bytes, to) : to
}

/** Picture data goes on over stuffed zeros and restart marks to the next marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] as number
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

const says = (bytes: Buffer, { from, to }: Segment, words: string): boolean =>
  bytes.subarray(from + 4, Math.min(to, from + 4 + words.length)).toString('latin1') === words

function isPicture(bytes: Buffer, segment: Segment): boolean {
  const { marker } = segment
  if (marker === 0xe0) return says(bytes, segment, 'JFIF\0')
  if (marker === 0xe2) return says(bytes, segment, 'ICC_PROFILE\0')
  if (marker === 0xee) return says(bytes, segment, 'Adobe')
  return !(marker >= 0xe1 && marker <= 0xef) && marker !== 0xfe
}

/** An EXIF segment that says how the picture is turned and nothing else. */
function turned(orientation: number): Buffer {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const tiff = Buffer.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0])
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

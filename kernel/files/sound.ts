/** What a track of a container is: to be heard, or anything else. */
type Track = 'sound' | 'other'

/**
 * Whether a WebM or MP4 has a track to be heard and none to be seen. Every element is read by its place and size to the end of the
 * file; what cannot be read is not taken for sound.
 */
export function isSoundAlone(bytes: Buffer): boolean {
  if (bytes.length < 8) return false
  const tracks: Track[] = []
  const end = bytes.length
  const isWhole =
    bytes.readUInt32BE(0) === EBML ? readElements(bytes, 0, end, tracks) : readBoxes(bytes, 0, end, tracks)
  return isWhole && tracks.length > 0 && tracks.every((track) => track === 'sound')
}

/** Boxes with the boxes of tracks inside. ISO/IEC 14496-12 §8. */
const BOXES = new Set(['moov', 'trak', 'mdia', 'minf'])
/** Boxes that tell of pictures: a header of video, and items beside the tracks. */
const PICTURES = new Set(['vmhd', 'meta'])

/**
 * Reads the tracks of an MP4; `moov` may stand anywhere.
 * @param inside the box around, none at the top
 * @returns false when a box does not fit into the one around
 */
function readBoxes(bytes: Buffer, from: number, end: number, tracks: Track[], inside = ''): boolean {
  let at = from
  while (at < end) {
    const box = boxAt(bytes, at, end)
    if (!box) return false
    const { name, body, next } = box
    if (name === 'hdlr' && inside === 'mdia')
      tracks.push(bytes.toString('latin1', body + 8, Math.min(body + 12, next)) === 'soun' ? 'sound' : 'other')
    // Inside a film and its tracks `meta` holds titles and covers.
    if (PICTURES.has(name) && (name !== 'meta' || inside === '')) tracks.push('other')
    if (BOXES.has(name)) {
      const before = tracks.length
      if (!readBoxes(bytes, body, next, tracks, name)) return false
      if (name === 'trak' && tracks.length === before) return false
    }
    at = next
  }
  return true
}

/** The box at a place: 32 bits of size, or 64 after the name, or none for up to the end. Null for what does not fit. */
function boxAt(bytes: Buffer, at: number, end: number): { name: string; body: number; next: number } | null {
  if (at + 8 > end) return null
  const short = bytes.readUInt32BE(at)
  const name = bytes.toString('latin1', at + 4, at + 8)
  if (short === 1 && at + 16 > end) return null
  const body = at + (short === 1 ? 16 : 8)
  const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
  const next = size === 0 ? end : at + size
  return next >= body && next <= end ? { name, body, next } : null
}

/** Elements of WebM. RFC 9559 §5. */
const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const TRACKS = 0x1654ae6b
const TRACK = 0xae
const TRACK_TYPE = 0x83
const CODEC = 0x86
const VIDEO = 0xe0
/** Elements that end a cluster of unknown size: four bytes of id, all of them beside or around it. */
const isOutside = (id: number): boolean => id > 0xff_ffff
const AUDIO_TRACK = 2

/** Reads the tracks of a WebM. A recorder does not know the size of what it writes: such a segment goes on to the end of the file. */
function readElements(bytes: Buffer, from: number, end: number, tracks: Track[]): boolean {
  let at = from
  while (at < end) {
    const one = elementAt(bytes, at)
    if (!one) return false
    const { id, body, size } = one
    // A segment may say that it is longer than the file; what stands in it may not.
    const next = size === null ? end : body + size
    if (id === SEGMENT && next >= bytes.length) return readElements(bytes, body, end, tracks)
    if (id === CLUSTER) {
      const after = skipCluster(bytes, body, size === null ? null : next, end)
      if (after === null) return false
      at = after
      continue
    }
    if (size === null || next > end) return false
    if (id === TRACK) tracks.push(trackOf(bytes, body, next))
    else if ((id === SEGMENT || id === TRACKS) && !readElements(bytes, body, next, tracks)) return false
    at = next
  }
  return true
}

/** Where a cluster ends. @param known its end where it is known @returns null for what does not fit, or holds what no cluster holds */
function skipCluster(bytes: Buffer, from: number, known: number | null, end: number): number | null {
  const until = known ?? end
  let at = from
  while (at < until) {
    const one = elementAt(bytes, at)
    if (!one || one.size === null) return one && isOutside(one.id) && known === null ? at : null
    if (isOutside(one.id)) return known === null ? at : null
    at = one.body + one.size
  }
  return at === until && until <= end ? at : null
}

/** What a track is: of the kind that is heard, in a code of sound, without a word of pictures. */
function trackOf(bytes: Buffer, from: number, end: number): Track {
  let [heard, coded] = [false, false]
  let at = from
  while (at < end) {
    const one = elementAt(bytes, at)
    if (!one || one.size === null || one.body + one.size > end) return 'other'
    const { id, body, size } = one
    if (id === VIDEO) return 'other'
    if (id === TRACK_TYPE) heard = size === 1 && bytes[body] === AUDIO_TRACK
    if (id === CODEC) coded = bytes.toString('latin1', body, body + 2) === 'A_'
    at = body + size
  }
  return heard && coded ? 'sound' : 'other'
}

/** The element at a place: an id and a size, each of as many bytes as its first one says (RFC 8794 §4); null size is unknown. */
function elementAt(bytes: Buffer, at: number): { id: number; body: number; size: number | null } | null {
  const idLength = lengthAt(bytes, at)
  const sizeLength = lengthAt(bytes, at + idLength)
  const body = at + idLength + sizeLength
  if (idLength < 1 || idLength > 4 || sizeLength < 1 || body > bytes.length) return null
  const id = bytes.readUIntBE(at, idLength)
  const raw = [...bytes.subarray(at + idLength, body)]
  const first = (raw[0] as number) & (0xff >> sizeLength)
  const isUnknown = first === 0xff >> sizeLength && raw.slice(1).every((byte) => byte === 0xff)
  return { id, body, size: isUnknown ? null : raw.slice(1).reduce((sum, byte) => sum * 256 + byte, first) }
}

/** Bytes of a number of variable length; 0 for none. */
const lengthAt = (bytes: Buffer, at: number): number => {
  const first = bytes[at]
  return first ? Math.clz32(first) - 23 : 0
}

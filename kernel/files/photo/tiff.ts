/** What a photograph says of itself. Anybody can write it: it is compared with the server's clock and place, never believed. */
export interface PhotoClaims {
  /** ISO 8601; the offset is China's where the camera named none. */
  takenAt: string | null
  position: { lng: number; lat: number } | null
  /** Maker and model. */
  device: string | null
}

/** What is read of an EXIF block. */
export interface Exif {
  claims: PhotoClaims
  /** 1 to 8: how the picture is turned before it is shown. */
  orientation: number
}

interface Entry {
  tag: number
  type: number
  count: number
  /** Where the value lies. */
  at: number
  size: number
}

const SIZES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
}
const TAG = {
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  exif: 0x8769,
  gps: 0x8825,
  takenAt: 0x9003,
  offset: 0x9011,
  interop: 0xa005,
  latRef: 1,
  lat: 2,
  lngRef: 3,
  lng: 4,
}
const MOST_ENTRIES = 500

/** A TIFF block as EXIF uses it (TIFF 6.0, Exif 2.32 §4.6); nothing in it is trusted to lie inside the block. */
export class Tiff {
  readonly #bytes: Buffer
  readonly #isLittle: boolean

  /** @param bytes from the byte order mark on; may run past the block */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#isLittle = bytes[0] === 0x49
  }

  /** Whether bytes start like such a block. */
  static isAt(bytes: Buffer, at = 0): boolean {
    const mark = bytes.subarray(at, at + 4).toString('latin1')
    return mark === 'II*\0' || mark === 'MM\0*'
  }

  read(): Exif {
    const top = this.#entries(this.#uint32(4))
    const exif = this.#below(top, TAG.exif)
    const gps = this.#below(top, TAG.gps)
    const device = [this.#text(top, TAG.make), this.#text(top, TAG.model)].filter((part) => part !== '').join(' ')
    const turned = this.#short(top, TAG.orientation)
    return {
      claims: {
        takenAt: timeOf(this.#text(exif, TAG.takenAt), this.#text(exif, TAG.offset)),
        position: this.#position(gps),
        device: device === '' ? null : device.slice(0, 100),
      },
      orientation: turned >= 1 && turned <= 8 ? turned : 1,
    }
  }

  /** Fills the block with zeros where it says something: its directories and all they point to. */
  blank(): void {
    const seen = new Set<number>()
    const open = [this.#uint32(4)]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === 0 || seen.has(at)) continue
      seen.add(at)
      const entries = this.#entries(at)
      if (entries.length === 0) continue
      const end = at + 2 + entries.length * 12
      open.push(this.#uint32(end))
      for (const entry of entries)
        if (entry.tag === TAG.exif || entry.tag === TAG.gps || entry.tag === TAG.interop)
          open.push(this.#uint32(entry.at))
      for (const entry of entries) if (entry.size > 4) this.#bytes.fill(0, entry.at, entry.at + entry.size)
      this.#bytes.fill(0, at, end)
    }
  }

  #below(entries: Entry[], tag: number): Entry[] {
    const entry = entries.find((one) => one.tag === tag)
    return entry ? this.#entries(this.#uint32(entry.at)) : []
  }

  #entries(at: number): Entry[] {
    const count = this.#uint16(at)
    if (count > MOST_ENTRIES || at + 2 + count * 12 > this.#bytes.length) return []
    return Array.from({ length: count }, (_, index) => this.#entry(at + 2 + index * 12)).filter(
      (entry) => entry.at + entry.size <= this.#bytes.length,
    )
  }

  #entry(at: number): Entry {
    const [tag, type, count] = [this.#uint16(at), this.#uint16(at + 2), this.#uint32(at + 4)]
    const size = count * (SIZES[type] ?? 1)
    return { tag, type, count, size, at: size <= 4 ? at + 8 : this.#uint32(at + 8) }
  }

  #text(entries: Entry[], tag: number): string {
    const entry = entries.find((one) => one.tag === tag)
    if (entry?.type !== 2) return ''
    const text = this.#bytes.toString('utf8', entry.at, entry.at + Math.min(entry.size, 200))
    return (text.split('\0')[0] as string).replace(/\p{Cc}/gu, '').trim()
  }

  #short(entries: Entry[], tag: number): number {
    const entry = entries.find((one) => one.tag === tag)
    return entry?.type === 3 ? this.#uint16(entry.at) : 0
  }

  #position(gps: Entry[]): PhotoClaims['position'] {
    const lat = this.#degrees(gps, TAG.lat, this.#text(gps, TAG.latRef) === 'S')
    const lng = this.#degrees(gps, TAG.lng, this.#text(gps, TAG.lngRef) === 'W')
    if (lat === null || lng === null || Math.abs(lat) > 90 || Math.abs(lng) > 180) return null
    return { lng, lat }
  }

  /** Degrees, minutes and seconds as three fractions. */
  #degrees(entries: Entry[], tag: number, isNegative: boolean): number | null {
    const entry = entries.find((one) => one.tag === tag)
    if (entry?.type !== 5 || entry.count !== 3) return null
    const [degrees, minutes, seconds] = [0, 8, 16].map((offset) => {
      const under = this.#uint32(entry.at + offset + 4)
      return under === 0 ? 0 : this.#uint32(entry.at + offset) / under
    }) as [number, number, number]
    const value = Math.round((degrees + minutes / 60 + seconds / 3600) * 1e7) / 1e7
    return isNegative ? -value : value
  }

  #uint16(at: number): number {
    if (at + 2 > this.#bytes.length) return 0
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at)
  }

  #uint32(at: number): number {
    if (at + 4 > this.#bytes.length) return 0
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at)
  }
}

/** 2026:02:16 08:30:00 as cameras write it, in their own clock. */
function timeOf(written: string, offset: string): string | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(written)
  if (!parts) return null
  const zone = /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00'
  const taken = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`
  return Number.isNaN(Date.parse(taken)) ? null : taken
}

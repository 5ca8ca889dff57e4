/** What a table itself says of a key that came from outside, nothing inherited. */
export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** How one kind of element content is read from text and written to it. `read` answers a fault as a sentence, or the value. */
export interface Kind<T = unknown> {
  read(text: string): { value: T; odd?: string } | { fault: string }
  /** @throws RangeError when the value is of another shape */
  write(value: T): string
}

const refuse = (fault: string) => ({ fault })
const asText = (value: unknown): string => {
  if (typeof value !== 'string') throw new RangeError('应为文字')
  return value
}

export const text: Kind = { read: (value) => ({ value }), write: asText }

/** No spaces, commas, < or &: identifiers travel inside lists. */
export const token: Kind = {
  read: (value) => (/^[^\s,<&]+$/.test(value) ? { value } : refuse('不能为空，也不能有空格、逗号、< 或 &')),
  write: asText,
}

export const oneOf = (values: readonly string[], also: Readonly<Record<string, string>> = {}): Kind => ({
  read: (value) => {
    const known = own(also, value)
    if (known !== undefined) return { value: known, odd: 'old-value' }
    return values.includes(value) ? { value } : refuse(`「${value}」不在 ${values.join('、')} 之中`)
  },
  write: asText,
})

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** A date-time with offset. Z and fractions are read, never written. */
export const time: Kind = {
  read: (value) => {
    const found = TIME.exec(value)
    if (!found || utcOf(value) === null) return refuse(`「${value}」应写作 2026-11-23T08:00:00+08:00 的样子`)
    const isPlain = !value.includes('.') && found[2] !== 'Z'
    return { value: `${found[1]}${found[2] === 'Z' ? '-00:00' : found[2]}`, ...(isPlain ? {} : { odd: 'time-form' }) }
  },
  write: asText,
}

/** An instant of a CAP date-time as ISO text in UTC; null when it is none. */
export function utcOf(value: string): string | null {
  const [, local, zone] = TIME.exec(value) ?? []
  if (!local || !zone) return null
  const at = new Date(`${local}Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== local) return null
  const [hours, minutes] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (hours > 14 || minutes > 59) return null
  const offset = (hours * 60 + minutes) * (zone.startsWith('-') ? -1 : 1)
  return new Date(at.getTime() - offset * 60_000).toISOString().replace('.000Z', 'Z')
}

const decimal = (least: number): Kind => ({
  read: (value) =>
    /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) && Number(value) >= least
      ? { value: Number(value) }
      : refuse(`「${value}」应为数字`),
  write: (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < least) throw new RangeError('应为数字')
    return plainDecimal(value)
  },
})
export const number = decimal(Number.NEGATIVE_INFINITY)

export const whole: Kind = {
  read: (value) => (/^\d{1,15}$/.test(value) ? { value: Number(value) } : refuse(`「${value}」应为整数`)),
  write: (value) => {
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw new RangeError('应为整数')
    return String(value)
  },
}

export const uri: Kind = {
  read: (value) => (/^[a-z][a-z0-9+.-]*:\S+$/i.test(value) ? { value } : refuse(`「${value}」应为绝对地址`)),
  write: asText,
}

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

function readPosition(pair: string): Position | null {
  const [latitude, longitude, ...more] = pair.split(',').map((part) => number.read(part))
  if (!latitude || !longitude || more.length > 0 || 'fault' in latitude || 'fault' in longitude) return null
  const position = { latitude: latitude.value as number, longitude: longitude.value as number }
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : null
}

const plainDecimal = (value: number): string =>
  String(value).includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : String(value)

function writePosition(value: unknown): string {
  const { latitude, longitude } = (value ?? {}) as Partial<Position>
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new RangeError('应有 latitude 与 longitude')
  return `${plainDecimal(latitude as number)},${plainDecimal(longitude as number)}`
}

/** Latitude first, at least four pairs, the last is the first. */
export const polygon: Kind = {
  read: (value) => {
    const pairs = value.split(/\s+/).filter((pair) => pair !== '')
    const positions = pairs.map(readPosition)
    const bad = positions.indexOf(null)
    if (bad !== -1) return refuse(`「${pairs[bad]}」不是 纬度,经度`)
    if (positions.length < 4) return refuse(`多边形至少 4 点，实际 ${positions.length} 点`)
    const [first, last] = [positions[0] as Position, positions.at(-1) as Position]
    if (first.latitude !== last.latitude || first.longitude !== last.longitude) return refuse('多边形首尾两点不同')
    return { value: positions }
  },
  write: (value) => {
    if (!Array.isArray(value)) throw new RangeError('应为点的数组')
    return value.map(writePosition).join(' ')
  },
}

/** Centre and radius in kilometres. */
export const circle: Kind = {
  read: (value) => {
    const [centre = '', radius = '', ...more] = value.split(/\s+/)
    const position = readPosition(centre)
    const read = decimal(0).read(radius)
    if (!position || 'fault' in read || more.length > 0) return refuse(`「${value}」应写作 纬度,经度 半径`)
    return { value: { ...position, radiusKm: read.value } }
  },
  write: (value) => {
    const { radiusKm } = (value ?? {}) as { radiusKm?: unknown }
    return `${writePosition(value)} ${decimal(0).write(radiusKm)}`
  },
}

/** Triples sender,identifier,sent. */
export const references: Kind = {
  read: (value) => {
    const triples = value.split(/\s+/).filter((triple) => triple !== '')
    if (triples.length === 0) return refuse('references 不能为空')
    const read = triples.map((triple) => triple.split(','))
    const bad = read.findIndex(
      (parts) => parts.length !== 3 || parts.some((part) => part === '') || !utcOf(parts[2] as string),
    )
    if (bad !== -1) return refuse(`「${triples[bad]}」应写作 sender,identifier,sent`)
    return { value: read.map(([sender, identifier, sent]) => ({ sender, identifier, sent })) }
  },
  write: (value) => {
    if (!Array.isArray(value) || value.length === 0) throw new RangeError('应为非空数组')
    return value.map((row) => ['sender', 'identifier', 'sent'].map((key) => asText(row?.[key])).join(',')).join(' ')
  },
}

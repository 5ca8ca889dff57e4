import fc from 'fast-check'
import type { Edition } from './edition.ts'
import type { BitRow, EntryTable, Fields, Part, Shape, Size } from './layout.ts'
import { showHex } from './scalars.ts'
import { encodeText } from './text.ts'

/** Any body these parts can hold, made from the same layout that reads and writes it. */
export function bodyOf(parts: readonly Part[], edition: Edition, before: Fields = {}): fc.Arbitrary<Fields> {
  return parts.reduce<fc.Arbitrary<Fields>>(
    (bodies, { shape }) => bodies.chain((body) => more(shape, edition, body).map((added) => ({ ...body, ...added }))),
    fc.constant(before),
  )
}

function more(shape: Shape, edition: Edition, body: Fields): fc.Arbitrary<Fields> {
  switch (shape.kind) {
    case 'number': {
      const { name, divisor, min, max, none } = shape
      const raw = fc.integer({ min: Math.round(min * divisor), max: Math.round(max * divisor) })
      return raw.map((value) => ({ [name]: value === none ? null : value / divisor }))
    }
    case 'code':
      return fc.constantFrom(...Object.keys(shape.names)).map((key) => ({ [shape.name]: Number(key) }))
    case 'bits':
      return named(shape.name, anyBits(shape.rows, edition))
    case 'packed':
      return fc
        .tuple(...shape.slices.map(([, , width]) => fc.nat(2 ** width - 1)))
        .map((values) => Object.fromEntries(shape.slices.map(([name], at) => [name, values[at]])))
    case 'hexNumber':
      return named(
        shape.name,
        fc.nat(2 ** (shape.size * 8) - 1).map((value) => showHex(value, shape.size)),
      )
    case 'digits':
      return named(shape.name, text('0123456789', shape.size * 2, shape.size * 2))
    case 'moment':
      return named(shape.name, moment(shape.form))
    case 'text':
      return named(shape.name, words(shape.size))
    case 'hex': {
      const most = typeof shape.size === 'number' ? shape.size : 60
      const least = typeof shape.size === 'number' ? shape.size : 0
      return named(
        shape.name,
        text('0123456789abcdef', least * 2, most * 2).map((hex) => hex.slice(0, hex.length & ~1)),
      )
    }
    case 'separated': {
      const names = shape.words[Number(body[shape.by])]
      if (!names) return fc.constant({})
      return named(shape.name, fc.record(Object.fromEntries(names.map((name) => [name, words(20)]))))
    }
    case 'count':
      return fc.constant({})
    case 'list': {
      const row = bodyOf(shape.parts, edition).map((fields) => (shape.plain ? fields.value : fields))
      return named(shape.name, fc.array(row, { maxLength: takesRest(shape.parts) ? 1 : 4 }))
    }
    case 'entries':
      return named(shape.name, fc.array(anyEntry(shape.table, edition), { maxLength: 4 }))
    case 'nested':
      return named(shape.name, bodyOf(shape.parts, edition))
    case 'when':
      return shape.holds(body, edition) ? bodyOf(shape.parts, edition, body) : fc.constant({})
    case 'optional':
      return fc.boolean().chain((there) => (there ? bodyOf(shape.parts, edition, body) : fc.constant({})))
    case 'sized':
      return bodyOf(shape.parts, edition, body)
    case 'signed':
      return bodyOf(shape.parts, edition).map((inner) => {
        if ((Number(inner[shape.by]) >>> shape.south) & 1) negate(inner, 'latitude')
        if ((Number(inner[shape.by]) >>> shape.west) & 1) negate(inner, 'longitude')
        return inner
      })
  }
}

const named = <T>(name: string, values: fc.Arbitrary<T>): fc.Arbitrary<Fields> =>
  values.map((value) => ({ [name]: value }))

function anyBits(rows: readonly BitRow[], edition: Edition): fc.Arbitrary<number> {
  const valid = rows.filter(({ since, until }) => edition >= since && edition <= until)
  return fc
    .tuple(...valid.map(({ names }) => fc.constantFrom(0, ...Object.keys(names).map(Number))))
    .map((parts) => parts.reduce((sum, part, at) => (sum | (part << (valid[at] as BitRow).bit)) >>> 0, 0))
}

const text = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((chars) => chars.join(''))

/** Text of GBK that fits, without padding around it. */
function words(size: Size): fc.Arbitrary<string> {
  const most = typeof size === 'number' ? size : 40
  return text('鲁测安网危险品A1Z9-._/@ é〇', 0, most).map((chars) => {
    let fitting = chars.trim()
    while ((encodeText(fitting)?.length ?? 0) > most) fitting = fitting.slice(0, -1).trim()
    return fitting
  })
}

function moment(form: string): fc.Arbitrary<string> {
  const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  const shown = at.map((date) => date.toISOString())
  if (form === 'date') return shown.map((iso) => iso.slice(0, 10))
  if (form === 'timeOfDay') return shown.map((iso) => iso.slice(11, 23))
  if (form === 'utc') return shown.map((iso) => `${iso.slice(0, 19)}Z`)
  if (form === 'instant') return shown.map((iso) => `${iso.slice(0, 19)}+08:00`)
  return fc
    .tuple(shown, fc.boolean())
    .map(
      ([iso, daily]) =>
        `${daily || iso.startsWith('2000') ? `0000-00-00${iso.slice(10, 19)}` : iso.slice(0, 19)}+08:00`,
    )
}

function anyEntry(table: EntryTable, edition: Edition): fc.Arbitrary<Fields> {
  return fc
    .constantFrom(...table.ids)
    .chain((id) =>
      bodyOf(table.find(id)?.parts ?? [], edition).map((fields) => ({ id: showHex(id, table.idSize), ...fields })),
    )
}

const takesRest = (parts: readonly Part[]): boolean =>
  parts.some(({ shape }) => ('size' in shape && shape.size === 'rest') || ('parts' in shape && takesRest(shape.parts)))

function negate(fields: Fields, axis: string): void {
  for (const [key, value] of Object.entries(fields)) {
    if (key === axis) fields[key] = -(value as number) || 0
    else
      for (const inner of Array.isArray(value) ? value : [value])
        if (typeof inner === 'object' && inner) negate(inner, axis)
  }
}

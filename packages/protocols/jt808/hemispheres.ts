import { EncodeError } from './bytes.ts'
import { type Fields, type Part, readParts, writeParts } from './layout.ts'
import { u32 } from './scalars.ts'

/** Latitude and longitude in degrees as they are on the wire: always positive, a bit elsewhere says which half of the earth. */
export const position: readonly Part[] = [
  u32('latitude', { divisor: 1e6, max: 90 }),
  u32('longitude', { divisor: 1e6, max: 180 }),
]

/**
 * Parts whose positions get their signs from two bits of the field `by`. When writing, a negative number sets its bit; one sign
 * holds for all positions under it, and a mixture is refused.
 */
export function signed(by: string, south: number, west: number, parts: readonly Part[]): Part {
  const axes = [
    ['latitude', south],
    ['longitude', west],
  ] as const
  return {
    shape: { kind: 'signed', by, south, west, parts },
    read(reader, into) {
      readParts(parts, reader, into)
      for (const [axis, at] of axes) if ((Number(into[by]) >>> at) & 1) turn(into, axis)
    },
    write(writer, from) {
      const positive = structuredClone(from)
      for (const [axis, at] of axes) {
        const values = valuesOf(from, axis)
        if (!values.some((value) => value < 0)) continue
        if (values.some((value) => value > 0)) throw new EncodeError(`${axis} 不能有正有负`)
        turn(positive, axis)
        const names = positive[`${by}Names`]
        if (Array.isArray(names) && positive[by] === undefined) names.push(`bit${at}`)
        else positive[by] = (Number(positive[by] ?? 0) | (1 << at)) >>> 0
      }
      writeParts(parts, writer, positive)
    },
  }
}

/** Changes the sign of every value of an axis, also in rows and nested positions. */
function turn(fields: Fields, axis: string): void {
  for (const [key, value] of Object.entries(fields)) {
    if (key === axis && typeof value === 'number') fields[key] = -value || 0
    else if (Array.isArray(value)) for (const row of value) if (isFields(row)) turn(row, axis)
    if (isFields(value)) turn(value, axis)
  }
}

function valuesOf(fields: Fields, axis: string): number[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    if (key === axis && typeof value === 'number') return [value]
    if (Array.isArray(value)) return value.filter(isFields).flatMap((row) => valuesOf(row, axis))
    return isFields(value) ? valuesOf(value, axis) : []
  })
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

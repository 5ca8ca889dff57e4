import type { RawMetric } from './sparkplug-payload.ts'

type Value = number | boolean | string | null

const TYPES: Readonly<Record<number, string>> = {
  1: 'Int8',
  2: 'Int16',
  3: 'Int32',
  4: 'Int64',
  5: 'UInt8',
  6: 'UInt16',
  7: 'UInt32',
  8: 'UInt64',
  9: 'Float',
  10: 'Double',
  11: 'Boolean',
  12: 'String',
  13: 'DateTime',
  14: 'Text',
  15: 'UUID',
  16: 'DataSet',
  17: 'Bytes',
  18: 'File',
  19: 'Template',
}

export const typeName = (datatype: number | undefined): string | null => TYPES[datatype ?? 0] ?? null

/** Signed types travel as unsigned ones of the same bits. */
const SIGNED_BITS: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 }

/**
 * The value of a metric by its type, which data messages may leave to the birth. null when there is none; undefined when it is a kind we do
 * not read (data sets, templates).
 */
export function metricValue(metric: RawMetric, datatype = metric.datatype): Value | undefined {
  if (metric.isNull) return null
  const whole = metric.intValue ?? metric.longValue
  if (whole !== undefined) return wholeOf(BigInt(whole), datatype)
  const real = metric.floatValue ?? metric.doubleValue
  if (real !== undefined) return Number.isFinite(real) ? shortest(real, metric.floatValue !== undefined) : null
  if (metric.booleanValue !== undefined) return metric.booleanValue
  if (metric.stringValue !== undefined) return metric.stringValue
  return metric.bytesValue === undefined ? undefined : Buffer.from(metric.bytesValue).toString('hex')
}

function wholeOf(bits: bigint, datatype = 0): number | string | boolean {
  const width = SIGNED_BITS[datatype]
  const value = width ? BigInt.asIntN(width, bits) : bits
  if (typeName(datatype) === 'Boolean') return value !== 0n
  return value >= -0x1fffffffffffffn && value <= 0x1fffffffffffffn ? Number(value) : String(value)
}

/** A float of four bytes has seven digits: more of them are an artefact of reading it into eight. */
const shortest = (value: number, isFloat: boolean): number => (isFloat ? Number(value.toPrecision(7)) : value)

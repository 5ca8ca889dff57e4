import type { ProblemField } from '#kernel/http/problem.ts'
import { maskCertificateNumber, maskIdNumber, maskName, maskPhone } from '#standards/code/mask.ts'
import { checkResidentId } from '#standards/code/resident-id.ts'
import type { LedgerField } from './ledger-field.ts'
import type { Ledger } from './ledgers.ts'
import { isMasked } from './rules.ts'
import { readValue, type Value } from './values.ts'

/** Reads a written ledger row; every problem is named by its field. Unknown keys are problems, not noise. */
export function readLedgerRow(
  ledger: Ledger,
  written: Record<string, unknown>,
  on: string,
): { data: Record<string, Value>; problems: ProblemField[] } {
  const data: Record<string, Value> = {}
  const problems: ProblemField[] = []
  for (const field of ledger.fields) {
    const problem = readInto(data, field, written[field.key], on)
    if (problem) problems.push({ pointer: `/${field.key}`, message: problem })
  }
  for (const key of Object.keys(written)) {
    if (!ledger.fields.some((field) => field.key === key))
      problems.push({ pointer: `/${key}`, message: `${ledger.title}没有这个字段` })
  }
  problems.push(...crossProblems(data), ...aheadProblems(ledger, data, on))
  return { data, problems }
}

function readInto(data: Record<string, Value>, field: LedgerField, written: unknown, on: string): string | null {
  const reading = readValue(field, written)
  if (reading.problem !== undefined) return reading.problem
  if (field.required && reading.value === null) return `请填写${field.label}`
  if (field.personal && isMasked(reading.value)) return `${field.label}是打码后的内容，请填写完整的`
  if (field.personal === 'id' && typeof reading.value === 'string' && /^\d{15}(\d{2}[\dX])?$/i.test(reading.value)) {
    const finding = checkResidentId(reading.value, on)
    if (!finding.valid) return `${field.label}：${finding.reason}`
  }
  if (reading.value !== null) data[field.key] = reading.value
  return null
}

/** Validation rules 4 and 9 of the exchange standard: an end lies after its start, a design quantity follows from its parts. */
function crossProblems(data: Record<string, Value>): ProblemField[] {
  const problems: ProblemField[] = []
  const { validFrom, validTo, volumeM3, fillRatio, densityTonnesPerM3, designTonnes } = data
  if (typeof validFrom === 'string' && typeof validTo === 'string' && validTo <= validFrom) {
    problems.push({ pointer: '/validTo', message: '有效期止应晚于有效期起' })
  }
  const parts = [volumeM3, fillRatio, densityTonnesPerM3, designTonnes].map(Number)
  const [volume, ratio, density, design] = parts as [number, number, number, number]
  if ([volumeM3, fillRatio, densityTonnesPerM3, designTonnes].every((part) => typeof part === 'number')) {
    const product = volume * ratio * density
    if (Math.abs(design - product) > product * 0.01) {
      problems.push({
        pointer: '/designTonnes',
        message: `设计最大量应为 容积×充装系数×密度 = ${product.toFixed(3)} t（误差 1% 以内）`,
      })
    }
  }
  return problems
}

/** A drill is written down once it was held: one that lies ahead would count as held on its day whatever happens. */
function aheadProblems({ kind }: Ledger, { heldOn }: Record<string, Value>, on: string): ProblemField[] {
  if (kind !== 'drill' || typeof heldOn !== 'string' || heldOn <= on) return []
  return [{ pointer: '/heldOn', message: `演练日期不能晚于今天（${on}），演练后再登记` }]
}

/** A ledger row with its personal data masked. */
export function maskLedgerRow(ledger: Ledger, data: Record<string, unknown>): Record<string, unknown> {
  const masked: Record<string, unknown> = { ...data }
  for (const field of ledger.fields) {
    const value = masked[field.key]
    if (field.personal && typeof value === 'string') masked[field.key] = masks[field.personal](value)
  }
  return masked
}

const masks = {
  name: maskName,
  phone: maskPhone,
  id: (value: string) => maskIdNumber(value),
  certificate: maskCertificateNumber,
}

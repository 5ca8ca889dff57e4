import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskCertificateNumber, maskIdNumber, maskName, maskPhone } from './mask.ts'
import { checkOrganisationCode, formatOrganisationCode, organisationCheckChar } from './organisation-code.ts'
import { checkResidentId, readResidentId, residentIdCheckChar } from './resident-id.ts'
import { checkUscc, usccCheckChar } from './uscc.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const ON = '2026-11-21'

const usccBody = fc
  .tuple(
    fc.constantFrom(...'123456789ANY'),
    fc.constantFrom(...ALPHABET),
    fc.constantFrom('330106', '110101', '100000'),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }),
  )
  .map(([authority, kind, region, body]) => authority + kind + region + body.join(''))
const idBody = fc
  .tuple(
    fc.constantFrom('330106', '110101', '370502'),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(
    ([region, born, sequence]) =>
      region + born.toISOString().slice(0, 10).replaceAll('-', '') + String(sequence).padStart(3, '0'),
  )

/** The text with the character at an index changed to another of the alphabet. */
function changed(text: string, index: number, by: string): string {
  return text.slice(0, index) + by + text.slice(index + 1)
}

describe('check characters', () => {
  test('GB 32100: every body with its check character is valid, with any one character changed it is not', () => {
    fc.assert(
      fc.property(usccBody, fc.nat(17), fc.constantFrom(...ALPHABET), (body, index, by) => {
        const code = body + usccCheckChar(body)
        expect(checkUscc(code).valid).toBe(true)
        fc.pre(code[index] !== by)
        expect(checkUscc(changed(code, index, by)).valid).toBe(false)
      }),
    )
  })

  test('GB 11643: every body with its check character is valid, with any one digit changed it is not', () => {
    fc.assert(
      fc.property(idBody, fc.nat(17), fc.constantFrom(...'0123456789X'), (body, index, by) => {
        const code = body + residentIdCheckChar(body)
        expect(checkResidentId(code, ON).valid).toBe(true)
        fc.pre(code[index] !== by)
        expect(checkResidentId(changed(code, index, by), ON).valid).toBe(false)
      }),
    )
  })

  test('GB 11714: any one digit changed is found (letters are not guaranteed: their values repeat modulo 11)', () => {
    const body = fc
      .array(fc.constantFrom(...'0123456789'), { minLength: 8, maxLength: 8 })
      .map((chars) => chars.join(''))
    fc.assert(
      fc.property(body, fc.nat(8), fc.constantFrom(...'0123456789'), (digits, index, by) => {
        fc.pre(digits !== '00000000')
        const code = digits + organisationCheckChar(digits)
        expect(checkOrganisationCode(code).valid).toBe(true)
        expect(checkOrganisationCode(formatOrganisationCode(code)).normalized).toBe(code)
        fc.pre(code[index] !== by)
        expect(checkOrganisationCode(changed(code, index, by)).valid).toBe(false)
      }),
    )
  })

  test('GB 11643: a 15-digit number and its 18-character form are the same person', () => {
    fc.assert(
      fc.property(idBody, (body) => {
        fc.pre(body.slice(6, 8) === '19')
        const code = body + residentIdCheckChar(body)
        expect(checkResidentId(body.slice(0, 6) + body.slice(8), ON).normalized).toBe(code)
      }),
    )
  })
})

test('GB 11643: birth date, gender and age follow from the number', () => {
  expect(readResidentId('11010519491231002X', '2026-11-21')).toEqual({
    bornOn: '1949-12-31',
    gender: 'female',
    age: 76,
  })
  expect(readResidentId('11010519491231002X', '2026-12-31').age).toBe(77)
  expect(() => readResidentId('110105194912310021', '2026-11-21')).toThrow('校验位')
})

describe('masks hide what they must', () => {
  test('no mask shows more than the ends and all keep the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{11,18}$/), (text) => {
        for (const masked of [
          maskIdNumber(text),
          maskIdNumber(text, 'entitled'),
          maskPhone(text),
          maskCertificateNumber(text),
        ]) {
          expect(masked).toHaveLength(text.length)
          expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(8)
        }
      }),
    )
  })

  test('a name never passes unmasked', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        fc.pre(name.trim() !== '')
        expect(maskName(name)).toContain('*')
      }),
    )
  })
})

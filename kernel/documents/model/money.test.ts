import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AmountUnwritable, capital, fenOf, figures } from './money.ts'

// documents.md §7: two programs and one library agree on these.
test.each([
  ['0', '零元整'],
  ['0.50', '伍角整'],
  ['200.00', '贰佰元整'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['20500.00', '贰万零伍佰元整'],
  ['43000.00', '肆万叁仟元整'],
  ['107000.53', '壹拾万柒仟元伍角叁分'],
  ['1030000.00', '壹佰零叁万元整'],
  ['1000050.05', '壹佰万零伍拾元零伍分'],
  ['20000000.00', '贰仟万元整'],
  ['100010000.00', '壹亿零壹万元整'],
  ['0.05', '伍分'],
  ['10', '壹拾元整'],
])('%s yuan in capital figures are %s', (yuan, words) => expect(capital(fenOf(yuan))).toBe(words))

/** Reads capital figures back to fen, by a way of its own: units add up what stands before them. */
function readBack(words: string): bigint {
  const value: Record<string, bigint> = Object.fromEntries([...'零壹贰叁肆伍陆柒捌玖'].map((d, n) => [d, BigInt(n)]))
  const small: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n }
  let [total, section, digit] = [0n, 0n, 0n]
  let fen = 0n
  for (const sign of words) {
    if (sign in value) digit = value[sign] as bigint
    else if (sign in small) [section, digit] = [section + digit * (small[sign] as bigint), 0n]
    else if (sign === '万') [total, section, digit] = [total + (section + digit) * 10_000n, 0n, 0n]
    else if (sign === '亿') [total, section, digit] = [(total + section + digit) * 100_000_000n, 0n, 0n]
    else if (sign === '元') [fen, section, digit] = [(total + section + digit) * 100n, 0n, 0n]
    else if (sign === '角') [fen, digit] = [fen + digit * 10n, 0n]
    else if (sign === '分') [fen, digit] = [fen + digit, 0n]
  }
  return fen
}

test('every amount below ten milliards in capital figures reads back as the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 999_999_999_999n), (fen) => {
      expect(readBack(capital(fen))).toBe(fen)
    }),
    { numRuns: 3000 },
  )
})

test('figures have thousands commas and two decimals, and read back', () => {
  expect(figures(4_300_000n)).toBe('43,000.00')
  fc.assert(
    fc.property(fc.bigInt(0n, 9_999_999_999_999_999n), (fen) => {
      expect(fenOf(figures(fen))).toBe(fen)
    }),
  )
})

test.each(['-1', '1.234', 'abc', '999999999999999'])('an amount written %s is refused, not guessed', (text) =>
  expect(() => fenOf(text)).toThrow(AmountUnwritable),
)

test('an amount of more than 16 digits is refused', () =>
  expect(() => capital(10_000_000_000_000_000n)).toThrow(AmountUnwritable))

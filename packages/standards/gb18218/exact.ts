/** A rational number, always in lowest terms with a positive denominator: S ≥ 1 and R ≥ 50 must not depend on rounding. */
export interface Exact {
  readonly num: bigint
  readonly den: bigint
}

function reduce(num: bigint, den: bigint): Exact {
  let [a, b] = [num < 0n ? -num : num, den]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { num: 0n, den: 1n } : { num: num / a, den: den / a }
}

/**
 * The exact value of a decimal number as it was written: 0.1 is one tenth, not the nearest binary fraction.
 * @throws RangeError when the text is not a decimal number
 */
export function exact(value: number | string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(String(value))
  if (!match) throw new RangeError(`not a decimal number: ${value}`)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent) - fraction.length
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return power >= 0 ? reduce(digits * 10n ** BigInt(power), 1n) : reduce(digits, 10n ** BigInt(-power))
}

/** The exact sum of two numbers. */
export function add(a: Exact, b: Exact): Exact {
  return reduce(a.num * b.den + b.num * a.den, a.den * b.den)
}

/** The exact product of two numbers. */
export function multiply(a: Exact, b: Exact): Exact {
  return reduce(a.num * b.num, a.den * b.den)
}

/** The exact quotient of two numbers; b must be positive. */
export function divide(a: Exact, b: Exact): Exact {
  return reduce(a.num * b.den, a.den * b.num)
}

/** Whether a ≥ b, exactly. */
export function isAtLeast(a: Exact, b: Exact): boolean {
  return a.num * b.den >= b.num * a.den
}

/** The nearest float of an exact value that is not negative. */
export function toNumber(value: Exact): number {
  if (value.num === 0n) return 0
  // 40 significant digits decide the nearest double in every practical case.
  const shift = 40 + value.den.toString().length - value.num.toString().length
  const scaled =
    shift >= 0 ? (value.num * 10n ** BigInt(shift)) / value.den : value.num / (value.den * 10n ** BigInt(-shift))
  return Number(`${scaled}e${-shift}`)
}

/** Decimal text for people: exact when it ends within 6 places, otherwise cut to 6 places (never rounded up) with …. */
export function toText(value: Exact): string {
  const scaled = value.num * 1_000_000n
  const digits = (scaled / value.den).toString().padStart(7, '0')
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
  return scaled % value.den === 0n ? text : `${digits.slice(0, -6)}.${digits.slice(-6)}…`
}

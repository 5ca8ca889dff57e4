/** One seeded source of chance with the ways of drawing from it that the demo needs; the same draws every time. */
export interface Dice {
  next(): number
  pick<T>(list: readonly T[]): T
  /** A whole number from–to, both included. */
  whole(low: number, high: number): number
  /** A whole number from–to, the low ones more often: most firms are small. */
  low(low: number, high: number): number
  digits(count: number): string
}

export function diceOf(random: () => number): Dice {
  const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  return {
    next: random,
    pick: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number],
    whole,
    low: (low, high) => Math.round(low + random() ** 2.5 * (high - low)),
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  }
}

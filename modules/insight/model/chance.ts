/** Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  const tail =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z >= 0 ? 1 - tail : tail
}

/** Logarithm of the gamma function for numbers above zero (Lanczos, g = 7). */
export function logGamma(x: number): number {
  const sum = LANCZOS.reduce((all, weight, at) => (at === 0 ? weight : all + weight / (x - 1 + at)), 0)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * Chances of 0, 1, 2 … of a count with a mean and a variance of `dispersion` times the mean: negative binomial, Poisson at 1.
 * Ends where what is left is below one in a million.
 */
export function countChances(mean: number, dispersion: number): number[] {
  if (mean <= 0) return [1]
  const extra = Math.max(dispersion - 1, 0)
  const most = Math.ceil(mean + 12 * Math.sqrt(mean * (1 + extra)) + 30 * (1 + extra))
  const size = mean / extra
  const chances: number[] = []
  let below = 0
  for (let n = 0; n <= most && below < 1 - 1e-6; n++) {
    const log =
      extra < 1e-6
        ? n * Math.log(mean) - mean - logGamma(n + 1)
        : logGamma(n + size) -
          logGamma(size) -
          logGamma(n + 1) +
          size * Math.log(1 / (1 + extra)) +
          n * Math.log(extra / (1 + extra))
    const chance = Math.exp(log)
    chances.push(chance)
    below += chance
  }
  return chances
}

/** Whole numbers from a seed, the same every time; for simulation, never for a draw somebody relies on (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

/** The value below which a share of sorted numbers lies. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length - 1)))
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}

/** Descriptions at least this alike are offered as one matter; a proposal, not a standard. */
export const LIKE_ENOUGH = 0.5

/**
 * How alike two descriptions are, from 0 to 1: twice the character pairs they share by all they have (Dice). Width of letters and
 * what is neither letter nor digit do not count.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  if (a.size === 0 || b.size === 0) return 0
  const shared = [...a].filter((pair) => b.has(pair)).length
  return (2 * shared) / (a.size + b.size)
}

function pairsOf(text: string): Set<string> {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ]
  return new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`))
}

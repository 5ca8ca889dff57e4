import { readDivisions } from '#standards/division/read.ts'

/** Names of places as enterprises carry them before their own, longest first: 山东省, 山东, 东营市, 广饶县, 广饶, 大码头镇. */
export interface PlaceWords {
  has(word: string): boolean
  /** The longest of them a text starts with. */
  startOf(text: string): string | undefined
}

function wordsFrom(words: string[]): PlaceWords {
  const all = new Set(words)
  const byFirst = Map.groupBy(words, (word) => word[0] as string)
  return {
    has: (word) => all.has(word),
    startOf: (text) => byFirst.get(text[0] ?? '')?.find((word) => text.startsWith(word)),
  }
}

const known = new Map<string, Promise<PlaceWords>>()

/** The words of the city a grid code lies in; read once. A city the table does not know has none. */
export function placeWordsOf(gridCode: string): Promise<PlaceWords> {
  const city = gridCode.slice(0, 4)
  let words = known.get(city)
  if (!words) {
    words = read(city)
    known.set(city, words)
  }
  return words
}

async function read(city: string): Promise<PlaceWords> {
  if (!/^\d{4}$/.test(city)) return wordsFrom([])
  const [divisions, [province]] = await Promise.all([readDivisions(city), readDivisions(city.slice(0, 2))])
  const upper = [
    ...(province ? [province] : []),
    ...divisions.filter(({ level }) => level === 'city' || level === 'county'),
  ]
  // A town only by its full name: 大王 alone may be a brand.
  const towns = divisions.filter(({ level }) => level === 'town')
  const words = [...upper.flatMap(({ name }) => [name, shortOf(name)]), ...towns.map(({ name }) => name)]
  return wordsFrom([...new Set(words)].filter((word) => word.length >= 2).sort((a, b) => b.length - a.length))
}

const shortOf = (name: string): string => name.replace(/(省|市|县|区|自治区|自治州|自治县)$/, '')

// Zones are no divisions, yet enterprises call themselves after them.
const ZONE = /^(经济技术开发区|高新技术产业开发区|经济开发区|高新区|开发区|港区)/

/** A text without the places it starts with, as long as something of its own is left. */
export function withoutPlaces(text: string, words: PlaceWords): string {
  let rest = text
  for (;;) {
    const word = words.startOf(rest) ?? ZONE.exec(rest)?.[0]
    if (!word || rest.length - word.length < 2) return rest
    rest = rest.slice(word.length)
  }
}

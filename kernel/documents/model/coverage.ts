/** Ranges of characters a font draws, in order. */
export type Coverage = readonly (readonly [from: number, to: number])[]

/** Characters of a text that one of the fonts does not draw, each once, in order. White space needs no glyph. */
export function missingIn(text: string, fonts: readonly Coverage[]): string[] {
  const missing = new Set<string>()
  for (const character of text)
    if (!/\s/u.test(character) && !fonts.every((font) => draws(font, character.codePointAt(0) as number)))
      missing.add(character)
  return [...missing]
}

/** Whether a coverage has a character: a search by halves. */
function draws(coverage: Coverage, point: number): boolean {
  let [low, high] = [0, coverage.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = coverage[middle] as readonly [number, number]
    if (point < from) high = middle - 1
    else if (point > to) low = middle + 1
    else return true
  }
  return false
}

/** A coverage as a text of a few hundred letters: gaps and lengths in base 36, ranges that touch joined. */
export function packCoverage(coverage: Coverage): string {
  const joined: [number, number][] = []
  for (const [from, to] of coverage) {
    const last = joined.at(-1)
    if (last && last[1] + 1 >= from) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  let before = 0
  return joined
    .map(([from, to]) => {
      const gap = (from - before).toString(36)
      before = to
      return to > from ? `${gap}-${(to - from).toString(36)}` : gap
    })
    .join(',')
}

/** What `packCoverage` made a text of. */
export function unpackCoverage(text: string): Coverage {
  let before = 0
  return text.split(',').map((range) => {
    const [gap = '0', length = '0'] = range.split('-')
    const from = before + Number.parseInt(gap, 36)
    before = from + Number.parseInt(length, 36)
    return [from, before] as const
  })
}

import { readFileSync } from 'node:fs'
import { fontFiles } from './typeset.ts'

/** Ranges of characters a font draws. */
type Coverage = readonly (readonly [from: number, to: number])[]

let kept: readonly Coverage[] | null = null

/**
 * Characters of a text that one of the embedded fonts cannot draw, each once, in order: an empty box would be printed for them.
 * White space needs no glyph.
 */
export function missingGlyphs(text: string): string[] {
  kept ??= fontFiles.map((name) => coverageOf(readFileSync(name)))
  const missing = new Set<string>()
  for (const character of text)
    if (!/\s/u.test(character) && !kept.every((font) => draws(font, character.codePointAt(0) as number)))
      missing.add(character)
  return [...missing]
}

/** Whether a coverage has a character: a search by halves, the ranges are in order. */
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

/** The full character map (`cmap`, format 12) of a TrueType font. @throws Error when the font has none */
function coverageOf(font: Buffer): Coverage {
  const tables = font.readUInt16BE(4)
  for (let n = 0; n < tables; n++) {
    const at = 12 + n * 16
    if (font.toString('latin1', at, at + 4) === 'cmap') return groupsOf(font, font.readUInt32BE(at + 8))
  }
  throw new Error('the font has no character map')
}

function groupsOf(font: Buffer, cmap: number): Coverage {
  const maps = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, n) => cmap + font.readUInt32BE(cmap + 8 + n * 8))
  const full = maps.find((at) => font.readUInt16BE(at) === 12)
  if (full === undefined) throw new Error('the font has no full character map')
  return Array.from({ length: font.readUInt32BE(full + 12) }, (_, n) => {
    const at = full + 16 + n * 12
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const
  })
}

import { readFileSync } from 'node:fs'
import { type Coverage, missingIn, packCoverage } from './model/coverage.ts'
import { fontFiles } from './typeset.ts'

let kept: readonly Coverage[] | null = null

/** What each of the embedded fonts draws, read once. */
const fonts = (): readonly Coverage[] => {
  kept ??= fontFiles.map((name) => coverageOf(readFileSync(name)))
  return kept
}

/** Characters of a text that one of the embedded fonts cannot draw: an empty box would be printed for them. */
export const missingGlyphs = (text: string): string[] => missingIn(text, fonts())

/** What the embedded fonts draw, for whoever prints elsewhere and must not print what is refused here; see `unpackCoverage`. */
export const fontCoverage = (): string[] => [...new Set(fonts().map(packCoverage))]

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

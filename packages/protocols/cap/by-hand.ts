import { type Answer, decodeAlertText } from './decode.ts'
import { SIZE_LIMIT } from './tree.ts'

/**
 * A reader of lines that make up documents: one document a line, or one over several lines, each ending with its closing tag. `end` answers
 * what never ended.
 */
export function makeLineDecoder(): { line: (line: string) => readonly Answer[]; end: () => readonly Answer[] } {
  let lines: string[] = []
  let size = 0
  const close = (): readonly Answer[] => {
    if (lines.length === 0) return []
    const text = lines.join('\n')
    ;[lines, size] = [[], 0]
    return [decodeAlertText(text)]
  }
  return {
    line(line) {
      const text = line.replace(/^\uFEFF/u, '')
      // A prolog or a line that is no XML at all cannot belong to a document begun before.
      const before = text.trimStart().startsWith('<?xml') ? close() : []
      if (lines.length === 0 && !text.trimStart().startsWith('<')) return [...before, decodeAlertText(text)]
      lines.push(text)
      size += text.length
      const ends = /<\/(?:[\w.-]+:)?alert\s*>\s*$/.test(text) || /<!DOCTYPE/i.test(text) || size > SIZE_LIMIT
      return ends ? [...before, ...close()] : before
    },
    end: close,
  }
}

/** A text as it is compared in a search: half-width, small letters, no blanks. */
export const searchText = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** Pairs of neighbouring characters of the lines, and the single characters of the first, which is the name. */
export function gramsOf(lines: string): string[] {
  const [name = ''] = lines.split('\n')
  return [...new Set([...name, ...pairsOfLines(lines)])]
}

/** Pairs of neighbouring characters of each line. */
export const pairsOfLines = (lines: string): string[] => [...new Set(lines.split('\n').flatMap(pairsOf))]

/** The pairs all of which a row must have to contain the words; the character itself when there is only one. */
export function gramsOfQuery(words: string): string[] {
  const text = searchText(words)
  return text.length < 2 ? [...text] : pairsOf(text)
}

/** A pattern for `like` that finds a text inside another. */
export const containing = (text: string): string => `%${text.replace(/[%_\\]/g, '\\$&')}%`

function pairsOf(text: string): string[] {
  const chars = [...text]
  return [...new Set(chars.slice(1).map((char, index) => `${chars[index]}${char}`))]
}

// Zero-width and direction marks: they come along when a code is copied from a web page or a spreadsheet.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/gu
const DASHES = /[\u2010-\u2015\u2212\uFE63\uFF0D]/gu

/**
 * The comparable form of a typed code: half-width (NFKC), trimmed, upper case. codes.md, common input rules.
 * Look-alike letters are left alone. Characters in `strip` are removed anywhere, for codes that allow separators.
 */
export function normalizeCode(value: string, strip?: RegExp): string {
  const text = value.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim().toUpperCase()
  return strip ? text.replace(strip, '') : text
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', Z: '2', V: 'Y', B: '8' }

/** The character a letter was probably confused with, or undefined. Only ever shown as a hint. */
export function findLookAlike(letter: string): string | undefined {
  return LOOK_ALIKES[letter]
}

/**
 * A Chinese sentence naming the first character of `text` that `isAllowed` refuses, or null when all are allowed.
 * `isAllowed` gets the character and its index; a look-alike is offered when it would be allowed there.
 */
export function describeIllegal(text: string, isAllowed: (char: string, index: number) => boolean): string | null {
  const chars = [...text]
  const index = chars.findIndex((char, at) => !isAllowed(char, at))
  if (index < 0) return null
  const char = chars[index] as string
  if (/\s/u.test(char)) return `第 ${index + 1} 位是空格，请删除中间的空格`
  const kind = /[A-Z]/.test(char) ? '字母' : '字符'
  const twin = findLookAlike(char)
  const question =
    twin !== undefined && isAllowed(twin, index) ? `，是否应为${/\d/.test(twin) ? '数字' : '字母'} ${twin}` : ''
  return `第 ${index + 1} 位含有不允许的${kind} ${char}${question}`
}

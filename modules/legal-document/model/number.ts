/** Numbers of documents: （鲁东）应急责改〔2026〕57号. documents.md §4. */

/** A number as it prints: hexagonal brackets, no leading zeros, no 第. */
export const numberText = (region: string, word: string, year: number, n: number): string =>
  `（${region}）${word}〔${year}〕${n}号`

/** A number as somebody typed it, made comparable: brackets of every kind, full-width digits and spaces are the same. */
export const tidyNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/^[(（]/u, '（')
    .replace(/^(（[^)）]*)[)）]/u, '$1）')
    .replace(/[[〔【［]/u, '〔')
    .replace(/[\]〕】］]/u, '〕')

/** Alphabet of check codes: no letter that looks like a digit. */
export const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A check code as somebody typed it. */
export const tidyCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

/** A name with its middle hidden, as the public check shows it. */
export function maskParty(name: string): string {
  const letters = [...name]
  if (letters.length <= 4) return `${letters[0] ?? ''}${'＊'.repeat(Math.max(1, letters.length - 1))}`
  return `${letters.slice(0, 2).join('')}${'＊'.repeat(Math.min(6, letters.length - 4))}${letters.slice(-2).join('')}`
}

/** Where the code on the paper leads: the public check with number and code filled in. */
export const checkAddress = (site: string, { number, checkCode }: { number: string | null; checkCode: string }) =>
  `${site}/document-check?${new URLSearchParams({ no: number ?? '', code: checkCode })}`

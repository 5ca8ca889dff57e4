/** Codes of plates (码牌): opaque, short enough to be typed, with a letter that catches slips of the finger. */

/** No letter or digit that looks like another. */
export const PLATE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** Letters that mean something: 45 bits, nobody guesses one. The check letter follows. */
export const PLATE_RANDOM = 9

/**
 * The check letter by which one wrong letter, and nearly every swap of two neighbours, is found.
 * Luhn's sum in base 32 (ISO/IEC 7812-1 annex B, carried over to another base).
 */
export function checkLetter(letters: string): string {
  const base = PLATE_ALPHABET.length
  const sum = [...letters].reverse().reduce((sum, letter, at) => {
    const doubled = PLATE_ALPHABET.indexOf(letter) * (at % 2 === 0 ? 2 : 1)
    return sum + Math.floor(doubled / base) + (doubled % base)
  }, 0)
  return PLATE_ALPHABET[(base - (sum % base)) % base] as string
}

/** A code out of random bytes, nine of them. */
export function plateCode(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, PLATE_RANDOM)].map((byte) => PLATE_ALPHABET[byte % 32]).join('')
  return letters + checkLetter(letters)
}

/** A code as somebody typed it: full-width, small letters, lines and spaces are the same. Null when it cannot be one. */
export function tidyPlateCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
  return isPlateCode(code) ? code : null
}

const isPlateCode = (code: string): boolean =>
  /^[A-HJ-NP-Z2-9]{10}$/.test(code) && checkLetter(code.slice(0, PLATE_RANDOM)) === code[PLATE_RANDOM]

/** A code as it prints: K7M2P-9QWX4. */
export const plateCodeText = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** Where the code on a plate leads whoever has no app. */
export const plateAddress = (site: string, code: string): string => `${site}/plate/${code}`

/** What somebody held before the camera. */
export type Scanned = { is: 'plate'; code: string } | { is: 'other'; sentence: string }

const PAYMENT =
  /^(wxp:|weixin:\/\/wxpay|alipays?:)|^https?:\/\/(qr\.alipay\.com|wx\.tenpay\.com|payapp\.weixin\.qq\.com|qr\.95516\.com|q\.qlogo\.cn\/pay)/i

/** Reads what a camera saw: the plate of an enterprise, or a sentence that says what it is instead. */
export function readScanned(text: string): Scanned {
  const seen = text.trim()
  const code = tidyPlateCode(/^https?:\/\/[^/\s]+\/plate\/([^/?#\s]+)\/?$/i.exec(seen)?.[1] ?? seen)
  if (code) return { is: 'plate', code }
  return { is: 'other', sentence: whatItIs(seen) }
}

function whatItIs(seen: string): string {
  if (PAYMENT.test(seen)) return '这是收款码，不是企业码牌。扫大门上写着「企业安全监管码牌」的那一张。'
  if (/^https?:\/\/[^/\s]+\/document-check\?/i.test(seen)) return '这是执法文书的查验码，不是企业码牌。'
  const host = /^https?:\/\/([^/\s:]+)/i.exec(seen)?.[1]
  if (host) return `这是别处的网址（${host.slice(0, 40)}），不是企业码牌。`
  if (/^[A-Z0-9]{18}$/.test(seen)) return '这像统一社会信用代码，不是企业码牌。'
  return '这不是企业码牌的码。'
}

const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** A signature field is not larger than this on a side. */
const MOST_PIXELS = 4000
/** The chunk that ends every PNG, without its checksum: length 0 and its name. */
const END = '\0\0\0\0IEND'

/** Why a picture of a signature cannot be kept, as a sentence; null for a whole PNG. A torn one lacks its end. */
export function pictureFault(base64: string): string | null {
  const bytes = decoded(base64)
  if (bytes === null || bytes.length === 0) return '没有签名，请在签名处签字'
  if (!bytes.startsWith(SIGNATURE) || bytes.slice(12, 16) !== 'IHDR') return '签名图片不是 PNG，请在签名处重新签'
  if (bytes.slice(-12, -4) !== END) return '签名图片不完整，请在签名处重新签'
  return sideOf(bytes, 16) > MOST_PIXELS || sideOf(bytes, 20) > MOST_PIXELS ? '签名图片太大，请在签名处重新签' : null
}

function decoded(base64: string): string | null {
  try {
    return atob(base64)
  } catch {
    return null
  }
}

const sideOf = (bytes: string, at: number): number =>
  [0, 1, 2, 3].reduce((sum, offset) => sum * 256 + bytes.charCodeAt(at + offset), 0)

const rotate = (x: number, by: number): number => (x << (by % 32)) | (x >>> ((32 - (by % 32)) % 32))
const p0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17)
const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23)

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const

/**
 * SM3 of a text in UTF-8 as 64 hexadecimal digits (GB/T 32905-2016), the same in the browser and on the server. For short
 * texts: the server hashes files with what it has built in.
 */
export function sm3(text: string): string {
  const padded = pad(new TextEncoder().encode(text))
  const view = new DataView(padded.buffer)
  let state: number[] = [...START]
  for (let at = 0; at < padded.length; at += 64) state = compress(state, view, at)
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** §5.2: a one, zeros, and the length in bits as eight bytes, up to whole blocks. */
function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  return padded
}

/** §5.3.2: the words of one block, spread to 68. */
function spread(view: DataView, at: number): number[] {
  const words = Array.from({ length: 16 }, (_, index) => view.getInt32(at + index * 4))
  const word = (index: number): number => words[index] as number
  for (let j = 16; j < 68; j++)
    words.push(p1(word(j - 16) ^ word(j - 9) ^ rotate(word(j - 3), 15)) ^ rotate(word(j - 13), 7) ^ word(j - 6))
  return words
}

/** §5.3.3: one block worked into the state. */
function compress(before: readonly number[], view: DataView, at: number): number[] {
  const w = spread(view, at)
  let [a, b, c, d, e, f, g, h] = before as [number, number, number, number, number, number, number, number]
  for (let j = 0; j < 64; j++) {
    const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a
    const ss1 = rotate((rotate(a, 12) + e + rotate(constant, j)) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + ((w[j] as number) ^ (w[j + 4] as number))) | 0
    const tt2 = (gg + h + ss1 + (w[j] as number)) | 0
    ;[a, b, c, d, e, f, g, h] = [tt1, a, rotate(b, 9), c, p0(tt2), e, rotate(f, 19), g]
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => word ^ (before[index] as number))
}

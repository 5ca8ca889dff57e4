const decoder = new TextDecoder('gb18030')

/** Text of GBK bytes, read as GB18030; what cannot be read becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** GBK bytes of a text, four bytes of GB18030 where GBK has none; null when a sign has no code at all (half a surrogate pair). */
export function encodeText(text: string): Buffer | null {
  const bytes: number[] = []
  for (const char of text) {
    const point = char.codePointAt(0) as number
    if (point < 0x80) bytes.push(point)
    else if (point > 0xffff) bytes.push(...fourBytes(point - 0x10000 + SUPPLEMENTARY))
    else {
      const code = codeOf(char)
      if (!code) return null
      bytes.push(...code)
    }
  }
  return Buffer.from(bytes)
}

// Where the four-byte codes of GB18030 end inside the basic plane and begin beyond it, counted from 81 30 81 30.
const BASIC = 39_420
const SUPPLEMENTARY = 189_000

function fourBytes(index: number): [number, number, number, number] {
  const third = Math.floor(index / 10)
  const second = Math.floor(third / 126)
  return [0x81 + Math.floor(second / 10), 0x30 + (second % 10), 0x81 + (third % 126), 0x30 + (index % 10)]
}

let pairs: Map<string, readonly number[]> | undefined
let quads: Map<string, readonly number[]> | undefined

function codeOf(char: string): readonly number[] | undefined {
  pairs ??= readPairs()
  const pair = pairs.get(char)
  if (pair) return pair
  quads ??= table(Array.from({ length: BASIC }, (_, index) => fourBytes(index)))
  return quads.get(char)
}

function readPairs(): Map<string, readonly number[]> {
  const codes: number[][] = []
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) codes.push([lead, trail])
  return table(codes)
}

/** The reading table turned round, so that writing cannot disagree with it. */
function table(codes: readonly (readonly number[])[]): Map<string, readonly number[]> {
  const map = new Map<string, readonly number[]>()
  for (const code of codes) {
    const char = decodeText(Uint8Array.from(code))
    if (char !== '\uFFFD' && [...char].length === 1 && !map.has(char)) map.set(char, code)
  }
  return map
}

import { EncodeError } from './bytes.ts'
import { asFields, type Part, rawBytes, type Size } from './layout.ts'
import { putSized, takeSized } from './scalars.ts'
import { since, when } from './structures.ts'
import { decodeText, encodeText } from './text.ts'

// Text in which a control sign or an unreadable byte stands is most likely no text, or read at the wrong place.
const ODD = /(?![\t\n\r])[\p{Cc}\uFFFD]/u

/** GBK text. Zeros and spaces around it are padding. What is no clean text is kept in `…Raw` as well. */
export function text(name: string, size: Size): Part {
  const raw = `${name}Raw`
  return {
    shape: { kind: 'text', name, size },
    read(reader, into) {
      const bytes = takeSized(reader, size)
      if (reader.short) return
      const value = decodeText(unpadded(bytes))
      into[name] = value
      // A lone 80 is read as the euro sign, which is written as two bytes.
      if (!ODD.test(value) && !(value.includes('€') && bytes.includes(0x80))) return
      into[raw] = bytes.toString('hex')
      reader.flags.add('bad-text', name)
    },
    write(writer, from) {
      putSized(writer, rawBytes(from, raw) ?? inGbk(from[name], name), size, name)
    },
  }
}

/** Zeros and spaces are no second byte of GBK, so padding can go before the text is read. */
function unpadded(bytes: Buffer): Buffer {
  let [from, end] = [0, bytes.length]
  while (end > from && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end--
  while (from < end && (bytes[from] === 0 || bytes[from] === 0x20)) from++
  return bytes.subarray(from, end)
}

function inGbk(value: unknown, name: string): Buffer {
  if (value === undefined) throw new EncodeError(`缺少 ${name}`)
  if (typeof value !== 'string') throw new EncodeError(`${name} 应为文字`)
  const bytes = encodeText(value)
  if (!bytes) throw new EncodeError(`${name}「${value}」中有 GBK 写不出的字`)
  return bytes
}

/**
 * The rest as texts between semicolons, named by the value of another field; texts beyond the names are called 1, 2, … by place.
 * An absent text keeps its semicolon.
 */
export function separated(name: string, by: string, words: Readonly<Record<number, readonly string[]>>): Part {
  const raw = `${name}Raw`
  return {
    shape: { kind: 'separated', name, by, words },
    read(reader, into) {
      if (reader.left === 0) return
      const bytes = reader.take(reader.left)
      const value = decodeText(bytes)
      const names = words[Number(into[by])] ?? []
      into[name] = Object.fromEntries(value.split(';').map((part, at) => [names[at] ?? String(at + 1), part]))
      if (!ODD.test(value)) return
      into[raw] = bytes.toString('hex')
      reader.flags.add('bad-text', name)
    },
    write(writer, from) {
      const kept = rawBytes(from, raw)
      if (kept) return writer.put(kept)
      if (from[name] === undefined) return
      const given = asFields(from[name], name)
      const names = words[Number(from[by])] ?? []
      const places = Object.keys(given).map((key) => (names.includes(key) ? names.indexOf(key) : Number(key) - 1))
      const bad = places.findIndex((place) => !Number.isInteger(place) || place < 0 || place > 63)
      if (bad !== -1) throw new EncodeError(`${name} 中没有「${Object.keys(given)[bad]}」`)
      const parts = Array.from({ length: Math.max(0, ...places.map((place) => place + 1)) }, () => '')
      Object.values(given).forEach((part, at) => {
        if (typeof part !== 'string' || part.includes(';')) throw new EncodeError(`${name} 的各项应为不含分号的文字`)
        parts[places[at] as number] = part
      })
      writer.put(inGbk(parts.join(';'), name))
    },
  }
}

/** A fixed text whose length grew: one for 2011, one for 2013, one for 2019. */
export const grown = (name: string, [first, second, third]: readonly [number, number, number]): Part[] => [
  when((_, edition) => edition === 2011, text(name, first)),
  when((_, edition) => edition === 2013, text(name, second)),
  since(2019, text(name, third)),
]

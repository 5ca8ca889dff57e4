import { type AlongFile, PART_KEYS, PARTS } from './schema.ts'

/** Bytes of something as it travels. */
export const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

/**
 * Leaves out the largest part of a file, and the next, until the file is small enough; each is named. The register's own facts and what a
 * visit needs always come along.
 */
export function withinSize(file: Omit<AlongFile, 'leftOut' | 'bytes'>, most: number): AlongFile {
  const parts = { ...file.parts }
  const leftOut: AlongFile['leftOut'] = []
  let bytes = bytesOf({ ...file, parts })
  while (bytes > most) {
    const [largest] = PART_KEYS.filter((key) => parts[key])
      .map((key) => ({ part: key, title: PARTS[key].title, bytes: bytesOf(parts[key]) }))
      .toSorted((a, b) => b.bytes - a.bytes)
    if (!largest) break
    delete parts[largest.part]
    leftOut.push(largest)
    bytes = bytesOf({ ...file, parts })
  }
  return { ...file, parts, leftOut, bytes }
}

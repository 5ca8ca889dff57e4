/** Longitude and latitude, or easting and northing. */
export type Point = [number, number]

/** Bytes of a text without Chinese. */
export const ascii = (text: string) => new TextEncoder().encode(text)

/** A .shp with one polygon (ESRI Shapefile Technical Description, 1998). */
export function shp(ring: Point[]): Uint8Array {
  const content = 44 + 4 + ring.length * 16
  const bytes = new Uint8Array(108 + content)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, bytes.length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, 5, true)
  const box = [Math.min, Math.max].flatMap((pick) =>
    [0, 1].map((axis) => pick(...ring.map((point) => point[axis] as number))),
  )
  box.forEach((value, at) => {
    view.setFloat64(36 + at * 8, value, true)
    view.setFloat64(112 + at * 8, value, true)
  })
  view.setInt32(100, 1)
  view.setInt32(104, content / 2)
  view.setInt32(108, 5, true)
  view.setInt32(144, 1, true)
  view.setInt32(148, ring.length, true)
  ring.flat().forEach((value, at) => {
    view.setFloat64(156 + at * 8, value, true)
  })
  return bytes
}

/** A .dbf with one row of text columns; names and values as bytes of their encoding. */
export function dbf(columns: [name: Uint8Array, value: Uint8Array][]): Uint8Array {
  const header = 32 + columns.length * 32 + 1
  const width = 30
  const bytes = new Uint8Array(header + 1 + columns.length * width).fill(32, header)
  const view = new DataView(bytes.buffer)
  bytes[0] = 3
  view.setUint32(4, 1, true)
  view.setUint16(8, header, true)
  view.setUint16(10, 1 + columns.length * width, true)
  columns.forEach(([name, value], at) => {
    bytes.set(name.subarray(0, 11), 32 + at * 32)
    bytes[32 + at * 32 + 11] = 'C'.charCodeAt(0)
    bytes[32 + at * 32 + 16] = width
    bytes.set(value.subarray(0, width), header + 1 + at * width)
  })
  bytes[header - 1] = 13
  return bytes
}

/** A zip whose files are stored as they are (APPNOTE 4.3), without check sums: the reader under test looks at none. */
export function zip(files: Record<string, Uint8Array>): Uint8Array {
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const label = new TextEncoder().encode(name)
    const head = (size: number, mark: number, from: number) => {
      const bytes = new Uint8Array(size + label.length)
      const view = new DataView(bytes.buffer)
      view.setUint32(0, mark, true)
      view.setUint32(from + 14, content.length, true)
      view.setUint32(from + 18, content.length, true)
      view.setUint16(from + 22, label.length, true)
      bytes.set(label, size)
      return { bytes, view }
    }
    const first = head(30, 0x04034b50, 4)
    const entry = head(46, 0x02014b50, 6)
    entry.view.setUint32(42, offset, true)
    local.push(first.bytes, content)
    central.push(entry.bytes)
    offset += first.bytes.length + content.length
  }
  const size = central.reduce((sum, { length }) => sum + length, 0)
  const end = new Uint8Array(22)
  const view = new DataView(end.buffer)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, central.length, true)
  view.setUint16(10, central.length, true)
  view.setUint32(12, size, true)
  view.setUint32(16, offset, true)
  return new Uint8Array(Buffer.concat([...local, ...central, end]))
}

/** A TIFF block that claims a maker, a turn, a moment and a place (北纬 37.05°、东经 118.4°), in either byte order. */
export function exifBlock(order: 'II' | 'MM' = 'II', orientation = 6): Buffer {
  const bytes = Buffer.alloc(300)
  const u16 = (value: number, at: number) =>
    order === 'II' ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)
  const u32 = (value: number, at: number) =>
    order === 'II' ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  const entry = (at: number, tag: number, type: number, count: number, value: number | string) => {
    u16(tag, at)
    u16(type, at + 2)
    u32(count, at + 4)
    if (typeof value === 'string') bytes.write(value, at + 8, 'latin1')
    else if (type === 3) u16(value, at + 8)
    else u32(value, at + 8)
  }
  bytes.write(order === 'II' ? 'II*\0' : 'MM\0*', 0, 'latin1')
  u32(8, 4)
  u16(4, 8)
  entry(10, 0x010f, 2, 7, 120)
  entry(22, 0x0112, 3, 1, orientation)
  entry(34, 0x8769, 4, 1, 70)
  entry(46, 0x8825, 4, 1, 200)
  bytes.write('HUAWEI\0', 120, 'latin1')
  u16(1, 70)
  entry(72, 0x9003, 2, 20, 140)
  bytes.write('2026:02:16 08:30:00\0', 140, 'latin1')
  u16(4, 200)
  entry(202, 1, 2, 2, 'N\0')
  entry(214, 2, 5, 3, 252)
  entry(226, 3, 2, 2, 'E\0')
  entry(238, 4, 5, 3, 276)
  for (const [at, degrees, minutes] of [
    [252, 37, 3],
    [276, 118, 24],
  ] as const)
    [degrees, 1, minutes, 1, 0, 1].forEach((value, index) => {
      u32(value, at + index * 4)
    })
  return bytes
}

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
const words = (text: string) => Buffer.from(text, 'latin1')

const SOI = Buffer.from([0xff, 0xd8])
const JFIF = segment(0xe0, words('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0'))
const COLOURS = segment(0xe2, words('ICC_PROFILE\0\u0001\u0001profile'))
const TABLES = segment(0xdb, Buffer.alloc(65))
const SCAN = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  words('\u0012\u00ff\0\u0034\u00ff\u00d0\u0056'),
])
const EOI = Buffer.from([0xff, 0xd9])

/** The segments of a JPEG that draw it, in order. */
export const PICTURE = [JFIF, COLOURS, TABLES, SCAN, EOI]

/** A JPEG as a telephone makes it: EXIF, XMP, IPTC, a comment, the maker's own, and a film behind its end. */
export const telling = (exif = exifBlock()): Buffer =>
  Buffer.concat([
    SOI,
    segment(0xe1, Buffer.concat([words('Exif\0\0'), exif])),
    segment(0xe1, words('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta secret-xmp/>')),
    JFIF,
    COLOURS,
    segment(0xe2, words('MPF\0secret-mpf')),
    segment(0xed, words('Photoshop 3.0\0secret-iptc')),
    segment(0xfe, words('secret-comment')),
    TABLES,
    SCAN,
    EOI,
    words('secret-film'),
  ])

/** A JPEG that says nothing. */
export const silent = (): Buffer => Buffer.concat([SOI, ...PICTURE])

const pngChunk = (type: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(body.length)
  return Buffer.concat([size, words(type), body, Buffer.alloc(4)])
}

/** A PNG with EXIF and texts between the chunks that draw it. */
export const tellingPng = (): Buffer =>
  Buffer.concat([
    words('\u0089PNG\r\n\u001a\n'),
    pngChunk('IHDR', Buffer.alloc(13)),
    pngChunk('gAMA', Buffer.alloc(4)),
    pngChunk('eXIf', exifBlock('MM')),
    pngChunk('tEXt', words('Comment\0secret-text')),
    pngChunk('IDAT', words('picture')),
    pngChunk('IEND', Buffer.alloc(0)),
  ])

const webpChunk = (type: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([words(type), size, body, Buffer.alloc(body.length % 2)])
}

/** A WebP with EXIF and XMP behind its picture, and the flags that announce them. */
export function tellingWebp(): Buffer {
  const chunks = Buffer.concat([
    webpChunk('VP8X', Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    webpChunk('VP8 ', words('picture')),
    webpChunk('EXIF', exifBlock()),
    webpChunk('XMP ', words('secret-xmp')),
  ])
  const head = words('RIFF\0\0\0\0WEBP')
  head.writeUInt32LE(chunks.length + 4, 4)
  return Buffer.concat([head, chunks])
}

/** The parts of a HEIC that matter here: boxes with the block and the words inside. */
export const tellingHeic = (): Buffer =>
  Buffer.concat([
    words('\0\0\0\u0018ftypheic\0\0\0\0mif1heic'),
    words('picture'),
    words('\0\0\0\u0006Exif\0\0'),
    exifBlock('MM'),
    words('<x:xmpmeta>secret-xmp</x:xmpmeta>'),
    words('picture'),
  ])

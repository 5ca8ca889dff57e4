import { Tiff } from './tiff.ts'

const EXIF = Buffer.from('Exif\0\0', 'latin1')

/** The EXIF block of a HEIC, found by its words: where its boxes point need not be followed for that. */
export function exifInHeic(bytes: Buffer): Tiff | null {
  for (const at of blocksIn(bytes)) return new Tiff(bytes.subarray(at))
  return null
}

/** A HEIC whose EXIF and XMP are filled with nothing: places inside it are counted in bytes, so none may go. */
export function bareHeic(bytes: Buffer): Buffer {
  const places = [...blocksIn(bytes)]
  const xmp = xmpIn(bytes)
  if (places.length === 0 && !xmp) return bytes
  const bare = Buffer.from(bytes)
  for (const at of places) new Tiff(bare.subarray(at)).blank()
  if (xmp) bare.fill(' ', xmp.from, xmp.to)
  return bare
}

function* blocksIn(bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf(EXIF); at >= 0; at = bytes.indexOf(EXIF, at + 1))
    if (Tiff.isAt(bytes, at + EXIF.length)) yield at + EXIF.length
}

function xmpIn(bytes: Buffer): { from: number; to: number } | null {
  const from = bytes.indexOf('<x:xmpmeta')
  const end = bytes.indexOf('</x:xmpmeta>', from)
  return from >= 0 && end > from ? { from, to: end + '</x:xmpmeta>'.length } : null
}

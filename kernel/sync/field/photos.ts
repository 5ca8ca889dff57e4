import { type FieldPerson, fieldDb, type KeptPhoto } from './db.ts'
import { newId } from './new-id.ts'
import type { VoiceEnding } from './voice.ts'

/** Longest side of a photograph as it is kept: enough to read a gauge, a tenth of the bytes. */
const LONGEST = 1920
const QUALITY = 0.82

/** Keeps a photograph or a recording on this device with its fingerprint; its bytes are safe here when this returns. */
export async function keepPhoto(
  person: FieldPerson,
  blob: Blob,
  about: {
    objectId?: string | null
    gridCode?: string | null
    ending: 'jpg' | 'png' | VoiceEnding
    seconds?: number
  },
): Promise<KeptPhoto> {
  const id = newId()
  const photo: KeptPhoto = {
    id,
    accountId: person.accountId,
    name: `${id}.${about.ending}`,
    blob,
    size: blob.size,
    sha256: await sha256(blob),
    objectId: about.objectId ?? null,
    gridCode: about.objectId ? null : (about.gridCode ?? null),
    takenAt: new Date().toISOString(),
    ...(about.seconds === undefined ? {} : { seconds: about.seconds }),
    state: 'kept',
    sent: 0,
    fault: null,
  }
  await fieldDb.photos.add(photo)
  return photo
}

/** The device has no room; what keeps and what the browser itself say so by the same name. */
export const isFull = (error: unknown): boolean =>
  /Quota/.test((error as Error).name) || /Quota/.test(String((error as { inner?: Error }).inner?.name))

async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * A photograph of the camera made smaller, with what it shows written into it: when, where, what it is about (水印). A picture
 * that cannot be read is an Error with a sentence.
 */
export async function stampPhoto(file: Blob, lines: readonly string[]): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error('这张照片打不开，再拍一张')
  })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  write(pen, canvas, lines)
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (!made) throw new Error('照片没有存下，再拍一张')
  return made
}

/** White on a dark strip at the foot, large enough to be read on a phone. */
function write(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, lines: readonly string[]): void {
  const size = Math.max(12, Math.round(width / 40))
  const strip = size * (lines.length * 1.4 + 0.6)
  pen.fillStyle = 'rgba(22, 33, 31, 0.62)'
  pen.fillRect(0, height - strip, width, strip)
  pen.fillStyle = '#fff'
  pen.font = `500 ${size}px sans-serif`
  pen.textBaseline = 'top'
  for (const [at, line] of lines.entries())
    pen.fillText(line, size * 0.6, height - strip + size * (0.4 + at * 1.4), width - size)
}

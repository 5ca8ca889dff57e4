import { barePng, bareWebp, exifInPng, exifInWebp } from './chunks.ts'
import { bareHeic, exifInHeic } from './heic.ts'
import { bareJpeg, exifInJpeg } from './jpeg.ts'
import type { PhotoClaims, Tiff } from './tiff.ts'

interface PhotoKind {
  exif(bytes: Buffer): Tiff | null
  bare(bytes: Buffer): Buffer
}

const kinds: Readonly<Record<string, PhotoKind>> = {
  'image/jpeg': { exif: exifInJpeg, bare: bareJpeg },
  'image/png': { exif: exifInPng, bare: barePng },
  'image/webp': { exif: exifInWebp, bare: bareWebp },
  'image/heic': { exif: exifInHeic, bare: bareHeic },
}

/** Whether files of a kind may say where and with what they were made. */
export const isPhoto = (mediaType: string): boolean => Object.hasOwn(kinds, mediaType)

/** What a photograph says of its making; null when it says nothing of it, or is no photograph. */
export function claimsOf(bytes: Buffer, mediaType: string): PhotoClaims | null {
  const claims = kinds[mediaType]?.exif(bytes)?.read().claims
  return claims && (claims.takenAt || claims.position || claims.device) ? claims : null
}

/** The photograph without what it says of its making; the very bytes when it says nothing. */
export function bareOf(bytes: Buffer, mediaType: string): Buffer {
  return kinds[mediaType]?.bare(bytes) ?? bytes
}

import type { z } from 'zod'
import type { FieldPlace } from '../model/stamp.ts'

export type Position = z.output<typeof FieldPlace>

const PATIENCE_MS = 12_000
const DECIMALS = 1e6
const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS

/** Where the device is now, or why it cannot say, as a sentence. */
export async function askPosition(): Promise<Position | string> {
  if (!('geolocation' in navigator)) return '这台设备不能定位'
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          lng: rounded(coords.longitude),
          lat: rounded(coords.latitude),
          accuracyM: Number.isFinite(coords.accuracy) ? Math.round(coords.accuracy) : null,
        }),
      ({ code }) => resolve(code === 1 ? '没有允许定位' : '现在定不到位，到空旷处再试'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 10_000 },
    ),
  )
}

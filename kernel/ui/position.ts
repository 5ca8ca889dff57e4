import { useState } from 'react'

/** Where this device says it is. */
export interface Position {
  lng: number
  lat: number
  accuracyM: number | null
}

const PATIENCE_MS = 15_000
const DECIMALS = 1e6

/** Where the device is now, or why it cannot say, as a sentence. */
export async function askPosition(): Promise<Position | string> {
  try {
    const { coords } = await new Promise<GeolocationPosition>((resolve, reject) => {
      if (!('geolocation' in navigator)) return reject(new Error('none'))
      navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: PATIENCE_MS })
    })
    const accuracyM = Number.isFinite(coords.accuracy) ? Math.round(coords.accuracy) : null
    return { lng: rounded(coords.longitude), lat: rounded(coords.latitude), accuracyM }
  } catch (error) {
    return faultWords(error)
  }
}

/** Asks the device where it is, when the person wants it asked. */
export function useAskPosition(): { asking: boolean; fault: string | null; ask(): Promise<Position | null> } {
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const ask = async (): Promise<Position | null> => {
    setAsking(true)
    setFault(null)
    const found = await askPosition()
    setAsking(false)
    if (typeof found !== 'string') return found
    setFault(found)
    return null
  }
  return { asking, fault, ask }
}

const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS

function faultWords(error: unknown): string {
  const code = (error as GeolocationPositionError).code
  if (code === 1) return '没有允许定位。可以在浏览器设置里打开，或写明原因照样登记。'
  if (code === 3) return '等了 15 秒没有定位到，到空旷处再试一次。'
  return '这台设备现在定不了位，写明原因照样登记。'
}

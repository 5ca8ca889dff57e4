import { useState } from 'react'

/** Where this device says it is. */
export interface Position {
  lng: number
  lat: number
  accuracyM: number | null
}

const PATIENCE_MS = 15_000
const DECIMALS = 1e6

/** Asks the device where it is, when the person wants it asked. */
export function useAskPosition(): { asking: boolean; fault: string | null; ask(): Promise<Position | null> } {
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const ask = async (): Promise<Position | null> => {
    setAsking(true)
    setFault(null)
    try {
      const { coords } = await new Promise<GeolocationPosition>((resolve, reject) => {
        if (!('geolocation' in navigator)) return reject(new Error('none'))
        navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: PATIENCE_MS })
      })
      const accuracyM = Number.isFinite(coords.accuracy) ? Math.round(coords.accuracy) : null
      return { lng: rounded(coords.longitude), lat: rounded(coords.latitude), accuracyM }
    } catch (error) {
      setFault(faultWords(error))
      return null
    } finally {
      setAsking(false)
    }
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

/** A distance as people say it: 180 米, 3.2 公里. */
export const distanceWords = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`

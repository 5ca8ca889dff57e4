import { useEffect, useRef } from 'react'

/** Where the act is done, as the server takes it. */
export interface ActPlace {
  lng: number
  lat: number
  accuracyM: number | null
}

const PATIENCE_MS = 8000

/**
 * Where this device is, if it says so in time; nobody waits for it. Asked for only where the place is evidence, or where
 * the person allowed it before.
 */
export function usePlace(isEvidence: boolean): () => ActPlace | undefined {
  const place = useRef<ActPlace>(undefined)
  useEffect(() => {
    let gone = false
    void maySay(isEvidence).then((may) => {
      if (!may || gone) return
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          place.current = {
            lng: coords.longitude,
            lat: coords.latitude,
            accuracyM: Number.isFinite(coords.accuracy) ? coords.accuracy : null,
          }
        },
        () => undefined,
        { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
      )
    })
    return () => {
      gone = true
    }
  }, [isEvidence])
  return () => place.current
}

async function maySay(isEvidence: boolean): Promise<boolean> {
  if (!('geolocation' in navigator) || !('permissions' in navigator)) return false
  const asked = await navigator.permissions.query({ name: 'geolocation' }).catch(() => null)
  return asked?.state === 'granted' || (isEvidence && asked?.state === 'prompt')
}

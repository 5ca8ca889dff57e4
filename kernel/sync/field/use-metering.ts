import { useSyncExternalStore } from 'react'
import { type DeviceState, fieldDb } from './db.ts'
import { deviceState } from './device.ts'
import { useLive } from './hooks.ts'
import { heavyWaits, type Metering, meteringNow, onLineChange, unsentHeavy, waitsForWifi } from './metering.ts'

/** What the browser says of the line, what the person chose, and whether photographs wait because of both. */
export function useMetering(): { metering: Metering; device: DeviceState | undefined; waits: boolean } {
  const metering = useSyncExternalStore(onLineChange, meteringNow)
  const device = useLive(() => deviceState(), [])
  return { metering, device, waits: device !== undefined && heavyWaits(device, metering) }
}

/** How many writes of an account wait for Wi-Fi now. */
export function useWaitingForWifi(accountId: string): number {
  const { waits } = useMetering()
  const count = useLive(async () => {
    if (!waits) return 0
    const heavy = await unsentHeavy(accountId)
    const kept = fieldDb.operations.where('[accountId+state]').equals([accountId, 'kept'])
    return kept.filter((one) => waitsForWifi(one, heavy)).count()
  }, [accountId, waits])
  return count ?? 0
}

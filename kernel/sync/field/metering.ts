import { type DeviceState, fieldDb, type KeptOperation } from './db.ts'
import { deviceState } from './device.ts'

/** Whether the line is paid for by what goes over it, as far as the browser tells. */
export type Metering = 'metered' | 'free' | 'unknown'

/** The network as some browsers tell of it (Network Information API); others say nothing. */
interface Connection extends EventTarget {
  type?: string
  saveData?: boolean
}

const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection

/** What the browser says of the line. */
export function meteringNow(): Metering {
  const { type, saveData } = connection() ?? {}
  if (saveData || type === 'cellular') return 'metered'
  return type === 'wifi' || type === 'ethernet' ? 'free' : 'unknown'
}

/** Tells when the line becomes another. @returns ends it */
export function onLineChange(tell: () => void): () => void {
  const line = connection()
  line?.addEventListener('change', tell)
  return () => line?.removeEventListener('change', tell)
}

/** Whether photographs and voice notes wait now: the person wants Wi-Fi for them, and this line is known or said to be none. */
export const heavyWaits = (device: DeviceState, metering: Metering): boolean =>
  device.heavy !== 'any' && (metering === 'metered' || (metering === 'unknown' && device.saysMetered === true))

/** Photographs and voice notes; signatures are small and go with what they sign. */
const isHeavy = (name: string): boolean => !name.endsWith('.png')

/** Photographs and voice notes of an account that are only here, by id. */
export async function unsentHeavy(accountId: string): Promise<Set<string>> {
  const kept = fieldDb.photos.where('[accountId+state]').equals([accountId, 'kept'])
  const ids = new Set<string>()
  await kept.each(({ id, name }) => void (isHeavy(name) && ids.add(id)))
  return ids
}

/** Whether a write stands here until there is Wi-Fi; not once somebody said it shall go by whatever line there is. */
export const waitsForWifi = (one: KeptOperation, heavy: ReadonlySet<string>): boolean =>
  !one.byAnyLine && one.photoIds.some((id) => heavy.has(id))

/** The write with photographs for Wi-Fi behind which one stands: itself, or one that must arrive before it; null for none. */
export async function heldForWifi(one: KeptOperation, heavy: ReadonlySet<string>): Promise<KeptOperation | null> {
  if (waitsForWifi(one, heavy)) return one
  const before = one.after ? await fieldDb.operations.get(one.after) : undefined
  return before?.state === 'kept' ? heldForWifi(before, heavy) : null
}

/** Lets one write go by whatever line there is, and what it follows with it. */
export async function sendByAnyLine(one: KeptOperation): Promise<void> {
  await fieldDb.operations.update(one.id, { byAnyLine: true })
  const before = one.after && (await fieldDb.operations.get(one.after))
  if (before && before.state === 'kept' && !before.byAnyLine) await sendByAnyLine(before)
}

/** Notes what is to be done about photographs and voice notes on this device. */
export async function chooseHeavy(choice: Pick<DeviceState, 'heavy' | 'saysMetered'>): Promise<void> {
  await deviceState()
  await fieldDb.device.update('device', choice)
}

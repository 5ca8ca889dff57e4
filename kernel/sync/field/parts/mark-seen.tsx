import { time } from '#kernel/ui/format.ts'
import { useLive, usePerson } from '../hooks.ts'
import { sightingOf } from '../marks.ts'

/** When the plate of an object was read on this device, while that counts; null for not. */
export function useMarkSeen(objectId: string): string | null {
  const { accountId } = usePerson()
  return useLive(() => sightingOf(accountId, objectId), [accountId, objectId])?.seenAt ?? null
}

/** Says that the plate was read and that records will tell; nothing where it was not. */
export function MarkSeen({ objectId }: { objectId: string }) {
  const seenAt = useMarkSeen(objectId)
  if (!seenAt) return null
  return <p className="fd-pad fd-ok">✓ {time(seenAt)} 扫过码牌，记录会带上</p>
}

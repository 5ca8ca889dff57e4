import { time } from '#kernel/ui/format.ts'
import { useLive, usePerson } from '../hooks.ts'
import { sightingOf } from '../marks.ts'

/** When the plate of an object was read on this device, while that counts; null for not. */
export function useMarkSeen(objectId: string): string | null {
  const { accountId } = usePerson()
  return useLive(() => sightingOf(accountId, objectId), [accountId, objectId])?.seenAt ?? null
}

interface MarkSeenProps {
  objectId: string
  /** Goes and reads it; none where this person reads no plates. */
  onScan?: (() => void) | undefined
}

/** Says that the plate was read and that records will tell; where it was not, it is one tap away. */
export function MarkSeen({ objectId, onScan }: MarkSeenProps) {
  const seenAt = useMarkSeen(objectId)
  if (!seenAt && onScan)
    return (
      <p className="fd-pad">
        <button type="button" className="fd-plain" onClick={onScan}>
          扫门口的码牌
        </button>
      </p>
    )
  if (!seenAt) return null
  return <p className="fd-pad fd-ok">✓ {time(seenAt)} 扫过码牌，记录会带上</p>
}

import { randomUUID } from 'node:crypto'

/** A UUIDv7: 48 bits of milliseconds, then randomness, so ids sort by birth and keep indexes warm. RFC 9562 §5.7. */
export function newId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // Node draws the randomness of many UUIDs at once; variant and random bits of a version 4 stand where version 7 has its own.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

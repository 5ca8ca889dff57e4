/** A UUIDv7 made on the device: what is made without a network has its name from the start. RFC 9562 §5.7. */
export function newId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}

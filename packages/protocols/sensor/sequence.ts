/** What the number of a message says about those before it. */
export type SequenceFinding =
  | { readonly kind: 'next' }
  | { readonly kind: 'gap'; readonly missed: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'repeat' }

interface DeviceSequence {
  last: number
  readonly recent: Map<string, number>
}

const DAY = 86_400_000

/**
 * Follows `seq` of each device: gaps are told, repeats within 24 hours are known by number and time. Memory is bounded by devices and by
 * remembered messages a device; the oldest go first.
 */
export class Sequences {
  readonly #devices = new Map<string, DeviceSequence>()
  readonly #most: { readonly devices: number; readonly messages: number }

  constructor(most = { devices: 10_000, messages: 1_000 }) {
    this.#most = most
  }

  get devices(): number {
    return this.#devices.size
  }

  /** Takes the number of a message of `device`, sent at `ts`, that arrived at `now` (milliseconds). */
  add(device: string, seq: number, ts: number, now: number): SequenceFinding {
    const known = this.#devices.get(device)
    const state = known ?? { last: seq, recent: new Map<string, number>() }
    const key = `${seq}/${ts}`
    const before = state.recent.get(key)
    if (before !== undefined && now - before < DAY) return { kind: 'repeat' }
    this.#remember(device, state, key, now)
    const last = state.last
    state.last = seq
    if (!known || seq === last + 1) return { kind: 'next' }
    return seq > last ? { kind: 'gap', missed: seq - last - 1 } : { kind: 'restart' }
  }

  #remember(device: string, state: DeviceSequence, key: string, now: number): void {
    this.#devices.delete(device)
    this.#devices.set(device, state)
    state.recent.delete(key)
    state.recent.set(key, now)
    dropOldest(state.recent, this.#most.messages)
    dropOldest(this.#devices, this.#most.devices)
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const oldest = map.keys().next().value
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}

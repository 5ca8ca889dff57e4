import type { Decoded } from '#protocols/jt808/decode.ts'
import type { Told } from '../driver/jt808.ts'
import type { Vehicle } from './vehicle.ts'

interface Parameter {
  id: string
  [field: string]: unknown
}

/** What a terminal does when the platform tells it something. Its general answer (0x0001) is the driver's. */
export class Terminal {
  readonly #vehicle: Vehicle
  readonly #parameters = new Map<string, Parameter>()
  #trackedUntil = 0
  #trackedEveryMs = 0
  #media = 0
  /** What was shown to the driver, the newest last. */
  readonly texts: string[] = []

  constructor(vehicle: Vehicle) {
    this.#vehicle = vehicle
  }

  /** How often it reports: faster while it is tracked (0x8202). */
  intervalMs(usualMs: number, now: number): number {
    return now < this.#trackedUntil && this.#trackedEveryMs > 0 ? Math.min(usualMs, this.#trackedEveryMs) : usualMs
  }

  obey({ messageId, sequence, body }: Decoded, now: number): Told[] {
    const answerSequence = sequence
    const location = () => this.#vehicle.location(now)
    if (messageId === '0x8300') this.#show(String(body.text ?? ''))
    if (messageId === '0x8202') this.#track(Number(body.interval ?? 0), Number(body.validity ?? 0), now)
    if (messageId === '0x8103') this.#set(body.parameters)
    if (messageId === '0x8201') return [{ name: 'locationReply', body: { answerSequence, location: location() } }]
    if (messageId === '0x8104') return [this.#parameterReply(answerSequence, null)]
    if (messageId === '0x8106') return [this.#parameterReply(answerSequence, body.ids)]
    if (messageId === '0x8107') return [attributes()]
    if (messageId === '0x8801') return [this.#picture(answerSequence)]
    if (messageId === '0x8500') {
      this.#control(body)
      return [{ name: 'vehicleControlReply', body: { answerSequence, location: location() } }]
    }
    return []
  }

  #show(text: string): void {
    this.texts.push(text)
    if (this.texts.length > 20) this.texts.shift()
  }

  /** Interval 0 ends it. */
  #track(seconds: number, validity: number, now: number): void {
    this.#trackedEveryMs = seconds * 1000
    this.#trackedUntil = seconds === 0 ? 0 : now + validity * 1000
  }

  #set(given: unknown): void {
    for (const one of Array.isArray(given) ? (given as Parameter[]) : []) this.#parameters.set(one.id, one)
  }

  #parameterReply(answerSequence: number, ids: unknown): Told {
    const wanted = Array.isArray(ids) ? ids.map(String) : null
    const parameters = [...this.#parameters.values()].filter(({ id }) => !wanted || wanted.includes(id))
    return { name: 'parameterReply', body: { answerSequence, parameters } }
  }

  #picture(answerSequence: number): Told {
    this.#media += 1
    return { name: 'picturesTaken', body: { answerSequence, result: 0, mediaIds: [this.#media] } }
  }

  /** Doors; before 2019 by the lowest bit of a flag, since then by type 1. */
  #control({ flag, controls }: Decoded['body']): void {
    if (typeof flag === 'number') this.#vehicle.isLocked = (flag & 1) === 1
    for (const one of Array.isArray(controls) ? (controls as { type: string; door?: number }[]) : [])
      if (Number(one.type) === 1) this.#vehicle.isLocked = one.door === 0
  }
}

const attributes = (): Told => ({
  name: 'attributesReply',
  body: {
    ...{ terminalKind: 2, manufacturer: 'ANGRD', model: 'SIM-1', terminalId: 'SIM0001', iccid: '89860000000000000000' },
    ...{ hardwareVersion: '1', firmwareVersion: '1', gnss: 2, radio: 32 },
  },
})

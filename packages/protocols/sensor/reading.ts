/** One value of one point, whichever way it came. */
export interface Reading {
  readonly point: string
  /** null only with quality bad. Whole numbers beyond 2^53 come as text. */
  readonly value: number | boolean | string | null
  readonly quality: 'good' | 'uncertain' | 'bad'
  /** When it was measured, UTC. */
  readonly at: string
  /** Stored at the device and sent later: raises no live alarm. */
  readonly historical: boolean
  /** Why the quality is not good, in the sender's word. */
  readonly code?: string
}

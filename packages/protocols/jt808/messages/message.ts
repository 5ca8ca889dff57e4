import type { Part } from '../layout.ts'

/** One row of the message index. */
export interface Message {
  readonly id: number
  readonly name: string
  /** `up` from the terminal, `down` from the platform. */
  readonly direction: 'up' | 'down'
  /** The body; null when its layout is not known to us and it is kept raw. */
  readonly parts: readonly Part[] | null
  /** Whether 2011 and 2013 lay the body out differently: nothing but the body tells them apart. */
  readonly changedIn2013?: boolean
}

export const up = (id: number, name: string, ...parts: Part[]): Message => ({ id, name, direction: 'up', parts })
export const down = (id: number, name: string, ...parts: Part[]): Message => ({ id, name, direction: 'down', parts })
export const changedIn2013 = (message: Message): Message => ({ ...message, changedIn2013: true })

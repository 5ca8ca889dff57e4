import { AREA } from './area.ts'
import { LOCATION } from './location.ts'
import { MEDIA } from './media.ts'
import type { Message } from './message.ts'
import { SESSION } from './session.ts'
import { TERMINAL } from './terminal.ts'
import { VEHICLE } from './vehicle.ts'

/** Every message of the index (§4 of the reference). */
export const MESSAGES: readonly Message[] = [...SESSION, ...LOCATION, ...TERMINAL, ...VEHICLE, ...AREA, ...MEDIA]

const KNOWN = new Map<number | string, Message>(
  MESSAGES.flatMap((message) => [
    [message.id, message],
    [message.name, message],
  ]),
)

/** A message by its number or its name. */
export const findMessage = (id: number | string): Message | undefined => KNOWN.get(id)

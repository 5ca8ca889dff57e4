import { Fragments } from '#protocols/jt808/fragments.ts'
import { Splitter } from '#protocols/jt808/splitter.ts'
import type { Door, Gate } from '../gate.ts'
import { openTcpDoor } from '../tcp-door.ts'
import { Session } from './session.ts'
import { Sessions } from './sessions.ts'

/** Bytes that belong to no frame, before a connection is closed. */
const MOST_GARBAGE = 64 << 10
const ASK_AGAIN_MS = 10_000

export interface Jt808Door extends Door {
  /** The terminals that are connected, for whoever has something to tell them. */
  readonly sessions: Sessions
}

/** JT/T 808 over TCP: one terminal a connection. */
export async function openJt808Door(gate: Gate, port: number, askAgainMs = ASK_AGAIN_MS): Promise<Jt808Door> {
  const [sessions, fragments] = [new Sessions(), new Fragments()]
  const door = await openTcpDoor(gate, 'jt808', port, (link) => {
    const splitter = new Splitter()
    const session = new Session({ gate, sessions, link, fragments })
    return {
      get isProved() {
        return session.isProved
      },
      hear: async (chunk) => {
        const before = splitter.garbage
        for (const frame of splitter.push(chunk)) await session.hear(frame)
        gate.counts.add('jt808.garbage-bytes', splitter.garbage - before)
        if (splitter.garbage > MOST_GARBAGE) await session.end()
      },
      end: () => session.end(),
      leave: () => session.leave(),
    }
  })
  const stopAsking = sessions.askForMissing(fragments, askAgainMs)
  return {
    port: door.port,
    sessions,
    close: async () => {
      stopAsking()
      await door.close()
    },
  }
}

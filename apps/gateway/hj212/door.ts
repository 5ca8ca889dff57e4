import { Splitter } from '#protocols/hj212/frame.ts'
import { Packets } from '#protocols/hj212/packets.ts'
import type { Door, Gate } from '../gate.ts'
import { openTcpDoor } from '../tcp-door.ts'
import { Hj212Session, type Stations } from './session.ts'

const MOST_GARBAGE = 64 << 10

export interface Hj212Door extends Door {
  /** The stations that are connected, for whoever has something to ask them. */
  readonly stations: Stations
}

/** HJ 212 over TCP: all editions on one port, told frame by frame. */
export async function openHj212Door(gate: Gate, port: number): Promise<Hj212Door> {
  const [stations, packets]: [Stations, Packets] = [new Map(), new Packets()]
  const door = await openTcpDoor(gate, 'hj212', port, (link) => {
    const splitter = new Splitter({ modbusCrc: gate.config.modbusCrc })
    const session = new Hj212Session({ gate, stations, link, packets })
    return {
      get isProved() {
        return session.isProved
      },
      hear: async (chunk) => {
        const before = splitter.garbage
        for (const frame of splitter.push(chunk)) await session.hear(frame)
        gate.counts.add('hj212.garbage-bytes', splitter.garbage - before)
        if (splitter.garbage > MOST_GARBAGE) await session.end()
      },
      end: () => session.end(),
      leave: () => session.leave(),
    }
  })
  return { port: door.port, stations, close: () => door.close() }
}

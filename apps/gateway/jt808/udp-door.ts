import { createSocket, type RemoteInfo } from 'node:dgram'
import { Fragments } from '#protocols/jt808/fragments.ts'
import { Splitter } from '#protocols/jt808/splitter.ts'
import type { Gate } from '../gate.ts'
import type { Jt808Door } from './door.ts'
import { Session } from './session.ts'
import { Sessions } from './sessions.ts'

const ASK_AGAIN_MS = 10_000
const SWEEP_MS = 1_000
/** Datagrams of one sender that wait while another is worked on; more are dropped and come again, because nobody answered them. */
const MOST_WAITING = 64

interface Sender {
  readonly session: Session
  heardAt: number
  waiting: number
  work: Promise<void>
}

/** JT/T 808 over UDP: a session for each terminal and address, each datagram whole frames. */
export async function openJt808UdpDoor(gate: Gate, port: number): Promise<Jt808Door> {
  const [sessions, fragments, senders] = [new Sessions(), new Fragments(), new Map<string, Sender>()]
  const socket = createSocket(gate.config.host.includes(':') ? 'udp6' : 'udp4')
  socket.on('error', () => gate.counts.add('jt808-udp.error'))
  socket.on('message', (datagram, from) => {
    for (const frame of new Splitter().push(datagram)) {
      const phone = frame.ok ? frame.phone : ''
      const key = `${phone} ${from.address} ${from.port}`
      const sender = senders.get(key) ?? enter(key, from)
      if (!sender || sender.waiting >= MOST_WAITING) {
        gate.counts.add('jt808-udp.dropped')
        continue
      }
      sender.heardAt = Date.now()
      sender.waiting += 1
      sender.work = sender.work
        .then(() => sender.session.hear(frame))
        .catch(() => gate.counts.add('jt808-udp.unexpected'))
        .finally(() => {
          sender.waiting -= 1
        })
    }
  })
  const enter = (key: string, { address, port: to }: RemoteInfo): Sender | null => {
    if (senders.size >= gate.config.connections) return null
    const link = {
      send: (bytes: Buffer) => socket.send(bytes, to, address, () => {}),
      isClear: true,
      end: () => void senders.delete(key),
    }
    const session = new Session({ gate, sessions, link, fragments })
    const sender = { session, heardAt: Date.now(), waiting: 0, work: Promise.resolve() }
    senders.set(key, sender)
    return sender
  }
  const sweep = setInterval(() => {
    const silentSince = Date.now() - gate.config.idleMs
    for (const { session, heardAt } of senders.values()) if (heardAt < silentSince) void session.end()
  }, SWEEP_MS).unref()
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(port, gate.config.host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  const stopAsking = sessions.askForMissing(fragments, ASK_AGAIN_MS)
  return {
    port: socket.address().port,
    sessions,
    close: async () => {
      stopAsking()
      clearInterval(sweep)
      await Promise.all([...senders.values()].map(({ session }) => session.end()))
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}

import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Door, Gate } from './gate.ts'

/** What is behind a TCP door: somebody who listens to one connection. */
export interface Listener {
  /** Takes the next bytes; while it is at it the socket is read no further. */
  hear(chunk: Buffer): Promise<void>
  /** Whether it is known who speaks. */
  readonly isProved: boolean
  /** Ends when what was handed over is durable and answered. */
  end(): Promise<void>
  /** The connection is gone. */
  leave(): void
}

/** A connection that has not said who it is is closed after this. */
const UNPROVED_MS = 30_000
/** What is sent to somebody who does not read is held so far and no further. */
const MOST_UNSENT = 256 << 10

/** Opens a TCP door: limits of number, silence and unproved time, and as much read as can be written. */
export async function openTcpDoor(
  gate: Gate,
  name: string,
  port: number,
  listen: (link: { send(bytes: Buffer): void; readonly isClear: boolean; cut(): void; end(): void }) => Listener,
): Promise<Door> {
  const open = new Map<Socket, Listener>()
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, (socket) => {
    gate.counts.add(`${name}.connections`)
    const listener = listen({
      send: (bytes) => {
        if (socket.destroyed || !socket.writable) return
        socket.write(bytes)
        if (socket.writableLength > MOST_UNSENT) socket.destroy()
      },
      get isClear() {
        return socket.writable && socket.writableLength === 0
      },
      // A reset, because a line that is closed politely still delivers what it holds.
      cut: () => void socket.resetAndDestroy(),
      end: () => socket.end(() => socket.destroySoon()),
    })
    open.set(socket, listener)
    socket.setTimeout(gate.config.idleMs, () => {
      gate.counts.add(`${name}.idle`)
      void listener.end().finally(() => socket.destroy())
    })
    const unproved = setTimeout(() => {
      if (listener.isProved) return
      gate.counts.add(`${name}.never-proved`)
      socket.destroy()
    }, UNPROVED_MS).unref()
    socket.on('data', (chunk) => {
      socket.pause()
      listener.hear(chunk).then(
        () => socket.resume(),
        (error: Error) => {
          gate.counts.add(`${name}.unexpected`)
          socket.destroy(error)
        },
      )
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(unproved)
      open.delete(socket)
      listener.leave()
    })
  })
  server.maxConnections = gate.config.connections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, gate.config.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(
        [...open].map(async ([socket, listener]) => {
          await listener.end()
          socket.destroySoon()
        }),
      )
      for (const socket of open.keys()) socket.destroy()
      await closed
    },
  }
}

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Dice } from '#apps/server/demo/dice.ts'

/** A line between devices and a door that breaks by itself: each connection carries so many bytes and is gone, wherever in a frame that falls. */
export interface CuttingLine {
  readonly port: number
  /** How often it broke. */
  readonly cuts: () => number
  close(): Promise<void>
}

const HOST = '127.0.0.1'

/** @param carries fewest and most bytes a connection carries towards the door */
export async function openCuttingLine(
  dice: Dice,
  door: number,
  carries: readonly [number, number],
): Promise<CuttingLine> {
  let cuts = 0
  const open = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(door, HOST)
    let left = dice.whole(...carries)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    far.on('data', (chunk) => near.write(chunk))
    near.on('data', (chunk) => {
      far.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left > 0) return
      cuts += 1
      far.end(() => far.destroy())
      near.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { newId } from '#kernel/db/id.ts'

interface Kept {
  bytes: Buffer
  /** Fetched within the days it is good for. */
  fresh: boolean
}

/** Fetched tiles on disk, up to a bound; the oldest go first. */
export class TileCache {
  readonly #folder: string
  // Bytes written since the folder was last measured; unknown at first, so that the first write measures.
  #unmeasured = Number.POSITIVE_INFINITY
  #sweeping: Promise<void> | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  async find(name: string, days: number): Promise<Kept | null> {
    const at = path.join(this.#folder, name)
    const bytes = await readFile(at).catch(() => null)
    if (!bytes) return null
    const age =
      Date.now() -
      (await stat(at).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ))
    return { bytes, fresh: age < days * 86_400_000 }
  }

  /** Keeps a tile. A cache that cannot be written is no reason to show no map. */
  async keep(name: string, bytes: Buffer, maxBytes: number): Promise<void> {
    if (maxBytes === 0) return
    const at = path.join(this.#folder, name)
    const draft = `${at}.${newId()}`
    try {
      await mkdir(path.dirname(at), { recursive: true })
      await writeFile(draft, bytes)
      await rename(draft, at)
    } catch {
      return
    }
    this.#unmeasured += bytes.length
    if (this.#unmeasured > maxBytes / 20) await this.#sweep(maxBytes)
  }

  #sweep(maxBytes: number): Promise<void> {
    this.#sweeping ??= this.#removeOldest(maxBytes).finally(() => {
      this.#sweeping = null
    })
    return this.#sweeping
  }

  /** Down to nine tenths, so that not every tile starts another round. */
  async #removeOldest(maxBytes: number): Promise<void> {
    this.#unmeasured = 0
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async (entry) => {
          const at = path.join(entry.parentPath, entry.name)
          const { size, mtimeMs } = await stat(at).catch(() => ({ size: 0, mtimeMs: 0 }))
          return { at, size, mtimeMs }
        }),
    )
    let total = files.reduce((sum, { size }) => sum + size, 0)
    if (total <= maxBytes) return
    for (const file of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= maxBytes * 0.9) return
      await rm(file.at, { force: true })
      total -= file.size
    }
  }
}

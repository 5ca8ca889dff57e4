import type { Database } from '#kernel/db/db.ts'
import {
  type Credential,
  findCredential,
  isSecretOf,
  noteProof,
  type Protocol,
  registerTerminal,
} from '#kernel/telemetry/devices.ts'

/** How long what was read of a device is believed: a secret that was taken away, a device that was stopped, is out after that. */
const BELIEVED_MS = 15_000
/** What is not there is asked for again soon: somebody may be entering it. */
const UNKNOWN_MS = 2_000
const MOST = 50_000

interface Page {
  credential: Credential | null
  readAt: number
}

/** Who may speak, as the database has it, kept in memory for a short time. */
export class DeviceBook {
  readonly #db: Database
  readonly #pages = new Map<string, Page>()

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Whether a secret is that of a device that speaks by one of these protocols.
   * @throws when the database is away and the device is not in memory
   */
  async proves(code: string, secret: string, protocols: readonly Protocol[]): Promise<boolean> {
    let page = await this.#page(code, BELIEVED_MS)
    // The secret may have been changed a moment ago.
    if (!isSecretOf(page.credential, secret)) page = await this.#page(code, UNKNOWN_MS)
    const { credential } = page
    if (!credential || !protocols.includes(credential.protocol) || !isSecretOf(credential, secret)) return false
    if (!credential.provedAt) {
      await this.#db.system((tx) => noteProof(tx, code))
      page.credential = { ...credential, provedAt: new Date() }
    }
    return true
  }

  /** Whether there is such a device. */
  async knows(code: string): Promise<boolean> {
    return (await this.#page(code, BELIEVED_MS)).credential !== null
  }

  /** Gives a terminal its code, as its registration asks for it. */
  async register(code: string) {
    this.#pages.delete(code)
    return this.#db.system((tx) => registerTerminal(tx, code))
  }

  async #page(code: string, believedMs: number): Promise<Page> {
    const known = this.#pages.get(code)
    const age = known?.credential ? believedMs : UNKNOWN_MS
    if (known && Date.now() - known.readAt < age) return known
    const credential = await this.#db.system((tx) => findCredential(tx, code))
    const page = { credential, readAt: Date.now() }
    this.#pages.delete(code)
    this.#pages.set(code, page)
    if (this.#pages.size > MOST) this.#pages.delete(this.#pages.keys().next().value as string)
    return page
  }
}

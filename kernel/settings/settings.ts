import { type Database, isConnectionLoss } from '#kernel/db/db.ts'
import type { SecretBox } from '#kernel/identity/secret-box.ts'
import type { Setting, SettingsReader } from './setting.ts'
import { listValues } from './store.ts'

/** Another default than the declared one, and the sentence that tells the administrator why. */
export interface Preset {
  value: unknown
  why: string
}

export interface SettingsParts {
  db: Database
  secrets: SecretBox
  /** Everything the rooms declared. */
  declared: readonly Setting<never>[]
  presets?: Readonly<Record<string, Preset>>
  /** Values of the environment, by its own names. */
  environment?: Readonly<Record<string, string | undefined>>
}

// A notice tells of a change at once; this is for a network that swallowed it.
const KEPT_MS = 10_000

/** What a sealed value is sealed for: it opens in the row of its own setting only. */
export const purposeOf = (key: string): string => `setting/${key}`

/**
 * The values in force, kept in memory. A change in any process makes this one read again before it answers its next
 * request; see `settled`.
 */
export class Settings implements SettingsReader {
  readonly #parts: SettingsParts
  readonly #byKey: Map<string, Setting>
  #values = new Map<string, unknown>()
  #readAt = Number.NEGATIVE_INFINITY
  #changes = 0
  #reading: Promise<void> | null = null

  constructor(parts: SettingsParts) {
    this.#parts = parts
    this.#byKey = new Map((parts.declared as unknown as Setting[]).map((setting) => [setting.key, setting]))
    if (this.#byKey.size !== parts.declared.length) throw new Error('two settings have the same key')
    parts.db.changes.onChanged((what) => {
      if (what !== 'setting' && what !== '*') return
      this.#changes++
      this.#readAt = Number.NEGATIVE_INFINITY
    })
  }

  /** All settings in the order they were declared. */
  all(): Setting[] {
    return [...this.#byKey.values()]
  }

  find(key: string): Setting | undefined {
    return this.#byKey.get(key)
  }

  /** The value in force: of the environment, else the one chosen, else the default. */
  get<T>(setting: Setting<T>): T {
    const fixed = this.fixedOutside(setting)
    if (fixed !== undefined) return fixed as T
    return (this.#values.has(setting.key) ? this.#values.get(setting.key) : this.defaultOf(setting)) as T
  }

  /** The default here and now; `why` when it is not the declared one. */
  defaultOf<T>(setting: Setting<T>): T {
    const preset = this.presetOf(setting)
    return (preset ? preset.value : setting.fallback) as T
  }

  presetOf(setting: Pick<Setting, 'key'>): Preset | undefined {
    return this.#parts.presets?.[setting.key]
  }

  /** The value the environment sets; undefined when it sets none. */
  fixedOutside(setting: Pick<Setting, 'environment'>): string | undefined {
    return (setting.environment && this.#parts.environment?.[setting.environment]) || undefined
  }

  /** Brings what is kept up to date; costs nothing while nothing changed. Every request waits for it first. */
  async settled(): Promise<void> {
    const heard = this.#parts.db.changes.heard
    if (heard && performance.now() - this.#readAt < KEPT_MS) return
    // While the database is away the last known values stay in force: what needs no database still answers.
    this.#reading ??= this.#read()
      .catch((error) => {
        if (!isConnectionLoss(error)) throw error
      })
      .finally(() => {
        this.#reading = null
      })
    await this.#reading
  }

  async #read(): Promise<void> {
    const before = this.#changes
    const startedAt = performance.now()
    const rows = await this.#parts.db.unscoped(listValues)
    this.#values = new Map(
      rows.flatMap(({ key, value }) => {
        const read = this.#valueOf(key, value)
        return read === undefined ? [] : [[key, read]]
      }),
    )
    // A change told while the answer was under way may or may not be in it.
    if (this.#changes === before) this.#readAt = startedAt
  }

  /** A stored value as declared today; undefined, so the default, when this version does not take it any more. */
  #valueOf(key: string, stored: unknown): unknown {
    const setting = this.#byKey.get(key)
    if (!setting) return undefined
    if (setting.control.kind === 'secret') return this.#opened(key, String(stored))
    const read = setting.schema.safeParse(stored)
    return read.success ? read.data : undefined
  }

  /** A secret sealed with a key that is lost counts as not set: one setting must not close the whole platform. */
  #opened(key: string, sealed: string): string | undefined {
    try {
      return this.#parts.secrets.open(sealed, purposeOf(key))
    } catch {
      return undefined
    }
  }
}

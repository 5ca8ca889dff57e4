import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import type { PartKey, PartRow, TemplateAlong, VisitAlong } from '../model/schema.ts'

/** Rows of a part of one enterprise, and how many there are in all. */
export interface PartRows<Row> {
  items: Row[]
  total: number
}

/** What a module brings along of some enterprises: one query for all of them, inside the scope of whoever asks. */
export interface AlongPart<K extends PartKey = PartKey> {
  key: K
  /** Who may not read it takes nothing of it along. */
  permission: string
  of(tx: Tx, actor: Actor, objectIds: readonly string[]): Promise<ReadonlyMap<string, PartRows<PartRow<K>>>>
}

/** What visits need without a network. */
export interface AlongVisits {
  permission: string
  of(
    tx: Tx,
    actor: Actor,
    objectIds: readonly string[],
    settings: SettingsReader,
  ): Promise<{
    visits: ReadonlyMap<string, z.output<typeof VisitAlong>>
    /** The lists of checks those name, each once. */
    templates: TemplateAlong[]
  }>
}

/** Rows gathered by enterprise; `total` of each row is how many there are of its enterprise. */
export function byObject<Row extends { objectId: string; total: number }, View>(
  rows: readonly Row[],
  view: (row: Row) => View,
): Map<string, PartRows<View>> {
  const found = new Map<string, PartRows<View>>()
  for (const row of rows) {
    const { items } = found.get(row.objectId) ?? { items: [] }
    found.set(row.objectId, { items: [...items, view(row)], total: row.total })
  }
  return found
}

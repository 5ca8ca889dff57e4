import type { CaseType } from '#kernel/cases/model/case-type.ts'
import type { Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { countFiles, listFiles } from '#modules/enterprise/server/store/along.ts'
import { fileView } from '#modules/enterprise/server/view.ts'
import type { AlongBatch, AlongChoiceInput, AlongFile, AlongSize, PartKey } from '../model/schema.ts'
import { withinSize } from '../model/size.ts'
import type { AlongPart, AlongVisits } from './part.ts'
import { alongSettings } from './settings.ts'

/** What comes along beside the register, as the modules bring it. */
export interface AlongSources {
  parts: readonly AlongPart[]
  visits: AlongVisits
  /** Kinds of cases whose terms belong to the law that comes along. */
  kinds: readonly CaseType[]
}

/** Bytes after which an answer ends, so that a bad line loses little. */
const MOST_BYTES = 4_000_000
/** Enterprises whose size tells that of all. */
const SAMPLE = 20

const mostOf = (settings: SettingsReader): number => settings.get(alongSettings.fileKilobytes) * 1_000

interface Page {
  cursor: string | undefined
  limit: number
}

/**
 * The next files of a choice, in the order of grids and names: fewer than asked where they are large. What a person may not read does
 * not come along; enterprises outside his scope are not there.
 */
export async function takeFiles(
  tx: Tx,
  actor: Actor,
  sources: AlongSources,
  settings: SettingsReader,
  choice: AlongChoiceInput,
  page: Page,
): Promise<Omit<AlongBatch, 'asOf'>> {
  const which = whichOf(choice)
  const { rows, cursorAfter, more } = await listFiles(tx, actor.scope, which, page)
  const ids = rows.map(({ id }) => id)
  const parts = await partsOf(tx, actor, sources.parts, ids)
  const { visits, templates } = await visitsOf(tx, actor, sources.visits, ids, settings)
  const items: AlongFile[] = []
  let bytes = 0
  for (const row of rows) {
    const visit = visits.get(row.id)
    const file = withinSize(
      {
        id: row.id,
        file: knownOnly(fileView(actor, row, row.gridPath)),
        gridName: row.gridPath.at(-1)?.name ?? row.gridCode,
        ...(visit ? { visit } : {}),
        parts: Object.fromEntries(parts.flatMap(([key, of]) => (of ? [[key, of.get(row.id) ?? NONE]] : []))),
      },
      mostOf(settings),
    )
    if (items.length > 0 && bytes + file.bytes > MOST_BYTES) break
    items.push(file)
    bytes += file.bytes
  }
  const last = rows[items.length - 1]
  const isEnd = items.length === rows.length && !more
  const named = new Set(items.flatMap(({ visit }) => visit?.templates ?? []))
  return {
    items,
    nextCursor: last && !isEnd ? cursorAfter(last) : null,
    total: await countFiles(tx, actor.scope, which),
    templates: templates.filter(({ code }) => named.has(code)),
  }
}

const NONE = { items: [], total: 0 }

/** How many enterprises a choice has and how much they weigh, from the real size of the first ones. */
export async function sizeOf(
  tx: Tx,
  actor: Actor,
  sources: AlongSources,
  settings: SettingsReader,
  choice: AlongChoiceInput,
): Promise<AlongSize> {
  const page = { cursor: undefined, limit: SAMPLE }
  const { items, total } = await takeFiles(tx, actor, sources, settings, choice, page)
  const sampled = items.reduce((sum, { bytes }) => sum + bytes, 0)
  const bytes = items.length > 0 ? Math.round((sampled / items.length) * total) : 0
  return { total, bytes, mostPerFile: mostOf(settings) }
}

const whichOf = ({ grid, ids }: AlongChoiceInput) => ({
  grid,
  ids: ids?.split(',').map((id) => id.toLowerCase()),
})

/** Fields nobody filled in need not travel. */
const knownOnly = <T extends { values: Record<string, unknown> }>(file: T): T => ({
  ...file,
  values: Object.fromEntries(Object.entries(file.values).filter(([, value]) => value !== null)),
})

async function partsOf(tx: Tx, actor: Actor, parts: readonly AlongPart[], ids: readonly string[]) {
  const found: [PartKey, Awaited<ReturnType<AlongPart['of']>>][] = []
  // One after another: they share one connection.
  for (const { key, permission, of } of parts)
    if (may(actor, permission)) found.push([key, ids.length > 0 ? await of(tx, actor, ids) : new Map()])
  return found
}

async function visitsOf(
  tx: Tx,
  actor: Actor,
  { permission, of }: AlongVisits,
  ids: readonly string[],
  settings: SettingsReader,
): ReturnType<AlongVisits['of']> {
  if (ids.length === 0 || !may(actor, permission)) return { visits: new Map(), templates: [] }
  return of(tx, actor, ids, settings)
}

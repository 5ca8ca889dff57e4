import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { tookAlong } from '#kernel/sync/field/taken.ts'
import { queryString, read, send } from '#kernel/ui/api.ts'
import { type AlongBatch, type AlongFile, type AlongSize, MOST_FILES } from '../model/schema.ts'
import { type AlongLine, alongDb, type Choice, keyOf, type TakenArea } from './db.ts'

const EMPTY: AlongBatch = { items: [], nextCursor: null, total: 0, templates: [], asOf: '' }

/** How many enterprises a choice has and how large they are. @throws ApiProblem */
export async function askSize(choice: Choice): Promise<AlongSize> {
  if ('grid' in choice) return read<AlongSize>(`/along/size${queryString(choice)}`)
  const sample = choice.ids.slice(0, MOST_FILES)
  const size = await read<AlongSize>(`/along/size${queryString({ ids: sample.join() })}`)
  return { ...size, total: choice.ids.length, bytes: Math.round((size.bytes / sample.length) * choice.ids.length) }
}

/** Notes what is to come along; nothing of it is here yet. */
export async function newArea(
  { accountId }: FieldPerson,
  about: Pick<TakenArea, 'title' | 'choice' | 'purpose' | 'total' | 'wantsTiles'>,
): Promise<TakenArea> {
  const id = newId()
  const area: TakenArea = {
    ...{ ...about, key: keyOf(accountId, id), accountId, id, taken: 0, bytes: 0, next: null },
    ...{ begunAt: new Date().toISOString(), doneAt: null },
  }
  await alongDb.areas.add(area)
  return area
}

/**
 * Takes an area along, batch by batch, each kept before the next is asked for: where the line broke it goes on from there. An area that was
 * whole is taken anew, and what is no longer in it goes.
 * @param tell how many enterprises are here
 * @throws ApiProblem when there is no way
 */
export async function takeArea(key: string, tell: (taken: number, total: number) => void): Promise<void> {
  await navigator.locks.request('angrid-along', async () => {
    let area = await alongDb.areas.get(key)
    if (!area) return
    if (area.doneAt) {
      const anew = { taken: 0, bytes: 0, next: null, doneAt: null, begunAt: new Date().toISOString() }
      await alongDb.areas.update(key, anew)
      area = { ...area, ...anew }
    }
    for (;;) {
      const { batch, next } = await nextBatch(area)
      const whole = area.purpose ? await withContacts(batch.items, area.purpose) : batch.items
      const paths = whole.map(({ id }) => `/enterprises/${id}`)
      area = await keepBatch(area, { ...batch, items: whole }, next)
      await tookAlong(area.accountId, paths)
      tell(area.taken, area.total)
      if (next === null) break
    }
    await dropGone(area)
    await alongDb.areas.update(key, { doneAt: new Date().toISOString() })
  })
}

async function nextBatch({ choice, next }: TakenArea): Promise<{ batch: AlongBatch; next: string | null }> {
  if ('grid' in choice) {
    const batch = await read<AlongBatch>(`/along/files${queryString({ grid: choice.grid, cursor: next })}`)
    return { batch, next: batch.nextCursor }
  }
  // Named ones go by fifties; within them the server may stop early, where they are large.
  const [from = 0, cursor = null] = next ? (JSON.parse(next) as [number, string | null]) : []
  const ids = choice.ids.slice(from, from + MOST_FILES)
  if (ids.length === 0) return { batch: EMPTY, next: null }
  const batch = await read<AlongBatch>(`/along/files${queryString({ ids: ids.join(), cursor })}`)
  const after = batch.nextCursor ? [from, batch.nextCursor] : [from + ids.length, null]
  const isOver = batch.nextCursor === null && from + ids.length >= choice.ids.length
  return { batch: { ...batch, total: choice.ids.length }, next: isOver ? null : JSON.stringify(after) }
}

/** Whole names and numbers in place of the masked ones. @throws ApiProblem */
async function withContacts(items: AlongFile[], purpose: string): Promise<AlongFile[]> {
  if (items.length === 0) return items
  const { items: told } = await send<{ items: { id: string; values: Record<string, unknown> }[] | null }>(
    'POST',
    '/along/contacts',
    { body: { ids: items.map(({ id }) => id), purpose } },
  )
  const values = new Map((told ?? []).map((one) => [one.id, one.values]))
  return items.map((one) => {
    const whole = values.get(one.id)
    return whole ? { ...one, file: { ...one.file, masked: false, values: { ...one.file.values, ...whole } } } : one
  })
}

/** Keeps a batch and how far it came in one transaction. */
async function keepBatch(area: TakenArea, { items, templates, total }: AlongBatch, next: string | null) {
  const { accountId, key } = area
  // By the clock of this device, as everything else that is kept here.
  const at = new Date().toISOString()
  const grown: TakenArea = {
    ...{ ...area, next, total },
    taken: area.taken + items.length,
    bytes: area.bytes + items.reduce((sum, { bytes }) => sum + bytes, 0),
  }
  await alongDb.transaction('rw', alongDb.tables, async () => {
    const before = await alongDb.lines.bulkGet(items.map(({ id }) => keyOf(accountId, id)))
    await alongDb.lines.bulkPut(
      items.map((one, index) => ({
        ...lineOf(accountId, one, at),
        areas: [...new Set([...(before[index]?.areas ?? []), key])],
      })),
    )
    await alongDb.files.bulkPut(items.map((body) => ({ key: keyOf(accountId, body.id), accountId, body, at })))
    await alongDb.templates.bulkPut(templates.map((body) => ({ key: keyOf(accountId, body.code), accountId, body })))
    await alongDb.areas.put(grown)
  })
  return grown
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A file as lists and the map show it. */
export function lineOf(
  accountId: string,
  { id, file, gridName, visit, parts, bytes }: AlongFile,
  at: string,
): AlongLine {
  const { values, gridCode } = file
  const said = [values.name, values.formerName, values.creditCode, values.address, gridName].map(text)
  return {
    ...{ key: keyOf(accountId, id), accountId, id, gridCode, gridName, at, bytes, areas: [] },
    name: text(values.name),
    words: said.join(' ').toLowerCase(),
    address: text(values.address),
    riskLevel: text(values.riskLevel) || null,
    hasMajorHazard: (parts.majorHazards?.items ?? []).some(({ level }) => level !== null),
    lng: typeof values.lng === 'number' ? values.lng : null,
    lat: typeof values.lat === 'number' ? values.lat : null,
    openHazards: parts.hazards?.total ?? visit?.openHazards ?? 0,
  }
}

/** Enterprises that were in an area and are not any more. */
async function dropGone({ key, begunAt }: TakenArea): Promise<void> {
  const gone = await alongDb.lines
    .where('areas')
    .equals(key)
    .filter(({ at }) => at < begunAt)
    .toArray()
  await leaveArea(key, gone)
}

/** Takes an area off this device; enterprises that also came with another one stay. */
export async function removeArea(key: string): Promise<void> {
  const area = await alongDb.areas.get(key)
  await leaveArea(key, await alongDb.lines.where('areas').equals(key).toArray())
  await alongDb.areas.delete(key)
  // Areas overlap, and so do their tiles: they go with the last one.
  const accountId = area?.accountId
  if (accountId && (await alongDb.areas.where({ accountId }).count()) === 0)
    await alongDb.tiles.where({ accountId }).delete()
}

async function leaveArea(key: string, lines: readonly AlongLine[]): Promise<void> {
  await alongDb.transaction('rw', alongDb.tables, async () => {
    const alone = lines.filter(({ areas }) => areas.every((area) => area === key)).map((line) => line.key)
    await alongDb.lines.bulkDelete(alone)
    await alongDb.files.bulkDelete(alone)
    await alongDb.lines
      .where('areas')
      .equals(key)
      .and((line) => lines.some((one) => one.key === line.key))
      .modify((line) => {
        line.areas = line.areas.filter((area) => area !== key)
      })
  })
}

/** The file as the server has it now; null for one that is not in one's area. @throws ApiProblem */
export async function freshFile(id: string): Promise<{ body: AlongFile; at: string } | null> {
  const { items } = await read<AlongBatch>(`/along/files${queryString({ ids: id })}`)
  return items[0] ? { body: items[0], at: new Date().toISOString() } : null
}

import type { z } from 'zod'
import { fieldDb, type TakenAnswer } from '#kernel/sync/field/db.ts'
import type { EnterpriseFile } from '#modules/enterprise/model/schema.ts'
import type { VisitView } from '#modules/patrol/model/schema.ts'
import type { AlongFile } from '../model/schema.ts'
import { type AlongLine, alongDb, keyOf } from './db.ts'
import { lineOf } from './take.ts'

type File = z.output<typeof EnterpriseFile>
type Visit = z.output<typeof VisitView>

/** A file on this device. */
export interface KeptFile {
  body: AlongFile
  at: string
  /** It came with the list of the day: hazards, risk points and history did not come with it. */
  bare: boolean
}

const FILES = '/enterprises/'
const VISITS = '/patrol-visits/'
const ONE = /^\/[a-z-]+\/[0-9a-f-]{36}$/

/** The file of an enterprise as it was taken along, with an area or with the list of the day; undefined when it was not. */
export async function keptFile(accountId: string, id: string): Promise<KeptFile | undefined> {
  const whole = await alongDb.files.get(keyOf(accountId, id))
  if (whole) return { ...whole, bare: false }
  const [file, visit] = await fieldDb.taken.bulkGet([FILES, VISITS].map((room) => keyOf(accountId, `${room}${id}`)))
  return file && { body: bareFile(file, visit), at: file.at, bare: true }
}

/** Everything on the device of an account as lines: what came with areas, and what came with the list of the day alone. */
export async function linesOnDevice(accountId: string): Promise<AlongLine[]> {
  const lines = await alongDb.lines.where({ accountId }).toArray()
  const known = new Set(lines.map(({ id }) => id))
  const files = (await takenOf(accountId, FILES)).filter(({ body }) => !known.has((body as File).id))
  const visits = new Map((await takenOf(accountId, VISITS)).map((one) => [(one.body as Visit).objectId, one]))
  return [
    ...lines,
    ...files.map((file) => lineOf(accountId, bareFile(file, visits.get((file.body as File).id)), file.at)),
  ]
}

const takenOf = async (accountId: string, room: string): Promise<TakenAnswer[]> =>
  (await fieldDb.taken.where('key').startsWith(keyOf(accountId, room)).toArray()).filter(({ path }) => ONE.test(path))

/** What the list of the day brought of an enterprise, in the shape of a file that came with an area. */
function bareFile({ body, bytes }: TakenAnswer, taken: TakenAnswer | undefined): AlongFile {
  const file = body as File
  const visit = taken?.body as Visit | undefined
  return {
    ...{ id: file.id, file, bytes, parts: {}, leftOut: [] },
    gridName: visit?.gridName ?? file.gridPath.at(-1)?.name ?? '',
    ...(visit ? { visit: { ...visit, templates: visit.templates.map(({ code }) => code) } } : {}),
  }
}

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { link, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { covers, subtree, wholeTree } from '#kernel/scope/scope.ts'
import { openSheets } from '#kernel/sheet/open.ts'
import { SheetError, sheetLimits } from '#kernel/sheet/sheet.ts'
import { columnTargets } from '../../model/import-rules.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import { runImport } from './run.ts'
import * as store from './store.ts'

/** Where the spreadsheet of an import lies. */
export const uploadPath = (folder: string, id: string): string => path.join(folder, `${id}.upload`)

/** The importer of one process: keeps uploaded files and carries imports on, also those an earlier process left behind. */
export class Importer {
  readonly #db: Database
  readonly #folder: string
  #running: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  constructor(db: Database, folder: string) {
    this.#db = db
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  readonly fileOf = (id: string): string => uploadPath(this.#folder, id)

  /** Looks for imports to go on with now and every ten seconds: after a crash, a restart, a lost database. */
  start(): void {
    const tick = () => this.#resume().catch(() => {})
    this.#timer = setInterval(tick, 10_000).unref()
    tick()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#running
  }

  async #resume(): Promise<void> {
    for (const id of await this.#db.system(store.listUnfinished)) await this.run(id)
  }

  /** Runs one import after those already running here. */
  run(id: string): Promise<void> {
    this.#running = this.#running.then(() =>
      runImport(this.#db, id, this.fileOf).catch((error) => console.error('import', id, error)),
    )
    return this.#running
  }

  /**
   * Keeps an uploaded stream under an id; half an upload never gets its name, and the first of several with one id wins.
   * @throws keyReused when another content lies there already; sheetUnreadable; tooLarge
   */
  async keep(stream: Readable, id = newId()): Promise<{ id: string; contentHash: string }> {
    const partial = path.join(this.#folder, `${newId()}.partial`)
    try {
      const contentHash = await receive(stream, partial)
      await openSheets(partial)
      await this.#name(partial, id, contentHash)
      return { id, contentHash }
    } catch (error) {
      if (error instanceof SheetError) throw new Problem(enterpriseProblems.sheetUnreadable, error.message)
      throw error
    } finally {
      await rm(partial, { force: true })
    }
  }

  /** Removes an upload; it may be gone already. */
  async forget(id: string): Promise<void> {
    await rm(this.fileOf(id), { force: true })
  }

  /** Gives the file its name; a link, because it fails when the name is taken, where renaming would take it over. */
  async #name(partial: string, id: string, contentHash: string): Promise<void> {
    try {
      await link(partial, this.fileOf(id))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if ((await hashOf(this.fileOf(id))) !== contentHash) throw keyReused()
    }
  }
}

/** Writes an upload to a file, measured. @returns SHA-256 of its bytes */
async function receive(stream: Readable, file: string): Promise<string> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > sheetLimits.bytes)
        return done(new Problem(common.tooLarge, `文件超过 ${sheetLimits.bytes / 1024 / 1024} MB，请分成几个文件。`))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(stream, measure, createWriteStream(file))
  return hash.digest('hex')
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** The problem of one key on two uploads. */
export const keyReused = (): Problem =>
  new Problem(common.keyReused, '同一个 Idempotency-Key 用在了内容不同的文件上，这份文件没有收下。')

interface AboutUpload {
  filename: string
  gridDefault: string | null
}

/**
 * Keeps an upload and registers it as an import of the actor's grid. What is refused leaves no file behind, so the same
 * key may carry another file the next time.
 * @returns the id, and whether it was registered before: the same upload sent again
 */
export async function takeUpload(
  db: Database,
  importer: Importer,
  actor: Actor,
  upload: { stream: Readable; id: string | null },
  about: AboutUpload,
  meta: { id: string; ip: string; agent: string },
): Promise<{ id: string; isNew: boolean }> {
  refuseForeignDefault(actor, about.gridDefault)
  const kept = await importer.keep(upload.stream, upload.id ?? undefined)
  try {
    return { id: kept.id, isNew: await startImport(db, actor, kept, about, meta) }
  } catch (error) {
    const entered = await db.system((tx) => store.findImport(tx, wholeTree, kept.id)).catch(() => kept)
    if (!entered) await importer.forget(kept.id)
    throw error
  }
}

/**
 * Registers a kept file as an import of the actor's grid.
 * @returns false when it was registered before: the same upload sent again
 */
export async function startImport(
  db: Database,
  actor: Actor,
  kept: { id: string; contentHash: string },
  about: AboutUpload,
  meta: { id: string; ip: string; agent: string },
): Promise<boolean> {
  const who = importerName(actor)
  return db.write(subtree(actor.gridCode), async (tx) => {
    const entered = await store.insertImport(tx, {
      id: kept.id,
      gridCode: actor.gridCode,
      accountId: actor.accountId,
      actor: who,
      ...about,
      contentHash: kept.contentHash,
    })
    if (!entered) return false
    await appendAudit(tx, {
      action: 'enterprise.import-started',
      accountId: actor.accountId,
      actor: who,
      objectType: 'enterprise-import',
      objectId: kept.id,
      gridCode: actor.gridCode,
      detail: { filename: about.filename, contentHash: kept.contentHash },
      request: meta,
    })
    return true
  })
}

function refuseForeignDefault(actor: Actor, gridDefault: string | null): void {
  if (gridDefault && !covers(actor.scope, gridDefault))
    throw new Problem(enterpriseProblems.gridOutside, `网格 ${gridDefault} 不在您的辖区。`)
}

const importerName = (actor: Actor) => ({
  name: actor.personName,
  account: actor.login,
  seat: actor.seatTitle,
  body: actor.bodyName,
})

export interface MappingInput {
  columns: Record<string, string | null>
  gridDefault?: string | null | undefined
  sheet?: number | undefined
  /** Whether rows hidden or filtered out in the sheet are left out. */
  leaveHidden?: boolean | undefined
}

/** Says what the columns mean; the import is checked anew. Remembered for this account's next spreadsheet. */
export async function changeMapping(tx: Tx, actor: Actor, id: string, input: MappingInput): Promise<store.ImportRow> {
  const batch = await getImport(tx, actor, id, ['mapping', 'checked', 'failed'])
  refuseForeignDefault(actor, input.gridDefault ?? null)
  await store.forgetHeldRows(tx, id)
  const gridDefault = input.gridDefault === undefined ? batch.gridDefault : input.gridDefault
  const leaveHidden = input.leaveHidden ?? batch.leaveHidden
  if (input.sheet !== undefined && input.sheet !== batch.sheet) {
    if (input.sheet >= batch.sheets.length) throw new Problem(common.invalid, '没有这个工作表。')
    await store.updateImport(tx, id, {
      sheet: input.sheet,
      state: 'reading',
      counts: {},
      rowsDone: 0,
      gridDefault,
      leaveHidden,
    })
    return batch
  }
  const known = new Set(columnTargets.map(({ key }) => key))
  const unknown = Object.values(input.columns).find((target) => target !== null && !known.has(target))
  if (unknown) throw new Problem(common.invalid, `没有「${unknown}」这个字段。`)
  const mapping = (batch.mapping ?? []).map((column) => {
    const wish = input.columns[String(column.column)]
    return wish === undefined ? column : { ...column, target: wish }
  })
  if (!mapping.some(({ target }) => target === 'name'))
    throw new Problem(enterpriseProblems.nameNotMapped, '请指出哪一列是企业名称。')
  await store.rememberMapping(tx, actor.accountId, mapping)
  await store.updateImport(tx, id, { mapping, gridDefault, leaveHidden, state: 'checking', counts: {}, rowsDone: 0 })
  return batch
}

/** Lets a checked import be written into the register. */
export async function applyImport(tx: Tx, actor: Actor, id: string): Promise<store.ImportRow> {
  const batch = await getImport(tx, actor, id, ['checked'])
  // Whoever lets it be written answers for it, whoever brought the file.
  await store.updateImport(tx, id, { state: 'applying', actor: importerName(actor), counts: {}, rowsDone: 0 })
  return batch
}

/** Decides what a doubtful row is: another enterprise, the one it resembles, or nothing to import. */
export async function decideRow(
  tx: Tx,
  actor: Actor,
  id: string,
  row: number,
  decision: 'new' | 'update' | 'skip',
): Promise<void> {
  await getImport(tx, actor, id, ['checked'])
  if (!(await store.decideRow(tx, id, row, decision)))
    throw new Problem(common.notFound, '没有这一行，或它不需要判断。')
}

async function getImport(tx: Tx, actor: Actor, id: string, states: store.ImportState[]): Promise<store.ImportRow> {
  const batch = await store.findImportForUpdate(tx, actor.scope, id)
  if (!batch) throw noImport()
  if (batch.clearedAt) throw new Problem(enterpriseProblems.uploadCleared, CLEARED)
  if (!states.includes(batch.state)) {
    throw new Problem(common.conflict, '这次导入现在不能这样操作，请刷新后再看。', {
      state: batch.state,
      openActs: openActs(batch),
    })
  }
  return batch
}

/** What is said of an import whose spreadsheet is no longer kept. */
export const CLEARED = '原始表格已按保留期限清除，请重新上传。'

export const noImport = () => new Problem(common.notFound, '没有这次导入，或它不在您的辖区。')

/** What a person may do with an import as it stands. */
export function openActs({ state, clearedAt }: Pick<store.ImportRow, 'state' | 'clearedAt'>): string[] {
  if (clearedAt) return []
  if (state === 'checked') return ['apply', 'map', 'decide']
  return state === 'mapping' || state === 'failed' ? ['map'] : []
}

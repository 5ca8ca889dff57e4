import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { migrate } from './migrate.ts'

/** What a backup folder holds, table by table, so that a restore can be compared with it. */
export interface Manifest {
  format: 1
  createdAt: string
  migrations: string[]
  tables: { name: string; columns: string[]; rows: number; sha256: string }[]
  folders: string[]
}

/** Folders of the data directory that belong to a backup: uploaded files, imports under way, keys. */
const FOLDERS = ['files', 'imports', 'secrets']

/** Brings what lies outside the data directory into the backup folder. */
export type Gather = (target: string, owner: pg.Client) => Promise<void>

type Say = (line: string) => void

/**
 * Writes everything into an empty folder while the platform goes on working: one snapshot of all tables, then the files,
 * which are only ever added. The folder holds the keys too: guard it like the database.
 */
export async function backup(
  ownerUrl: string,
  dataDir: string,
  target: string,
  say: Say,
  gather?: Gather,
): Promise<Manifest> {
  await mkdir(path.join(target, 'tables'), { recursive: true, mode: 0o700 })
  if ((await readdir(target)).length > 1) throw new Error(`备份目录 ${target} 不是空的。`)
  const client = await connect(ownerUrl)
  try {
    await client.query('begin isolation level repeatable read read only')
    const migrations = await appliedMigrations(client)
    const tables: Manifest['tables'] = []
    for (const { name, columns } of await listTables(client)) {
      tables.push({ name, columns, ...(await dumpTable(client, name, columns, tableFile(target, name))) })
      say(`  ${name} ${tables.at(-1)?.rows} 行`)
    }
    await client.query('commit')
    const folders = FOLDERS.filter((folder) => existsSync(path.join(dataDir, folder)))
    for (const folder of folders) await cp(path.join(dataDir, folder), path.join(target, folder), { recursive: true })
    await gather?.(target, client)
    const manifest: Manifest = { format: 1, createdAt: new Date().toISOString(), migrations, tables, folders }
    // Written last: a folder without it is half a backup and cannot be restored.
    await writeFile(path.join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    return manifest
  } finally {
    await client.end()
  }
}

/**
 * Restores a backup onto an empty database and data directory, compares every table with the manifest and brings the
 * schema to the present version. One transaction: it is all there or nothing is.
 * @throws when the database is not empty, a file was changed since the backup, or the backup is newer than this version
 */
export async function restore(ownerUrl: string, dataDir: string, source: string, say: Say): Promise<Manifest> {
  const manifest = await readManifest(source)
  await migrate(ownerUrl, manifest.migrations.at(-1))
  const client = await connect(ownerUrl)
  try {
    await refuseUsed(client)
    await client.query('begin')
    const order = await foreignKeyOrder(
      client,
      manifest.tables.map(({ name }) => name),
    )
    // Rows come as they were: triggers that would count or keep them have done so already.
    for (const name of order) await client.query(`alter table ${quote(name)} disable trigger user`)
    await client.query(`truncate ${order.map(quote).join(', ')}`)
    for (const name of order) {
      const table = manifest.tables.find((candidate) => candidate.name === name) as Manifest['tables'][number]
      await loadTable(client, table, tableFile(source, name))
      say(`  ${name} ${table.rows} 行`)
    }
    for (const name of order) await client.query(`alter table ${quote(name)} enable trigger user`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
  for (const folder of manifest.folders)
    await cp(path.join(source, folder), path.join(dataDir, folder), { recursive: true })
  await migrate(ownerUrl)
  return manifest
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function readManifest(source: string): Promise<Manifest> {
  const file = path.join(source, 'manifest.json')
  if (!existsSync(file)) throw new Error(`${source} 不是完整的备份：没有 manifest.json。`)
  return JSON.parse(await readFile(file, 'utf8')) as Manifest
}

async function refuseUsed(client: pg.Client): Promise<void> {
  const used = await client.query(
    'select (select count(*) from account)::int + (select count(*) from audit_event)::int as n',
  )
  if (used.rows[0].n > 0) throw new Error('目标数据库不是空的。请恢复到一个新的数据库，以免覆盖现有数据。')
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const found = await client.query('select name from migration order by name')
  return found.rows.map(({ name }) => name as string)
}

async function listTables(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const found = await client.query(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('migration', 'migration_lock')
    group by c.relname order by c.relname`)
  return found.rows
}

const tableFile = (folder: string, name: string) => path.join(folder, 'tables', `${name}.copy.gz`)

const quote = (name: string) => `"${name.replace(/"/g, '""')}"`

async function dumpTable(
  client: pg.Client,
  name: string,
  columns: string[],
  file: string,
): Promise<{ rows: number; sha256: string }> {
  const stream = client.query(copyTo(`copy ${quote(name)} (${columns.map(quote).join(', ')}) to stdout`))
  const meter = new Meter()
  await pipeline(stream, meter, createGzip({ level: 6 }), createWriteStream(file, { mode: 0o600 }))
  return meter.verdict()
}

async function loadTable(client: pg.Client, table: Manifest['tables'][number], file: string): Promise<void> {
  const columns = table.columns.map(quote).join(', ')
  const stream = client.query(copyFrom(`copy ${quote(table.name)} (${columns}) from stdin`))
  const meter = new Meter()
  await pipeline(createReadStream(file), createGunzip(), meter, stream)
  const { rows, sha256 } = meter.verdict()
  if (rows !== table.rows || sha256 !== table.sha256)
    throw new Error(`备份中的表 ${table.name} 与清单不符，可能被改动或损坏。`)
}

/** Counts lines and hashes what passes. */
class Meter extends Transform {
  readonly #hash = createHash('sha256')
  #rows = 0

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: Error | null, data: Buffer) => void,
  ): void {
    this.#hash.update(chunk)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.#rows++
    done(null, chunk)
  }

  verdict(): { rows: number; sha256: string } {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') }
  }
}

/** Tables in an order in which every row finds the rows it points at. */
async function foreignKeyOrder(client: pg.Client, names: string[]): Promise<string[]> {
  const found = await client.query(`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
    where contype = 'f' and conrelid <> confrelid and connamespace = 'public'::regnamespace`)
  const parents = new Map<string, string[]>(names.map((name) => [name, []]))
  for (const { child, parent } of found.rows) parents.get(bare(child))?.push(bare(parent))
  const order: string[] = []
  const visit = (name: string) => {
    if (order.includes(name)) return
    for (const parent of parents.get(name) ?? []) visit(parent)
    order.push(name)
  }
  for (const name of names) visit(name)
  return order
}

const bare = (name: string) => name.replace(/^public\./, '').replace(/^"|"$/g, '')

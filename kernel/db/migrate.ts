import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'

const ROOT = path.resolve(import.meta.dirname, '../..')

/**
 * Brings the database to the shape this version needs; safe to run again and from several processes at once.
 * @param upTo the last migration to run; all when left out
 * @returns the names of the migrations that ran now
 * @throws when a migration fails; the database then stands before that one
 */
export async function migrate(ownerUrl: string, upTo?: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 2 }) }),
  })
  try {
    const files = await migrationFiles()
    const migrator = new Migrator({
      db,
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
      // Rooms add migrations side by side; one with an earlier time stamp may land later.
      allowUnorderedMigrations: true,
      provider: {
        getMigrations: async () =>
          Object.fromEntries(files.map((file) => [file.name, { up: (tx) => runFile(tx, file.at) }])),
      },
    })
    const { error, results } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest())
    if (error) throw error
    return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

async function runFile(tx: Kysely<unknown>, file: string): Promise<void> {
  await sql.raw(await readFile(file, 'utf8')).execute(tx)
}

/** All migrations of the house in the order of their time stamps, whoever owns them. */
async function migrationFiles(): Promise<{ name: string; at: string }[]> {
  const folders = [...(await migrationFolders('kernel', '')), ...(await migrationFolders('modules', 'server'))]
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => [])
      return names
        .filter((name) => name.endsWith('.sql'))
        .map((name) => ({ name: name.slice(0, -4), at: path.join(folder, name) }))
    }),
  )
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function migrationFolders(room: string, inner: string): Promise<string[]> {
  const names = await readdir(path.join(ROOT, room)).catch(() => [])
  return names.map((name) => path.join(ROOT, room, name, inner, 'migrations'))
}

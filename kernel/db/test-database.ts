import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { Database } from './db.ts'

export interface TestDatabase {
  db: Database
  ownerUrl: string
  drop(): Promise<void>
}

/** A database of its own for one test file: a copy of the migrated template, in a few hundred milliseconds. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(clusterUrl, `create database ${name} template angrid_template`)
  const ownerUrl = withDatabase(clusterUrl, name)
  const db = new Database(ownerUrl, { connections: 8 })
  return {
    db,
    ownerUrl,
    drop: async () => {
      await db.close()
      await asOwner(clusterUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** Runs one statement as the owner of the tables, past all row-level policies. */
export async function asOwner(url: string, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}

export const withDatabase = (url: string, name: string): string => url.replace(/\/postgres(?=\?|$)/, `/${name}`)

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
  }
}

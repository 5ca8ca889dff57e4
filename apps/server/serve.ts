import type { FastifyInstance } from 'fastify'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { compose, DEMO_PASSWORD } from './compose.ts'
import type { Config } from './config.ts'
import { loadDemo } from './demo/load.ts'

export interface Running {
  app: FastifyInstance
  address: string
  stop(): Promise<void>
}

export interface OpenDatabase {
  db: Database
  /** URL of the role that owns the tables. */
  ownerUrl: string
  close(): Promise<void>
}

/** Opens the configured database, starting the embedded one when no other is named, and brings it to shape. */
export async function openDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  const embedded: EmbeddedServer | null = config.databaseUrl ? null : await startEmbedded(config.dataDir, say)
  const ownerUrl = config.databaseUrl ?? (embedded as EmbeddedServer).url
  try {
    const done = await migrate(ownerUrl)
    if (done.length > 0) say(`数据库升级 ${done.length} 步`)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const db = new Database(ownerUrl)
  return {
    db,
    ownerUrl,
    close: async () => {
      await db.close()
      await embedded?.stop()
    },
  }
}

/** Starts everything this process is for and returns when requests are answered. */
export async function serve(config: Config, say: (line: string) => void): Promise<Running> {
  const database = await openDatabase(config, say)
  try {
    if (config.demo !== 'none') await loadDemo(database.db, DEMO_PASSWORD, config.demoDate, say)
    const app = await compose({
      db: database.db,
      demo: config.demo,
      https: config.https,
      logLevel: config.logLevel,
      dataDir: config.dataDir,
      worker: config.roles.has('worker'),
    })
    const address = await app.listen({ port: config.port, host: config.host })
    return {
      app,
      address,
      stop: async () => {
        await app.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

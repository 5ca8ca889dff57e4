import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#kernel/db/embedded.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { asOwner, withDatabase } from '#kernel/db/test-database.ts'

/** One real PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'angrid-test-'))
  // As root the database runs as another user, who must be able to walk here.
  chmodSync(folder, 0o755)
  const server = await startEmbedded(folder)
  await asOwner(server.url, 'create database angrid_template')
  await migrate(withDatabase(server.url, 'angrid_template'))
  project.provide('clusterUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

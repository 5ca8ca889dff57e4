import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { FindActor } from '#kernel/cases/bulk-all.ts'
import { caseJobs } from '#kernel/cases/jobs.ts'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { Press } from '#kernel/documents/press.ts'
import { fileJobs } from '#kernel/files/jobs.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { findActorAt } from '#kernel/identity/actor-at.ts'
import { identityJobs } from '#kernel/identity/jobs.ts'
import { limitsOf } from '#kernel/identity/limits.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { indicatorJobs } from '#kernel/indicators/jobs.ts'
import { housekeepingJobs } from '#kernel/jobs/housekeeping.ts'
import type { Job } from '#kernel/jobs/job.ts'
import { startJobs } from '#kernel/jobs/runner.ts'
import { messageJobs } from '#kernel/messages/jobs.ts'
import { recordOnly } from '#kernel/messages/outbound/provider.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { telemetryJobs } from '#kernel/telemetry/jobs.ts'
import { analysisJobs } from '#modules/analysis/server/jobs.ts'
import { archiveJobs } from '#modules/archive/server/jobs.ts'
import { enforcementJobs } from '#modules/enforcement-case/server/jobs.ts'
import { enterpriseJobs } from '#modules/enterprise/server/jobs.ts'
import { gridJobs } from '#modules/grid/server/jobs.ts'
import { hazardJobs } from '#modules/hazard/server/jobs.ts'
import { insightJobs } from '#modules/insight/server/jobs.ts'
import { monitoringJobs } from '#modules/monitoring/server/jobs.ts'
import { watchPoints } from '#modules/monitoring/server/live-watch.ts'
import { reconciliationJobs } from '#modules/reconciliation/server/jobs.ts'
import { riskJobs } from '#modules/risk/server/jobs.ts'
import { selfCheckJobs } from '#modules/self-check/server/jobs.ts'
import { taskJobs } from '#modules/task/server/jobs.ts'
import { vehicleJobs } from '#modules/vehicle/server/jobs.ts'
import { watchVehicles } from '#modules/vehicle/server/live-watch.ts'
import { archiveContext } from './archives.ts'
import { caseDesk } from './cases.ts'
import { compose, DEMO_PASSWORD, permissionTable } from './compose.ts'
import { type Config, ConfigError } from './config.ts'
import { startDemoDevices } from './demo/devices.ts'
import { loadDemo } from './demo/load.ts'
import { indicatorRoom } from './indicators.ts'
import { officeLists } from './lists.ts'
import { reportSources } from './reports.ts'
import { platformSettings } from './settings.ts'

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
    if (config.demo !== 'none')
      await loadDemo(database.db, DEMO_PASSWORD, config.demoDate, say, path.join(config.dataDir, 'imports'))
    const secrets = openSecretBox(config.dataDir)
    const settings = platformSettings({ db: database.db, demo: config.demo, secrets })
    const app = await compose({
      settings,
      db: database.db,
      demo: config.demo,
      https: config.https,
      logLevel: config.logLevel,
      dataDir: config.dataDir,
      oidc: config.oidc,
      s3: config.s3,
      worker: config.roles.has('worker'),
    })
    const address = config.roles.has('web') ? await listen(app, config) : await onlyWork(app)
    const press = new Press()
    const jobs = config.roles.has('worker')
      ? await startJobs(database.ownerUrl, database.db, jobsOf(config, settings, press), { log: say })
      : null
    const watchers = config.roles.has('worker')
      ? [watchVehicles(database.db, settings), watchPoints(database.db, settings)]
      : []
    const stopDevices = config.demoDevices ? startDemoDevices(config, database.ownerUrl, say) : null
    return {
      app,
      address,
      stop: async () => {
        const devicesEnd = stopDevices?.()
        await app.close()
        await Promise.all(watchers.map((stop) => stop()))
        await jobs?.stop()
        await press.close()
        await devicesEnd
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    return await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT：端口 ${config.port} 已被占用，平台可能已在运行；可用 PORT=8081 换一个。`)
    if (code === 'EACCES') throw new ConfigError(`PORT：没有权限监听端口 ${config.port}，请用 1024 以上的端口。`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new ConfigError(`HOST：本机没有地址 ${config.host}。`)
    throw error
  }
}

/** A process without the role `web` takes no requests. */
async function onlyWork(app: FastifyInstance): Promise<string> {
  await app.ready()
  return '（只做后台工作，不接受请求）'
}

/** Who somebody is today on a seat, for work done in his name. */
export const actorFinder =
  (settings: Settings): FindActor =>
  (tx, at) =>
    findActorAt(tx, { limits: limitsOf(settings), table: permissionTable }, at)

/** Everything a worker does: the jobs of the kernel, and of the modules as they declare theirs. */
function jobsOf(config: Config, settings: Settings, press: Press): Job[] {
  const blobs = openBlobs(config.dataDir, config.s3)
  const archive = archiveContext({ press, blobs, dataDir: config.dataDir })
  return [
    ...housekeepingJobs,
    ...identityJobs(settings),
    ...messageJobs(recordOnly),
    ...gridJobs,
    ...caseJobs(caseDesk, settings, actorFinder(settings)),
    ...indicatorJobs(indicatorRoom.table),
    ...telemetryJobs,
    ...reconciliationJobs(officeLists),
    ...analysisJobs(reportSources),
    ...hazardJobs(settings),
    ...enforcementJobs,
    ...taskJobs,
    ...riskJobs(settings),
    ...selfCheckJobs,
    ...insightJobs(indicatorRoom),
    ...enterpriseJobs(settings, path.join(config.dataDir, 'imports')),
    ...archiveJobs(archive, actorFinder(settings)),
    ...vehicleJobs(settings),
    ...monitoringJobs(settings),
    ...fileJobs(blobs, path.join(config.dataDir, 'uploads')),
  ]
}

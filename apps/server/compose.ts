import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { auditWords } from '#apps/console/audit-words.ts'
import { auditGrants } from '#kernel/audit/grants.ts'
import { auditRoutes } from '#kernel/audit/routes.ts'
import { baseMapRoutes } from '#kernel/base-map/routes.ts'
import { Tiles } from '#kernel/base-map/tiles.ts'
import { caseTitles } from '#kernel/cases/desk.ts'
import { feedRoutes } from '#kernel/cases/feed-routes.ts'
import { followWithCases } from '#kernel/cases/follow.ts'
import { LiveActs } from '#kernel/cases/live.ts'
import { handOverCases } from '#kernel/cases/rise.ts'
import { caseRoutes } from '#kernel/cases/routes.ts'
import type { Database } from '#kernel/db/db.ts'
import { Press } from '#kernel/documents/press.ts'
import { fileGrants } from '#kernel/files/grants.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { fileRoutes } from '#kernel/files/routes.ts'
import type { S3Settings } from '#kernel/files/s3-blobs.ts'
import type { FilesContext } from '#kernel/files/service.ts'
import { uploadLimitsOf } from '#kernel/files/settings.ts'
import { ResumableUploads } from '#kernel/files/uploads.ts'
import { buildApp } from '#kernel/http/app.ts'
import { withNonce } from '#kernel/http/nonce.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { zhFault } from '#kernel/http/zh-faults.ts'
import { apiKeyRoutes } from '#kernel/identity/api-key/routes.ts'
import type { IdentityContext } from '#kernel/identity/context.ts'
import { identityGrants } from '#kernel/identity/grants.ts'
import { handoverRoutes } from '#kernel/identity/handover/routes.ts'
import type { OidcSettings } from '#kernel/identity/oidc/client.ts'
import { oidcRoutes } from '#kernel/identity/oidc/routes.ts'
import { peopleRoutes } from '#kernel/identity/people/routes.ts'
import { PermissionTable } from '#kernel/identity/permissions.ts'
import { identityRoutes, SESSION_COOKIE } from '#kernel/identity/routes.ts'
import { seatRoutes } from '#kernel/identity/seat/routes.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { aliveSessions, type IdentityLimits, identify, limitsOf } from '#kernel/identity/service.ts'
import { SessionKeeper } from '#kernel/identity/session-keeper.ts'
import { standInRoutes } from '#kernel/identity/stand-in/routes.ts'
import { totpRoutes } from '#kernel/identity/totp/routes.ts'
import { indicatorGrants } from '#kernel/indicators/grants.ts'
import { indicatorRoutes } from '#kernel/indicators/routes.ts'
import { messageGrants } from '#kernel/messages/grants.ts'
import { handOverMessages } from '#kernel/messages/handover.ts'
import { LiveMessages } from '#kernel/messages/live.ts'
import { messageRoutes } from '#kernel/messages/routes.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { settingGrants } from '#kernel/settings/grants.ts'
import { settingRoutes } from '#kernel/settings/routes.ts'
import type { Preset, Settings } from '#kernel/settings/settings.ts'
import { findServedCity } from '#kernel/settings/store.ts'
import { syncGrants } from '#kernel/sync/grants.ts'
import { offlineOf } from '#kernel/sync/offline.ts'
import { syncRoutes } from '#kernel/sync/routes.ts'
import { witness } from '#kernel/sync/witness.ts'
import { viewRoutes } from '#kernel/views/routes.ts'
import { alongGrants } from '#modules/along/model/grants.ts'
import { alongRoutes } from '#modules/along/server/routes.ts'
import { analysisGrants } from '#modules/analysis/model/grants.ts'
import { cockpitRoutes } from '#modules/analysis/server/cockpit-routes.ts'
import { analysisRoutes } from '#modules/analysis/server/routes.ts'
import { archiveGrants } from '#modules/archive/model/grants.ts'
import { archiveRoutes } from '#modules/archive/server/routes.ts'
import { checkItemGrants } from '#modules/check-item/model/grants.ts'
import { checkItemRoutes } from '#modules/check-item/server/routes.ts'
import { enforcementGrants } from '#modules/enforcement-case/model/grants.ts'
import { supplyPenaltyDocuments } from '#modules/enforcement-case/server/documents.ts'
import { enforcementRoutes } from '#modules/enforcement-case/server/routes.ts'
import { gateBy } from '#modules/enforcement-case/server/settings.ts'
import { enterpriseGrants } from '#modules/enterprise/model/grants.ts'
import { Importer } from '#modules/enterprise/server/import/service.ts'
import { enterpriseRoutes } from '#modules/enterprise/server/routes.ts'
import { followGrid } from '#modules/enterprise/server/service/follow-grid.ts'
import { findEnterprise, listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { eventGrants } from '#modules/event/model/grants.ts'
import { eventRoutes } from '#modules/event/server/routes.ts'
import { gridGrants } from '#modules/grid/model/grants.ts'
import { gridRoutes } from '#modules/grid/server/routes.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import { hazardGrants } from '#modules/hazard/model/grants.ts'
import { hazardRoutes } from '#modules/hazard/server/routes.ts'
import { insightGrants } from '#modules/insight/model/grants.ts'
import { adviseInspections, followWithInsight } from '#modules/insight/server/follow.ts'
import { insightRoutes } from '#modules/insight/server/routes.ts'
import { inspectionGrants } from '#modules/inspection/model/grants.ts'
import { followWithPlans } from '#modules/inspection/server/kind.ts'
import { inspectionDocuments } from '#modules/inspection/server/on-site/documents.ts'
import { followWithInspections } from '#modules/inspection/server/on-site/follow.ts'
import { inspectionRoutes } from '#modules/inspection/server/routes.ts'
import { documentGrants } from '#modules/legal-document/model/grants.ts'
import { documentSource } from '#modules/legal-document/server/case-source.ts'
import { followWithDocuments } from '#modules/legal-document/server/follow.ts'
import { legalDocumentRoutes } from '#modules/legal-document/server/routes.ts'
import { measureGrants } from '#modules/measure/model/grants.ts'
import { supplyMeasureDocuments } from '#modules/measure/server/documents.ts'
import { measureRoutes } from '#modules/measure/server/routes.ts'
import { limitMeasuresBy } from '#modules/measure/server/settings.ts'
import { monitoringGrants } from '#modules/monitoring/model/grants.ts'
import { followWithPoints } from '#modules/monitoring/server/follow.ts'
import { monitoringRoutes } from '#modules/monitoring/server/routes.ts'
import { officerGrants } from '#modules/officer/model/grants.ts'
import { officerRoutes } from '#modules/officer/server/routes.ts'
import { oversightGrants } from '#modules/oversight/model/grants.ts'
import { oversightRoutes } from '#modules/oversight/server/routes.ts'
import { patrolGrants } from '#modules/patrol/model/grants.ts'
import { patrolRoutes } from '#modules/patrol/server/routes.ts'
import { followGridWithVisits, followWithVisits } from '#modules/patrol/server/service.ts'
import { plateGrants } from '#modules/plate/model/grants.ts'
import { plateRoutes } from '#modules/plate/server/routes.ts'
import { reconciliationGrants } from '#modules/reconciliation/model/grants.ts'
import { reconciliationRoutes } from '#modules/reconciliation/server/routes.ts'
import { riskGrants } from '#modules/risk/model/grants.ts'
import { riskRoutes } from '#modules/risk/server/routes.ts'
import { followWithRisks } from '#modules/risk/server/service/point.ts'
import { selfCheckGrants } from '#modules/self-check/model/grants.ts'
import { selfCheckRoutes } from '#modules/self-check/server/routes.ts'
import { followWithSelfChecks } from '#modules/self-check/server/service/plan.ts'
import { taskGrants } from '#modules/task/model/grants.ts'
import { followWithTargets } from '#modules/task/server/kind.ts'
import { taskRoutes } from '#modules/task/server/routes.ts'
import { vehicleGrants } from '#modules/vehicle/model/grants.ts'
import { followWithVehicles } from '#modules/vehicle/server/follow.ts'
import { vehicleRoutes } from '#modules/vehicle/server/routes.ts'
import { alongSources } from './along.ts'
import { archiveContext, keepFiles } from './archives.ts'
import { caseDesk, followWithPlaces } from './cases.ts'
import { passClues } from './clues.ts'
import { demoAccounts } from './demo/accounts.ts'
import { indicatorRoom } from './indicators.ts'
import { mapLayers } from './layers.ts'
import { officeLists } from './lists.ts'
import { plateSite } from './plate-site.ts'
import { reportSources } from './reports.ts'
import { platformSettings } from './settings.ts'
import { syncContext } from './sync.ts'
import { ROOT, VERSION } from './version.ts'

z.config({ localeError: zhFault })

export const permissionTable = new PermissionTable([
  identityGrants,
  settingGrants,
  auditGrants,
  messageGrants,
  fileGrants,
  syncGrants,
  indicatorGrants,
  gridGrants,
  enterpriseGrants,
  hazardGrants,
  checkItemGrants,
  taskGrants,
  eventGrants,
  measureGrants,
  oversightGrants,
  inspectionGrants,
  patrolGrants,
  plateGrants,
  riskGrants,
  selfCheckGrants,
  documentGrants,
  enforcementGrants,
  officerGrants,
  archiveGrants,
  alongGrants,
  reconciliationGrants,
  analysisGrants,
  insightGrants,
  vehicleGrants,
  monitoringGrants,
])

export interface ComposeOptions {
  db: Database
  demo: 'none' | 'dongying'
  https?: boolean
  logLevel?: string
  /** Limits that hold fast whatever the settings say; for tests. */
  limits?: Partial<IdentityLimits>
  /** The settings of the process, when others in it read them too. */
  settings?: Settings
  /** Other defaults than the declared ones. */
  presets?: Readonly<Record<string, Preset>>
  perMinute?: number
  /** Whether this process also goes on with work that nobody waits for. */
  worker?: boolean
  /** The single sign-on of the office, if it has one. */
  oidc?: OidcSettings | null
  /** The object store that holds the files, if they do not lie in the data directory. */
  s3?: S3Settings | null
  /** Beat of live lines; 20 seconds unless said. */
  heartbeatMs?: number
  /** Where keys and files lie; without one a folder that goes with the process. */
  dataDir?: string
}

/** Kernel and modules as one HTTP service. */
export async function compose(options: ComposeOptions): Promise<FastifyInstance> {
  const https = options.https ?? false
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'angrid-data-'))
  const secrets = openSecretBox(dataDir)
  const settings = options.settings ?? platformSettings({ ...options, secrets })
  const context: IdentityContext = {
    limits: limitsOf(settings, options.limits),
    table: permissionTable,
    secrets,
    sessions: new SessionKeeper(options.db),
    placeOfObject: async (tx, scope, id) => (await findEnterprise(tx, scope, id))?.gridCode ?? null,
    https,
  }
  const importer = new Importer(options.db, path.join(dataDir, 'imports'))
  handOverMessages()
  handOverCases(caseDesk.kinds)
  followWithCases()
  followWithTargets()
  followWithVisits()
  followWithRisks()
  followWithVehicles()
  followWithPoints()
  followWithSelfChecks()
  followWithPlans()
  followWithInspections()
  followWithInsight()
  documentSource(inspectionDocuments)
  passClues()
  followWithDocuments()
  const stopFollowing = followGrid()
  const stopMoving = followWithPlaces()
  const stopVisits = followGridWithVisits()
  const stopGating = gateBy(settings)
  const stopLimiting = limitMeasuresBy(settings)
  const stopSupplying = supplyPenaltyDocuments()
  const stopMeasures = supplyMeasureDocuments()
  const stopKeeping = keepFiles()
  const stopAdvising = adviseInspections()
  const live = new LiveMessages({
    db: options.db,
    aliveSessions: (ids) => aliveSessions(options.db, context.limits, ids),
    ...(options.heartbeatMs ? { heartbeatMs: options.heartbeatMs } : {}),
  })
  const liveActs = new LiveActs({
    db: options.db,
    desk: caseDesk,
    aliveSessions: (ids) => aliveSessions(options.db, context.limits, ids),
    ...(options.heartbeatMs ? { heartbeatMs: options.heartbeatMs } : {}),
  })
  const files: FilesContext = {
    db: options.db,
    blobs: openBlobs(dataDir, options.s3),
    placeOfObject: context.placeOfObject,
    limits: uploadLimitsOf(settings),
  }
  const sync = syncContext({ secrets, settings })
  const tiles = new Tiles(settings, dataDir)
  const press = new Press()
  const archive = archiveContext({ press, blobs: files.blobs, dataDir })
  const routes: AnyRoute[] = [
    ...systemRoutes(options),
    ...settingRoutes({ settings, secrets }),
    ...baseMapRoutes(tiles),
    ...auditRoutes({ enterprise: listNames, ...caseTitles(caseDesk) }, auditWords),
    ...identityRoutes(context),
    ...apiKeyRoutes(context),
    ...totpRoutes(context),
    ...oidcRoutes(context, options.oidc ?? null),
    ...peopleRoutes(context),
    ...seatRoutes(context),
    ...handoverRoutes(context),
    ...standInRoutes(context),
    ...messageRoutes(live),
    ...viewRoutes,
    ...indicatorRoutes(indicatorRoom, press),
    ...cockpitRoutes(indicatorRoom, mapLayers),
    ...fileRoutes(files),
    ...new ResumableUploads(files, path.join(dataDir, 'uploads')).routes(),
    ...gridRoutes,
    ...enterpriseRoutes(importer),
    ...feedRoutes(caseDesk, liveActs),
    ...caseRoutes(caseDesk),
    ...hazardRoutes,
    ...checkItemRoutes,
    ...taskRoutes,
    ...eventRoutes,
    ...measureRoutes,
    ...oversightRoutes,
    ...officerRoutes,
    ...inspectionRoutes,
    ...patrolRoutes,
    ...plateRoutes({ press, siteOf: plateSite(options.demo !== 'none') }),
    ...riskRoutes,
    ...selfCheckRoutes,
    ...legalDocumentRoutes({ press, blobs: files.blobs }),
    ...enforcementRoutes,
    ...archiveRoutes(archive, caseDesk.world),
    ...alongRoutes(alongSources),
    ...reconciliationRoutes(officeLists),
    ...analysisRoutes({ ...reportSources, press }),
    ...insightRoutes(indicatorRoom),
    ...vehicleRoutes,
    ...monitoringRoutes,
  ]
  routes.push(...syncRoutes(sync, offlineOf(routes)))
  const app = await buildApp({
    db: options.db,
    settings,
    routes,
    witness: witness(sync),
    version: VERSION,
    https,
    ...(options.logLevel ? { logLevel: options.logLevel } : {}),
    ...(options.perMinute ? { perMinute: options.perMinute } : {}),
    identify: async (request) => {
      const token = tokenOf(request)
      // Whether the process lives must be answered without the database.
      if (token || request.method !== 'GET') await settings.settled()
      return token ? identify(options.db, context, token) : null
    },
  })
  if (options.worker) app.addHook('onReady', async () => importer.start())
  app.addHook('onClose', () => importer.stop())
  app.addHook('onClose', async () => stopFollowing())
  app.addHook('onClose', async () => stopMoving())
  app.addHook('onClose', async () => stopVisits())
  app.addHook('onClose', async () => stopGating())
  app.addHook('onClose', async () => stopLimiting())
  app.addHook('onClose', async () => stopSupplying())
  app.addHook('onClose', async () => stopMeasures())
  app.addHook('onClose', async () => stopKeeping())
  app.addHook('onClose', async () => stopAdvising())
  app.addHook('onClose', async () => tiles.close())
  app.addHook('onClose', () => press.close())
  // Open live lines would keep the server from closing.
  app.addHook('preClose', () => live.close())
  app.addHook('preClose', () => liveActs.close())
  if (!options.dataDir) app.addHook('onClose', async () => rmSync(dataDir, { recursive: true, force: true }))
  await serveField(app)
  await serveConsole(app)
  return app
}

function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')
  if (request.headers.authorization) return bearer?.[1] ?? null
  return request.cookies[SESSION_COOKIE] ?? null
}

function systemRoutes(options: ComposeOptions): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/healthz',
      summary: '进程是否活着',
      tag: '系统',
      permission: 'public',
      raw: true,
      answer: z.object({ status: z.literal('ok'), version: z.string() }),
      act: async () => ({ status: 'ok' as const, version: VERSION }),
    }),
    route({
      method: 'GET',
      path: '/readyz',
      summary: '能否接受请求（数据库可用）',
      tag: '系统',
      permission: 'public',
      raw: true,
      answer: z.object({ status: z.literal('ready') }),
      act: async ({ db }) => {
        await db.pool.query('select 1')
        return { status: 'ready' as const }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sign-in-page',
      summary: '登录页需要的公开信息；演示账号只在演示模式给出',
      tag: '系统',
      permission: 'public',
      raw: true,
      answer: z.object({
        demo: z.boolean(),
        /** Name of the city the platform serves; null before one is loaded. */
        city: z.string().nullable(),
        /** Whether the office's single sign-on is set up. */
        oidc: z.boolean(),
        accounts: z.array(z.object({ login: z.string(), title: z.string(), duty: z.string(), name: z.string() })),
        password: z.string().nullable(),
      }),
      act: async ({ db }) => {
        const demo = options.demo !== 'none'
        return {
          demo,
          city: await nameOfServedCity(db),
          oidc: Boolean(options.oidc),
          accounts: demo ? demoAccounts.map(({ login, title, duty, name }) => ({ login, title, duty, name })) : [],
          password: demo ? DEMO_PASSWORD : null,
        }
      },
    }),
  ]
}

async function nameOfServedCity(db: Database): Promise<string | null> {
  return db.read(wholeTree, async (tx) => {
    const code = await findServedCity(tx)
    return code ? ((await findGrid(tx, wholeTree, code))?.name ?? null) : null
  })
}

export const DEMO_PASSWORD = 'Angrid-demo-2026'

/** The built field app under /field/; every address of it is its one page. */
async function serveField(app: FastifyInstance): Promise<void> {
  const dist = path.join(ROOT, 'apps/field/dist')
  if (!existsSync(path.join(dist, 'index.html'))) return
  // The names of its parts hold their content; the page and the service worker are asked for anew each time.
  await app.register(fastifyStatic, {
    root: path.join(dist, 'assets'),
    prefix: '/field/assets/',
    wildcard: false,
    immutable: true,
    maxAge: '1y',
    index: false,
  })
  await app.register(fastifyStatic, {
    root: dist,
    prefix: '/field/',
    wildcard: false,
    globIgnore: ['assets/**', 'index.html'],
    cacheControl: false,
    decorateReply: false,
    index: false,
  })
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8')
  app.get('/field', { schema: { hide: true } }, (_request, reply) => reply.redirect('/field/'))
  app.get('/field/*', { schema: { hide: true } }, async (request, reply) => {
    if (/\.\w{1,12}$/.test(request.url.split('?')[0] as string)) return reply.callNotFound()
    return reply.type('text/html').header('cache-control', 'no-cache').send(page)
  })
}

/** The built console with its client-side addresses; without a build only the API answers. */
async function serveConsole(app: FastifyInstance): Promise<void> {
  const dist = path.join(ROOT, 'apps/console/dist')
  if (!existsSync(path.join(dist, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: dist,
    prefix: '/',
    wildcard: false,
    decorateReply: !app.hasReplyDecorator('sendFile'),
    immutable: true,
    maxAge: '1y',
    index: false,
  })
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8')
  app.get('/*', { schema: { hide: true }, helmet: withNonce }, async (request, reply) => {
    // Files lie at the root and under /assets/; elsewhere a dot belongs to a name, as in /indicators/hazard.found.
    if (request.url.startsWith('/api/') || /^\/(assets\/.*|[^/]*)\.\w{1,8}$/.test(request.url.split('?')[0] as string))
      return reply.callNotFound()
    return reply
      .type('text/html')
      .header('cache-control', 'no-cache')
      .send(page.replace('__NONCE__', reply.cspNonce.style))
  })
}

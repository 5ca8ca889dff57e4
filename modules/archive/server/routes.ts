import type { CaseWorld } from '#kernel/cases/desk.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import type { ArchiveContext } from './context.ts'
import { loanRoutes } from './routes/loan.ts'
import { lookRoutes } from './routes/look.ts'
import { settingRoutes } from './routes/settings.ts'
import { volumeRoutes } from './routes/volume.ts'
import { waitingRoute } from './routes/waiting.ts'

/** Archives: what waits, volumes and their bundles, lending, retention and numbers. */
export const archiveRoutes = (context: ArchiveContext, world: CaseWorld): AnyRoute[] => [
  waitingRoute(world),
  ...volumeRoutes(context),
  ...lookRoutes(context),
  ...loanRoutes,
  ...settingRoutes,
]

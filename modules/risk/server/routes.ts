import type { AnyRoute } from '#kernel/http/route.ts'
import { readRoutes } from './routes/read.ts'
import { writeRoutes } from './routes/write.ts'

/** Risk points of enterprises, their measures, and what offices think of them. */
export const riskRoutes: AnyRoute[] = [...readRoutes, ...writeRoutes]

import type { AnyRoute } from '#kernel/http/route.ts'
import { readRoutes } from './routes/read.ts'
import { writeRoutes } from './routes/write.ts'

/** The HTTP surface of points; alarms have the routes every kind of case has. */
export const monitoringRoutes: AnyRoute[] = [...readRoutes, ...writeRoutes]

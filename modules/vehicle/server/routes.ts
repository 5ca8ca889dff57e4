import type { AnyRoute } from '#kernel/http/route.ts'
import { readRoutes } from './routes/read.ts'
import { writeRoutes } from './routes/write.ts'

/** The HTTP surface of vehicles of hazardous goods. */
export const vehicleRoutes: AnyRoute[] = [...readRoutes, ...writeRoutes]

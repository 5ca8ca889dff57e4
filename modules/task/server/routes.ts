import type { AnyRoute } from '#kernel/http/route.ts'
import { assessmentRoutes } from './routes/assessment.ts'
import { readRoutes } from './routes/read.ts'
import { templateRoutes } from './routes/template.ts'

/** What tasks have beside the routes every kind of case has. */
export const taskRoutes: AnyRoute[] = [...readRoutes, ...assessmentRoutes, ...templateRoutes]

import type { AnyRoute } from '#kernel/http/route.ts'
import { insideRoutes } from './routes/inside.ts'
import { ownRoutes } from './routes/own.ts'
import { publicRoutes } from './routes/public.ts'

/** What cases of penalty have beside the routes every kind of case has. */
export const enforcementRoutes: AnyRoute[] = [...insideRoutes, ...ownRoutes, ...publicRoutes]

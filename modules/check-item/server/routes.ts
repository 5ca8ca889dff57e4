import { checkRoutes } from './routes/check.ts'
import { importRoutes } from './routes/import.ts'
import { templateRoutes } from './routes/template.ts'

/** The library of checks and templates: as it holds on a day, and how offices keep it. */
export const checkItemRoutes = [...importRoutes, ...checkRoutes, ...templateRoutes]

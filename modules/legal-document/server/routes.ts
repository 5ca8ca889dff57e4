import type { AnyRoute } from '#kernel/http/route.ts'
import type { DocumentContext } from './context.ts'
import { checkRoutes } from './routes/check.ts'
import { deviceRoutes } from './routes/device.ts'
import { documentRoutes } from './routes/document.ts'
import { numberRoutes } from './routes/number.ts'
import { templateRoutes } from './routes/template.ts'

/** Enforcement documents: drafts, issue, service, check; their templates; agencies and numbers. */
export const legalDocumentRoutes = (context: DocumentContext): AnyRoute[] => [
  ...documentRoutes(context),
  ...deviceRoutes(context),
  ...templateRoutes(context),
  ...numberRoutes,
  ...checkRoutes,
]

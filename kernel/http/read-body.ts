import type { z } from 'zod'
import { common, Problem } from './problem.ts'

/** The body of a raw route, which reads it itself. @throws invalid with each fault at its place */
export function readBody<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const found = schema.safeParse(given)
  if (found.success) return found.data
  const errors = found.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }))
  throw new Problem(common.invalid, `${(errors[0]?.message ?? '填写有误').replace(/。$/, '')}。`, { errors })
}

import { z } from 'zod'
import { MOST_OPERATIONS } from './operation.ts'
import { Stamp } from './stamp.ts'

/** How many records of each grade. */
export const GradeCounts = z
  .object({ onSite: z.number(), delayed: z.number(), backFilled: z.number() })
  .meta({ id: 'FieldGradeCounts', description: '用设备记的几条里，现场、滞后、补录各几条' })
export type GradeCounts = z.output<typeof GradeCounts>

/** What others did on the same matter meanwhile. */
export const ActSince = z.object({
  title: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  beside: z.boolean().meta({ description: '留言、抄送、关联之类，不改变办到哪一步' }),
})
export type ActSince = z.infer<typeof ActSince>

/** One write a device made by itself: a request to the platform's own interface, with an id of the device. */
export const Operation = z.strictObject({
  id: z.uuidv7('操作编号应为 UUIDv7'),
  /** The operation that must have arrived before: the one before on the same case. */
  after: z.uuidv7('前一步的编号应为 UUIDv7').nullable().default(null),
  method: z.enum(['POST', 'PUT', 'PATCH'], '只能是 POST、PUT、PATCH'),
  path: z
    .string()
    .max(300, '地址过长')
    .regex(/^\/api\/v1\/(?!sync\b)[a-z][\w/.-]*$/i, '不是可以离线提交的地址')
    .refine((path) => !path.includes('..') && !path.includes('//'), '不是可以离线提交的地址'),
  body: z.record(z.string(), z.unknown()),
  ifMatch: z.number().int().min(0).nullable().default(null),
  stamp: Stamp.nullable().default(null),
})

export type OperationInput = z.output<typeof Operation>

/** The account a device works for. Whoever else is signed in meanwhile sends nothing in its name. */
export const OwnAccount = z.uuid('账号编号不正确').optional()

export const SendOperations = z.strictObject({
  accountId: OwnAccount,
  operations: z.array(Operation).min(1, '没有要交的').max(MOST_OPERATIONS, `一次最多 ${MOST_OPERATIONS} 项`),
})

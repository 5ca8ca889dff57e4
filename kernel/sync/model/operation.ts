import { z } from 'zod'
import { Stamp } from './stamp.ts'

/** What came of an operation a device sent. */
export const outcomes = {
  new: '已送达，新建',
  updated: '已送达',
  identical: '早已送达',
  stale: '别人先办了',
  refused: '没有收下',
  gone: '已经没有了',
  waits: '等前一步',
  later: '平台忙，稍后再发',
} as const

export type Outcome = keyof typeof outcomes

/** What others did on the same matter meanwhile. */
export const ActSince = z.object({
  title: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  beside: z.boolean().meta({ description: '留言、抄送、关联之类，不改变办到哪一步' }),
})
export type ActSince = z.infer<typeof ActSince>

/** Outcomes after which a device need not send again. */
export const isDelivered = (outcome: Outcome): boolean => ['new', 'updated', 'identical'].includes(outcome)

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

/** Operations in one request; a device with more sends again. */
export const MOST_OPERATIONS = 100

/** The account a device works for. Whoever else is signed in meanwhile sends nothing in its name. */
export const OwnAccount = z.uuid('账号编号不正确').optional()

export const SendOperations = z.strictObject({
  accountId: OwnAccount,
  operations: z.array(Operation).min(1, '没有要交的').max(MOST_OPERATIONS, `一次最多 ${MOST_OPERATIONS} 项`),
})

/**
 * What an answer to an operation means.
 * @param replayed the same request was answered before
 */
export function outcomeOf(status: number, replayed: boolean, problemType: string | undefined): Outcome {
  if (status < 300) return replayed ? 'identical' : status === 201 ? 'new' : 'updated'
  if (status === 401 || status === 429 || status >= 500) return 'later'
  if (status === 404 || status === 410) return 'gone'
  if (status === 412 || (status === 409 && problemType?.endsWith('version-moved-on'))) return 'stale'
  return 'refused'
}

/** Short number of a receipt, to read over the phone: R-1122-7F3A. */
export function receiptNumber(id: string): string {
  const made = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(made).slice(5).replace('-', '')
  return `R-${day}-${id.slice(-4).toUpperCase()}`
}

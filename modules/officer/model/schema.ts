import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { certificateStates, standings } from './codes.ts'

/** One line as it was meant: full-width digits and letters of a Chinese keyboard are the plain ones. */
const line = (what: string, max: number) =>
  z
    .string(`请填写${what}`)
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().min(1, `请填写${what}`).max(max, `${what}最多 ${max} 个字`))

const day = (what: string) => z.iso.date(`${what}应为 2026-01-31 这样的日期`)

const endsLater = ({ validFrom, validTo }: { validFrom: string; validTo: string }) => validTo > validFrom
const TERM = { path: ['validTo'], message: '有效期的末日要晚于首日' }

/** A certificate as it is entered for a person. */
export const NewCertificate = z
  .object({
    id: z.uuid().optional(),
    personId: z.uuid('请选一个人'),
    number: line('证号', 40),
    issuer: line('发证机关', 60),
    field: line('执法领域', 60),
    validFrom: day('有效期首日'),
    validTo: day('有效期末日'),
  })
  .refine(endsLater, TERM)

/** A new term, and a new number where the card has another one. */
export const RenewCertificate = z
  .object({ number: line('证号', 40), validFrom: day('有效期首日'), validTo: day('有效期末日') })
  .refine(endsLater, TERM)

export const WithReason = z.object({ reason: line('理由', 200) })

export const CertificateView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    number: z.string(),
    issuer: z.string(),
    field: z.string(),
    validFrom: z.iso.date(),
    validTo: z.iso.date(),
    state: z.enum(keysOf(certificateStates)),
    standing: z.enum(keysOf(standings)),
    reason: z.string().nullable(),
    gridCode: z.string(),
    gridName: z.string(),
    version: z.number(),
    changedAt: z.iso.datetime(),
    changedBy: z.string(),
  })
  .meta({ id: 'OfficerCertificate' })

/** An officer to choose for a visit or a case. */
export const OfficerChoice = z
  .object({
    personId: z.uuid(),
    name: z.string(),
    number: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    why: z.string().nullable().meta({ description: '那天不能执法的原因；能执法时为空' }),
  })
  .meta({ id: 'OfficerChoice' })

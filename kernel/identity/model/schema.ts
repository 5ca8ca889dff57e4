import { z } from 'zod'

// Phones with a Chinese keyboard write digits full-width.
const Code = z
  .string()
  .max(20)
  .transform((text) => text.normalize('NFKC').replace(/\s/g, ''))

export const SignIn = z
  .object({
    account: z.string().trim().min(1, '请填写账号').max(64),
    password: z.string().min(1, '请填写密码').max(256),
    code: Code.optional(),
  })
  .meta({ id: 'SignIn' })

export const SignedIn = z
  .object({ token: z.string(), expiresAt: z.iso.datetime(), secondFactor: z.boolean() })
  .meta({ id: 'SignedIn' })

export const SeatView = z.object({
  id: z.uuid(),
  title: z.string(),
  role: z.string(),
  bodyName: z.string(),
  gridCode: z.string(),
  layer: z.string(),
  standsInFor: z.string().nullable().meta({ description: '在这个岗位上代理谁；本人任职为空' }),
})

export const Me = z
  .object({
    accountId: z.uuid(),
    personId: z.uuid(),
    login: z.string(),
    personName: z.string(),
    role: z.string(),
    seat: SeatView.nullable(),
    seats: z.array(SeatView),
    gridCode: z.string(),
    objectId: z.uuid().nullable(),
    permissions: z.array(z.string()),
    mustChangePassword: z.boolean(),
    /** Shortest password the settings allow. */
    passwordLength: z.number(),
    secondFactor: z.object({
      on: z.boolean(),
      /** The role may not do without one. */
      required: z.boolean(),
      /** It has to be set up before anything else. */
      missing: z.boolean(),
    }),
  })
  .meta({ id: 'Me' })

export const SessionView = z
  .object({
    id: z.uuid(),
    current: z.boolean(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    ip: z.string(),
    agent: z.string(),
  })
  .meta({ id: 'Session' })

/** Either what one knows or what one has. */
export const Proof = z
  .object({ password: z.string().min(1).max(256).optional(), code: Code.optional() })
  .refine((proof) => (proof.password === undefined) !== (proof.code === undefined), '请填密码或动态口令中的一样')
  .meta({ id: 'Proof' })

export const ChangePassword = z
  .object({ oldPassword: z.string().min(1).max(256), newPassword: z.string().min(1).max(256) })
  .meta({ id: 'ChangePassword' })

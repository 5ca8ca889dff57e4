import { z } from 'zod'

export const SignIn = z
  .object({
    account: z.string().trim().min(1, '请填写账号').max(64),
    password: z.string().min(1, '请填写密码').max(256),
    code: z.string().trim().max(10).optional(),
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
})

export const Me = z
  .object({
    accountId: z.uuid(),
    login: z.string(),
    personName: z.string(),
    role: z.string(),
    seat: SeatView.nullable(),
    seats: z.array(SeatView),
    gridCode: z.string(),
    objectId: z.uuid().nullable(),
    permissions: z.array(z.string()),
    mustChangePassword: z.boolean(),
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

export const ChangePassword = z
  .object({ oldPassword: z.string().min(1).max(256), newPassword: z.string().min(1).max(256) })
  .meta({ id: 'ChangePassword' })

import { z } from 'zod'

const Name = z.string().trim().min(1, '请填写姓名').max(50)
const Phone = z
  .string()
  .trim()
  .transform((text) => text.replace(/^(\+86|0086)/, '').replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11})$/, '电话号码不正确'))
const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, '账号为 3 到 32 个小写字母、数字、点、横线，以字母开头')
const GridCode = z.string().regex(/^[1-9]\d{3}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?$/, '网格编码不正确')

export const NewPerson = z
  .object({ name: Name, phone: Phone.nullish(), login: Login.optional(), gridCode: GridCode.optional() })
  .meta({ id: 'NewPerson' })

export const ChangePerson = z
  .object({
    name: Name.optional(),
    phone: Phone.nullable().optional(),
    oidcSubject: z.string().trim().min(1).max(255).nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), '没有要修改的内容')
  .meta({ id: 'ChangePerson' })

export const PersonView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    phone: z.string().nullable(),
    login: z.string().nullable(),
    disabled: z.boolean(),
    secondFactor: z.boolean(),
    lastActiveAt: z.iso.datetime().nullable(),
    seats: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        role: z.string(),
        gridCode: z.string(),
        bodyName: z.string(),
      }),
    ),
  })
  .meta({ id: 'Person' })

/** The initial secret is null when the answer is a replay: it is shown once. */
export const IssuedSecret = z
  .object({ id: z.uuid(), login: z.string(), secret: z.string().nullable(), secretExpiresAt: z.iso.datetime() })
  .meta({ id: 'IssuedSecret' })

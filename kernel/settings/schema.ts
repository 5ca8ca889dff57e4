import { z } from 'zod'

/** A value as it is sent; null asks for the default. What it may be is the setting's own matter. */
export const SettingValue = z.union(
  [z.null(), z.boolean(), z.number(), z.string().max(2000), z.array(z.string().max(100)).max(200)],
  '值的形式不正确',
)

const Option = z.object({ value: z.string(), label: z.string(), refused: z.string().optional() })

const Control = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), min: z.number(), max: z.number() }),
  z.object({ kind: z.literal('yes-no') }),
  z.object({ kind: z.literal('choice'), options: z.array(Option) }),
  z.object({ kind: z.literal('several'), options: z.array(Option) }),
  z.object({ kind: z.literal('text'), max: z.number(), example: z.string().optional() }),
  z.object({ kind: z.literal('secret'), max: z.number() }),
])

const Who = z.object({ name: z.string(), seat: z.string() })

export const SettingView = z
  .object({
    key: z.string(),
    group: z.string(),
    title: z.string(),
    sentence: z.string(),
    unit: z.string().nullable(),
    control: Control,
    /** In force now; of a secret only whether there is one. */
    value: SettingValue,
    valueText: z.string(),
    defaultText: z.string(),
    isDefault: z.boolean(),
    source: z.string(),
    unverified: z.string().nullable(),
    security: z.boolean(),
    /** Why the default is another than usual here. */
    preset: z.string().nullable(),
    /** Name of the environment value that decides. */
    fixedBy: z.string().nullable(),
    version: z.number(),
    changed: z.object({ at: z.iso.datetime(), by: Who }).nullable(),
  })
  .meta({ id: 'Setting' })

export const SettingChangeView = z
  .object({
    version: z.number(),
    at: z.iso.datetime(),
    by: Who,
    before: z.string(),
    after: z.string(),
  })
  .meta({ id: 'SettingChange' })

import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'

/** Parts of the settings page, in its order. */
export const SETTING_GROUPS = {
  'sign-in': '登录与安全',
  field: '现场实录',
  session: '会话',
  file: '文件',
  map: '地图',
  data: '数据',
  cases: '办件',
  supervision: '监管业务',
} as const

export type SettingGroup = keyof typeof SETTING_GROUPS

/** One value to choose; `refused` says why it is there and cannot be chosen. */
export interface SettingOption {
  value: string
  label: string
  refused?: string
}

/** How a value is entered. What it may be says the schema beside it; both come from one call below. */
export type SettingControl =
  | { kind: 'number'; min: number; max: number }
  | { kind: 'yes-no' }
  | { kind: 'choice'; options: readonly SettingOption[] }
  | { kind: 'several'; options: readonly SettingOption[] }
  | { kind: 'text'; max: number; example?: string | undefined }
  | { kind: 'secret'; max: number }

/** A value the administrator may change while the platform runs. Declared once, by the room that reads it. */
export interface Setting<T = unknown> {
  key: string
  group: SettingGroup
  title: string
  /** One sentence: what changes with the value. */
  sentence: string
  unit?: string
  control: SettingControl
  schema: z.ZodType<T>
  /** In force while nobody chose another. */
  fallback: T
  /** Law, standard or decision the value rests on. */
  source: string
  /** Why the source must be checked before anybody relies on it (待核实). */
  unverified?: string
  /** Belongs to the security administrator, and asks for a fresh proof of identity. */
  security?: boolean
  /** Why a value cannot come into force as things stand, for people; null when nothing is in its way. */
  hindrance?(tx: Tx, here: { city: string; today: string }, value: T): Promise<string | null>
  /** Name of the environment value that overrules the table. */
  environment?: string
}

/** Reads the value in force. */
export interface SettingsReader {
  get<T>(setting: Setting<T>): T
}

type Entered<T> = Pick<Setting<T>, 'control' | 'schema'>

/** Text as it was meant: full-width digits and letters of a Chinese keyboard are the plain ones. */
const plain = (value: unknown) => (typeof value === 'string' ? value.normalize('NFKC').trim() : value)

function plainNumber(value: unknown): unknown {
  const text = plain(value)
  return typeof text === 'string' && /^-?\d{1,9}$/.test(text) ? Number(text) : text
}

/** A whole number between two bounds, both allowed. */
export function wholeNumber(min: number, max: number): Entered<number> {
  const message = `应为 ${min} 到 ${max} 的整数`
  return {
    control: { kind: 'number', min, max },
    schema: z.preprocess(plainNumber, z.number(message).int(message).min(min, message).max(max, message)),
  }
}

export const yesNo = (): Entered<boolean> => ({ control: { kind: 'yes-no' }, schema: z.boolean('应为是或否') })

/** Exactly one of some values. */
export function choice(options: readonly SettingOption[]): Entered<string> {
  return { control: { kind: 'choice', options }, schema: oneOf(options) }
}

/**
 * Any of some values, kept in the order of the list.
 * @param orNone the sentence that refuses none at all; without one none is a choice too
 */
export function several(options: readonly SettingOption[], orNone?: string): Entered<string[]> {
  const schema = z
    .array(oneOf(options))
    .min(orNone === undefined ? 0 : 1, orNone)
    .transform((chosen) => options.map(({ value }) => value).filter((value) => chosen.includes(value)))
  return { control: { kind: 'several', options }, schema }
}

/** A line of text; `check` refuses with a sentence. Empty means none. */
export function line(
  max: number,
  check: (text: string) => string | null = () => null,
  example?: string,
): Entered<string> {
  // Full-width marks stay: a number such as GS（2026）0001号 is written with them.
  const schema = z
    .string('应为文字')
    .trim()
    .max(max, `最多 ${max} 个字`)
    .superRefine((text, context) => {
      const fault = text === '' ? null : check(text)
      if (fault) context.addIssue({ code: 'custom', message: fault })
    })
  return { control: { kind: 'text', max, example }, schema }
}

/** A key of another service: sealed before it is stored and never shown again. */
export function secret(max: number): Entered<string> {
  const message = `密钥为 1 到 ${max} 个字母或数字`
  return {
    control: { kind: 'secret', max },
    schema: z.preprocess(plain, z.string(message).regex(new RegExp(`^[\\w-]{0,${max}}$`), message)),
  }
}

/** Declares a setting; only here for the types to follow from the control. */
export const defineSetting = <T>(setting: Setting<T>): Setting<T> => setting

function oneOf(options: readonly SettingOption[]) {
  return z.string('请选一项').superRefine((value, context) => {
    const option = options.find((candidate) => candidate.value === value)
    if (!option) context.addIssue({ code: 'custom', message: `没有「${value.slice(0, 40)}」这一项` })
    else if (option.refused) context.addIssue({ code: 'custom', message: option.refused })
  })
}

/** A value as people read it. */
export function valueText(setting: Pick<Setting, 'control' | 'unit'>, value: unknown): string {
  const { control } = setting
  if (control.kind === 'secret') return value ? '已填写' : '没有填写'
  if (control.kind === 'yes-no') return value ? '是' : '否'
  if (control.kind === 'choice') return labelOf(control.options, String(value))
  if (control.kind === 'several') {
    const chosen = value as readonly string[]
    return chosen.length === 0 ? '无' : chosen.map((entry) => labelOf(control.options, entry)).join('、')
  }
  if (control.kind === 'text') return value ? String(value) : '没有填写'
  const figure = new Intl.NumberFormat('zh-CN').format(Number(value))
  return setting.unit ? `${figure} ${setting.unit}` : figure
}

const labelOf = (options: readonly SettingOption[], value: string) =>
  options.find((option) => option.value === value)?.label ?? value

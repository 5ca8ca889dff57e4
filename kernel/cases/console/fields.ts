import { z } from 'zod'
import type { FieldFault } from '#kernel/ui/api.ts'
import { today } from '#kernel/ui/format.ts'
import type { CaseType } from '../model/case-type.ts'
import { actOf, type Field, fieldsOf } from '../model/fields.ts'

// The page's policy lets nothing make code at run time, which zod would try to be faster.
z.config({ jitless: true })

export type Values = Record<string, unknown>

/** What is sent of what was typed: nothing for what is empty or not asked, numbers as numbers. */
export function inputOf(fields: readonly Field[], values: Values, hidden: readonly string[]): Values {
  const given = fields.flatMap(({ key, widget }) => {
    const value = typeof values[key] === 'string' ? (values[key] as string).trim() : values[key]
    if (hidden.includes(key) || value === undefined || value === null || value === '') return []
    return [[key, NUMBERS.includes(widget) ? numberOf(String(value)) : value] as const]
  })
  return Object.fromEntries(given)
}

/** Whether a field that may be empty is needed with what else was chosen, such as a new day when the verdict is no. */
export function isMissed(type: CaseType, act: string, input: Values, key: string): boolean {
  const { [key]: _left, ...without } = input
  return (type.check?.(act, without, today()) ?? []).some(({ pointer }) => pointer === `/input/${key}`)
}

const NUMBERS = ['money', 'count']

/** A number as people type it: 8,600 or ８６００ 元; what is none stays as it is for the schema to refuse. */
function numberOf(text: string): number | string {
  const plain = text.normalize('NFKC').replace(/[,，\s元￥¥]/g, '')
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : text
}

/** What is wrong with an input before it is sent, by the same schema and check the server asks. */
export function faultsOf(type: CaseType, act: string, input: Values, files: number): FieldFault[] {
  const declared = actOf(type, act)
  if (!declared) return []
  const faults: FieldFault[] = []
  const read = declared.input.safeParse(withEmptyWords(fieldsOf(declared.input), input))
  const told = new Set<string>()
  for (const { path, message } of read.success ? [] : read.error.issues) {
    const pointer = `/input/${path.join('/')}`
    if (!told.has(pointer)) faults.push({ pointer, message: isGiven(input, path) ? message : emptyWords(message) })
    told.add(pointer)
  }
  if (files < declared.attachments)
    faults.push({ pointer: '/attachments', message: '这一步要有照片或文件，拍一张或选一个再交' })
  if (read.success && type.check) faults.push(...type.check(act, read.data, today()))
  return faults
}

/** Words that were not written are judged as empty ones: the schema then says what should stand there. */
function withEmptyWords(fields: readonly Field[], input: Values): Values {
  const unwritten = fields.filter(({ key, widget, optional }) => !optional && WORDS.includes(widget) && !(key in input))
  return { ...input, ...Object.fromEntries(unwritten.map(({ key }) => [key, ''])) }
}

const WORDS = ['text', 'line']

const isGiven = (input: Values, path: readonly PropertyKey[]) => input[String(path[0])] !== undefined

/** zod speaks of types where nothing was given and the declaration has no words for it. */
const emptyWords = (message: string) => (/[一-鿿]/.test(message) ? message : '这一项还没有填')

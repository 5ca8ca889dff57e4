import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { actOf, type Field, fieldsOf, isAsked } from '#kernel/cases/model/fields.ts'

/** Ids named anywhere in what was entered. */
export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return WHOLE_ID.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

const WHOLE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/
/** Longer texts without a blank are pictures written as letters. */
const PICTURE = 400

/** Who and what the fields of an act are said with. */
export interface WordsOf {
  seat(id: string): string | undefined
  person(id: string): string | undefined
  /** Words of the kind for its own fields; undefined for the others. */
  own?(widget: string, value: unknown, personName: (id: string) => string | undefined): string | undefined
}

/** What was entered in an act, field by field, as it is put on paper: nothing is left out but ids and pictures. */
export function wordsOfInput(
  type: CaseType,
  act: string,
  input: Readonly<Record<string, unknown>>,
  names: WordsOf,
): [string, string][] {
  const declared = actOf(type, act)
  if (!declared) return []
  return fieldsOf(declared.input).flatMap((field): [string, string][] => {
    const value = input[field.key]
    if (value === undefined || value === null || value === '') return []
    if (field.widget === 'seat') return [[field.title, names.seat(String(value)) ?? '另一个岗位']]
    const own = names.own?.(field.widget, value, names.person)
    if (own !== undefined) return [[titleOf(field), own]]
    const words = sayValue(field, value)
    return words === '' || (!isAsked(field) && typeof value === 'object') ? [] : [[titleOf(field), words]]
  })
}

const titleOf = (field: Field): string => (isAsked(field) ? field.title : '其他')

function sayValue(field: Field, value: unknown): string {
  if (typeof value === 'boolean')
    return field.options?.[String(value)] ?? (field.widget === 'pass' ? pass(value) : yes(value))
  if (Array.isArray(value))
    return value
      .map((one) => sayValue(field, one))
      .filter(Boolean)
      .join('；')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .map((inner) => sayPlain(inner))
      .filter(Boolean)
      .join('，')
  return field.options?.[String(value)] ?? sayPlain(value)
}

const pass = (value: boolean) => (value ? '合格' : '不合格')
const yes = (value: boolean) => (value ? '是' : '否')

function sayPlain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return yes(value)
  if (Array.isArray(value)) return value.map(sayPlain).filter(Boolean).join('、')
  if (typeof value === 'object') return Object.values(value).map(sayPlain).filter(Boolean).join('，')
  const text = String(value)
  if (ID.test(text)) return ''
  return text.length > PICTURE && !/[\s\u4e00-\u9fff]/u.test(text) ? '（签名图像）' : text
}

import { count, day } from '#kernel/ui/format.ts'
import { actOf, type Field, fieldsOf, isAsked } from '../model/fields.ts'
import type { CaseOne } from './api.ts'
import type { CaseFace } from './face.ts'

/** A value of an act's input as it is said. */
export interface SaidValue {
  key: string
  title: string
  words: string
  /** Long text, that stands without its title. */
  prose: boolean
}

const PASS: Record<string, string> = { true: '合格', false: '不合格' }
const YES: Record<string, string> = { true: '是', false: '否' }

const ID = /^[0-9a-f]{8}-/

/** What was chosen by name where it has names; what has none is counted. */
function wordsOfMany({ options }: Field, values: readonly unknown[]): string {
  const plain = values.every((value) => typeof value === 'number' || (typeof value === 'string' && !ID.test(value)))
  if (!plain || values.length > 30) return `${values.length} 个`
  return values.map((value) => options?.[String(value)] ?? String(value)).join('、')
}

/** The two answers of a question, by what the declaration calls them. */
export const answersOf = ({ widget, options }: Field): Record<string, string> =>
  options ?? (widget === 'pass' ? PASS : YES)

/** What seats and people are called, as far as it is known. */
export interface Names {
  seat(id: string): string | undefined
  person(id: string): string | undefined
}

/** Names as a case knows them itself. */
export const namesOf = ({ people }: Pick<CaseOne, 'people'>, seat: Names['seat']): Names => ({
  seat,
  person: (id) => people[id],
})

/**
 * The input of an act in words, in the order of its form; what was not given is left out.
 * @param sayDay how a day is said; on paper always with its year
 */
export function saidOf(
  face: CaseFace,
  act: string,
  input: Readonly<Record<string, unknown>>,
  names: Names,
  sayDay: (date: string) => string = day,
): SaidValue[] {
  const declared = actOf(face.type, act)
  if (!declared) return []
  return fieldsOf(declared.input).flatMap((field) => {
    const value = input[field.key]
    if (value === undefined || value === null || value === '' || !isAsked(field)) return []
    return [
      {
        key: field.key,
        title: field.title,
        words: wordsOf(face, field, value, { names, sayDay }),
        prose: isProse(field),
      },
    ]
  })
}

const isProse = ({ widget, key }: Field) => widget === 'text' && (key === 'text' || key === 'what')

interface Naming {
  names: Names
  sayDay(date: string): string
}

function wordsOf(face: CaseFace, field: Field, value: unknown, { names, sayDay }: Naming): string {
  const own = face.words?.(field.widget, value, names.person)
  if (own) return own
  if (typeof value === 'boolean') return answersOf(field)[String(value)] ?? String(value)
  if (field.widget === 'seat') return names.seat(String(value)) ?? '另一个岗位'
  if (field.widget === 'case') return '见「关联的事」'
  if (Array.isArray(value)) return wordsOfMany(field, value)
  if (typeof value === 'object') return '已填'
  if (field.widget === 'money') return `${count(Number(value))} 元`
  if (field.widget === 'date') return sayDay(String(value))
  return field.options?.[String(value)] ?? String(value)
}

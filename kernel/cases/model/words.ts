import { searchText } from '#kernel/search/text.ts'
import type { CaseType } from './case-type.ts'
import { actOf, fieldsOf, isAsked } from './fields.ts'

const WORDS = ['text', 'line']

/**
 * What an act says in words, normalized, a line for each field: the texts its declaration shows on the page of the case and nothing
 * else. Empty when it says nothing.
 */
export function wordsOfAct(type: CaseType, act: string, input: Readonly<Record<string, unknown>>): string {
  const declared = actOf(type, act)
  const fields = declared
    ? fieldsOf(declared.input).filter((field) => isAsked(field) && WORDS.includes(field.widget))
    : []
  return linesOf(fields.map(({ key }) => input[key]))
}

/** What a case is called, normalized: its title first, then its number. */
export const wordsOfHead = ({ title, number }: { title: string; number: string | null }): string =>
  linesOf([title, number])

const linesOf = (texts: readonly unknown[]): string =>
  texts.flatMap((text) => (typeof text === 'string' && searchText(text) ? [searchText(text)] : [])).join('\n')

import type { Field } from '#standards/document-layout/block.ts'
import type { Placeholder } from '#standards/document-layout/placeholder.ts'
import { dateInCapital, dateOnPaper, shortTimeOnPaper, timeOnPaper } from './day.ts'
import { capital, fenOf, figures } from './money.ts'

/** Values of a document by field: text, lists of rows, the parts of a party. */
export type Values = Readonly<Record<string, unknown>>

/** Who signs for the agency. */
export interface Officer {
  name: string
  certNo: string
}

/** Whether a field says nothing. */
export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isEmpty))

/**
 * A value in words, by the filter of its place. Empty text for an empty value.
 * @param values all values: a time that ends something is said as what differs from `startAt`
 */
export function say(value: unknown, filter: string | null, values: Values): string {
  if (isEmpty(value)) return ''
  switch (filter) {
    case 'date':
      return dateOnPaper(String(value))
    case 'datetime':
      return timeOnPaper(String(value))
    case 'datetime_short':
      return shortTimeOnPaper(String(value), typeof values.startAt === 'string' ? values.startAt : null)
    case 'capital':
      return capital(fenOf(value as number | string))
    case 'figures':
      return figures(fenOf(value as number | string))
    case 'date_capital':
      return dateInCapital(String(value))
    case 'names':
      return officersOf(value).map(nameOf).join('、')
    case 'certs':
      return officersOf(value).map(certOf).join('、')
    case 'names_certs':
      return officersOf(value)
        .map((officer) => `${nameOf(officer)}（${certOf(officer)}）`)
        .join('、')
    default:
      return plain(value)
  }
}

const officersOf = (value: unknown): Officer[] => (Array.isArray(value) ? value : [value]) as Officer[]
const nameOf = ({ name }: Officer): string => name ?? ''
const certOf = ({ certNo }: Officer): string => certNo ?? ''

function plain(value: unknown): string {
  if (Array.isArray(value)) return joinArticles(value.map(plain))
  if (typeof value === 'object' && value !== null) return String((value as { name?: unknown }).name ?? '')
  return String(value)
}

/** Articles joined by 、; articles of one law in a row name the law once. */
export function joinArticles(articles: readonly string[]): string {
  let law: string | null = null
  return articles
    .map((article) => {
      const named = /^《[^》]+》/.exec(article)?.[0] ?? null
      const said = named !== null && named === law ? article.slice(named.length) : article
      law = named
      return said
    })
    .join('、')
}

/** The value a placeholder stands for, out of all values and the row at hand. */
export function valueAt(place: Placeholder, values: Values, row: Values | null): unknown {
  const whole = place.key === 'item' ? row : values[place.key]
  if (place.part === null) return whole
  return typeof whole === 'object' && whole !== null ? (whole as Values)[place.part] : undefined
}

/** What stands where the signer writes by hand: room for a day, else room for words. */
export const handSpace = (field: Field): string =>
  field.type === 'date' || field.type === 'datetime' ? '　　　　年　　月　　日' : ''

/** A code in groups of four, as one reads it aloud. */
export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')

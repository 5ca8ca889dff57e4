import { normalizeCode } from '#standards/code/normalize.ts'
import { checkUscc } from '#standards/code/uscc.ts'
import type { ListColumn } from './list.ts'

/** What a cell says in a form that can be compared; `isSound` is false where it could not be read as what it should be. */
export interface Reading {
  value: string
  isSound: boolean
}

/** Finds the grid of a written place; null when none is called so. */
export type PlaceOf = (written: string) => string | null

// Offices write these for "nothing here".
const BLANK = /^[\s\-—–/\\.、]*$|^(无|暂无|没有|不详|未知|null|none|n\/a|#n\/a)$/iu

/** Reads a cell of a column; null for an empty one. */
export function readCell(column: ListColumn, written: string | null, placeOf: PlaceOf): Reading | null {
  const text = tidy(written ?? '')
  if (BLANK.test(text)) return null
  const sound = (value: string | null): Reading =>
    value === null ? { value: text, isSound: false } : { value, isSound: true }
  switch (column.kind) {
    case 'credit-code':
      return creditCode(text)
    case 'day':
      return sound(dayOf(text))
    case 'count':
      return sound(/^(\d{1,9})(\.0+)?\s*[家条个次份处项人]?$/.exec(text)?.[1] ?? null)
    case 'place':
      return sound(placeOf(text))
    case 'choice':
      return sound(choiceOf(column, text))
    case 'choices':
      return sound(choicesOf(column, text))
    default:
      return { value: text, isSound: true }
  }
}

/** The form in which a value is compared: what is only written otherwise is the same. */
export function formOf({ kind }: Pick<ListColumn, 'kind'>, value: string): string {
  if (kind === 'name') return nameForm(value)
  if (kind === 'number') return numberForm(value)
  if (kind === 'text') return textForm(value)
  return value
}

/** Whether what a sheet says contradicts the platform. What it says of a wider or narrower place, or of some of several words, does not. @param form gives the form of a value, from memory where the same come often */
export function agrees(
  column: ListColumn,
  platform: string | null,
  office: string,
  form: typeof formOf = formOf,
): boolean {
  if (platform === null) return false
  if (column.kind === 'place') return platform.startsWith(office) || office.startsWith(platform)
  if (column.kind === 'choices') {
    const known = platform.split('+')
    return office.split('+').every((key) => known.includes(key))
  }
  return platform === office || form(column, platform) === form(column, office)
}

/** A value in the words of the office. */
export function shownValue(column: ListColumn, value: string | null): string {
  if (value === null || value === '') return '没有填'
  if (!column.choices) return value
  const names = value.split('+').map((key) => column.choices?.find((one) => one.key === key)?.name ?? key)
  return names.join('、')
}

// Zero-width and direction marks come along when something is copied from a web page.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu

const tidy = (text: string) =>
  text.normalize('NFKC').replace(INVISIBLE, '').replace(/^'/, '').replace(/\s+/g, ' ').trim()

const PUNCTUATION = /[\s()[\]{}<>〔〕【】《》〈〉「」『』"'“”‘’·•.,，。、;；:：_\-‐-―－~!！?？*#]/gu

/** A name without blanks, brackets and marks; 有限责任公司 is 有限公司. The words of the name itself all stay: two different firms may differ in one. */
export const nameForm = (name: string): string =>
  tidy(name).replace(PUNCTUATION, '').replaceAll('有限责任公司', '有限公司').toLowerCase()

/** A number people write: one kind of bracket, no blanks, no zeros before a figure. */
export const numberForm = (number: string): string =>
  tidy(number)
    .replace(/[〔【[〈<{]/g, '(')
    .replace(/[〕】\]〉>}]/g, ')')
    .replace(/[‐-―－]/g, '-')
    .replace(/\s+/g, '')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replace(/^第(?=.*号$)/, '')
    .toUpperCase()

export const textForm = (text: string): string => tidy(text).replace(PUNCTUATION, '').toLowerCase()

function creditCode(text: string): Reading {
  const code = normalizeCode(text, /[\s-]/g)
  const { valid, normalized } = checkUscc(code)
  return valid ? { value: normalized, isSound: true } : { value: code, isSound: false }
}

/** 2026-11-02, 2026/11/2, 2026.11.2, 2026年11月2日, 20261102, with or without a time of day; null for anything else. */
export function dayOf(text: string): string | null {
  const found =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!found) return null
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const at = new Date(Date.UTC(year, month - 1, day))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return exists && year >= 1949 && year < 2200 ? at.toISOString().slice(0, 10) : null
}

const wordForm = (word: string) => tidy(word).replace(PUNCTUATION, '').toLowerCase()

/** Words of a choice by their form; made once for each column. */
const wordsOf = new WeakMap<ListColumn, ReadonlyMap<string, string>>()

function choiceOf(column: ListColumn, text: string): string | null {
  let words = wordsOf.get(column)
  if (!words) {
    words = new Map(
      (column.choices ?? []).flatMap(({ key, name, also = [] }) =>
        [name, ...also].map((word) => [wordForm(word), key] as const),
      ),
    )
    wordsOf.set(column, words)
  }
  const form = wordForm(text)
  return words.get(form) ?? words.get(form.replace(/(行业|企业|类|级)$/, '')) ?? null
}

/** Several words: sound only when each is known, because one that is not might be the difference. */
function choicesOf(column: ListColumn, text: string): string | null {
  const whole = choiceOf(column, text)
  if (whole) return whole
  const keys = text
    .split(/[、,;/+|]|\s/)
    .filter((part) => part !== '')
    .map((part) => choiceOf(column, part))
  return keys.length > 0 && keys.every((key) => key !== null) ? [...new Set(keys)].sort().join('+') : null
}

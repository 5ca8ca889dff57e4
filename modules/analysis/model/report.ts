import { firstOfMonth } from '#kernel/indicators/model/period.ts'
import { addDays, addMonths, type LocalDate, weekday } from '#standards/calendar/local-date.ts'

/** For which grids a report is written. */
export const gridRules = { own: '本网格一份', below: '下一级每个网格各一份' } as const
export type GridRule = keyof typeof gridRules

/** Which period it covers, seen from the day it is written. */
export const periodRules = { month: '上月', quarter: '上季度', year: '今年以来', days: '最近几天' } as const
export type PeriodRule = keyof typeof periodRules

/** How often it is written. */
export const rhythms = { hand: '手动', weekly: '每周', monthly: '每月' } as const
export type Rhythm = keyof typeof rhythms

/** A part of a template: a heading, a paragraph with indicators as fields, or a table with bars. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'para'; text: string }
  | { kind: 'table'; by: string; codes: string[] }

/** An indicator inside a paragraph: its value, that of the period before, or what changed since. */
export interface Field {
  code: string
  of: 'now' | 'before' | 'change'
}

const FIELD = /\{([a-z_]{2,40}\.[a-z-]{2,40})(?::(before|change))?\}/g

/** A paragraph as texts and fields in turn. */
export function piecesOf(text: string): (string | Field)[] {
  const pieces: (string | Field)[] = []
  let at = 0
  for (const found of text.matchAll(FIELD)) {
    if (found.index > at) pieces.push(text.slice(at, found.index))
    pieces.push({ code: found[1] as string, of: (found[2] as Field['of'] | undefined) ?? 'now' })
    at = found.index + found[0].length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}

/** How a field is written into a paragraph. */
export const fieldText = ({ code, of }: Field): string => `{${code}${of === 'now' ? '' : `:${of}`}}`

/** Braces that are no field: a slip of the pen nobody would see before the report is out. */
export const strayBraces = (text: string): string | null =>
  /\{[^{}]{0,60}\}?|\}/.exec(text.replace(FIELD, ''))?.[0] ?? null

/** Every indicator a template asks for. */
export const codesOf = (blocks: readonly Block[]): string[] => [
  ...new Set(
    blocks.flatMap((block) => {
      if (block.kind === 'table') return block.codes
      return piecesOf(block.text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.code]))
    }),
  ),
]

/** The last day whose figures a report of a day tells: what happens on the day itself is not over yet. */
export const knownOn = (day: LocalDate): LocalDate => addDays(day, -1)

/** First and last day a report written on a day covers. */
export function coveredBy(rule: PeriodRule, days: number | null, day: LocalDate): { from: LocalDate; to: LocalDate } {
  const month = firstOfMonth(day)
  if (rule === 'month') return { from: addMonths(month, -1), to: addDays(month, -1) }
  if (rule === 'quarter') {
    const quarter = addMonths(month, -((Number(day.slice(5, 7)) - 1) % 3))
    return { from: addMonths(quarter, -3), to: addDays(quarter, -1) }
  }
  const to = knownOn(day)
  if (rule === 'year') return { from: `${to.slice(0, 4)}-01-01`, to }
  return { from: addDays(to, 1 - (days ?? 7)), to }
}

/** The last day up to a day on which a template was to be written; null for one that is written by hand. */
export function lastDue(rhythm: Rhythm, onDay: number | null, today: LocalDate): LocalDate | null {
  if (rhythm === 'hand' || onDay === null) return null
  if (rhythm === 'weekly') return addDays(today, -(((weekday(today) || 7) - onDay + 7) % 7))
  const here = addDays(firstOfMonth(today), onDay - 1)
  return here <= today ? here : addDays(addMonths(firstOfMonth(today), -1), onDay - 1)
}

const DAYS = ['一', '二', '三', '四', '五', '六', '日']

/** 每月 5 日, 每周一, 手动. */
export const rhythmText = (rhythm: Rhythm, onDay: number | null): string =>
  rhythm === 'hand' ? rhythms.hand : rhythm === 'weekly' ? `每周${DAYS[(onDay ?? 1) - 1]}` : `每月 ${onDay} 日`

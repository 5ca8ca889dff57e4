import { z } from 'zod'

/** The keys of a table, as an enumeration wants them. */
export const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]

// Blanks, controls and marks that take no place: a text of nothing but these says nothing.
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Variation_Selector}\u115f\u1160\u2800\u3164\uffa0]/gu

/** Whether a text shows at least two characters, whatever it is filled up with. */
const isSeen = (text: string): boolean => [...text.replace(UNSEEN, '')].length >= 2

/** A text that has to say something. @param least what is said when it does not */
const said = (least: string, max: number) =>
  z
    .string(least)
    .trim()
    .max(max, `最多 ${max.toLocaleString('zh-CN')} 字`)
    .refine(isSeen, least)

/** A text of some lines. @param least what is said when it is too short */
export const words = (title: string, least: string, max = 2000) => said(least, max).meta({ title, widget: 'text' })

/** A word that shows at least one character: a quantity, a short name. */
export const mark = (least: string, max: number) =>
  z
    .string(least)
    .trim()
    .max(max, `最多 ${max.toLocaleString('zh-CN')} 字`)
    .refine((text) => text.replace(UNSEEN, '') !== '', least)

/** A text of one line. */
export const line = (title: string, least: string, max = 100) => said(least, max).meta({ title, widget: 'line' })

/** An id. What is sealed is spelled one way, as the database spells it. */
export const idInput = (fault: string) => z.uuid(fault).toLowerCase()

/** The last day anybody may name: arithmetic beyond it leaves four-digit years. */
const LAST_DAY = '2199-12-31'

/** A day. */
export const dayInput = (title: string) =>
  z.iso
    .date('日期应如 2026-11-21')
    .refine((day) => day <= LAST_DAY, '日期太远')
    .meta({ title, widget: 'date' })

/** One key of a table of names. */
export const choice = <T extends Record<string, string>>(title: string, table: T, fault: string) =>
  z.enum(keysOf(table), fault).meta({ title, widget: 'choice', options: table })

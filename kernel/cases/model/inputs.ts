import { z } from 'zod'

/** The keys of a table, as an enumeration wants them. */
export const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]

/** A text of some lines. @param least what is said when it is too short */
export const words = (title: string, least: string, max = 2000) =>
  z
    .string()
    .trim()
    .min(2, least)
    .max(max, `最多 ${max.toLocaleString('zh-CN')} 字`)
    .meta({ title, widget: 'text' })

/** A text of one line. */
export const line = (title: string, least: string, max = 100) =>
  z.string().trim().min(2, least).max(max, `最多 ${max} 字`).meta({ title, widget: 'line' })

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

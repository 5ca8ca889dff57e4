import type { CodeListName } from '../codes.ts'

/** One field of the register: its label, bounds, how offices head its column, whether it is personal, how long a confirmation counts. */
export interface Field {
  key: string
  label: string
  type:
    | 'text'
    | 'uscc'
    | 'phone'
    | 'industry'
    | 'code'
    | 'codes'
    | 'date'
    | 'number'
    | 'integer'
    | 'boolean'
    | 'lng'
    | 'lat'
  list?: CodeListName
  /** Longest text, in characters. */
  max?: number
  unit?: string
  /** Personal data: shown masked unless a duty needs it. */
  personal?: 'name' | 'phone'
  /** Days a confirmation of a key field stays good. */
  freshDays?: number
  /** Whether the enterprise itself may propose another value. */
  own?: boolean
  required?: boolean
  /** Heads seen on offices' spreadsheets. */
  heads: readonly string[]
  part: 'base' | 'industry'
}

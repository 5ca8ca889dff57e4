import type { Cell } from './sheet.ts'

/** A cell as it stands in the XML. */
export interface RawCell {
  /** s shared text, inlineStr, str formula text, b flag, e error, d ISO date, n number. */
  type: string
  style: number
  text: string
  formula: boolean
}

/** Column of a reference such as `AB12`, counted from 0. */
export function columnIndex(reference: string): number {
  let index = 0
  for (const char of reference) {
    const digit = char.charCodeAt(0) - 64
    if (digit < 1 || digit > 26) break
    index = index * 26 + digit
  }
  return index - 1
}

/** Style numbers whose numbers are dates: built-in formats and those that spell year, month or day. ECMA-376 §18.8.30. */
export function dateStyles(stylesXml: string): ReadonlySet<number> {
  const custom = new Map<number, string>()
  for (const [, attributes = ''] of stylesXml.matchAll(/<(?:\w+:)?numFmt\s([^>]*)>/g)) {
    const id = Number(/numFmtId="(\d+)"/.exec(attributes)?.[1])
    custom.set(id, /formatCode="([^"]*)"/.exec(attributes)?.[1] ?? '')
  }
  const cellFormats = /<(?:\w+:)?cellXfs[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(stylesXml)?.[0] ?? ''
  const styles = new Set<number>()
  let at = 0
  for (const [, attributes = ''] of cellFormats.matchAll(/<(?:\w+:)?xf\s([^>]*)>/g)) {
    const format = Number(/numFmtId="(\d+)"/.exec(attributes)?.[1])
    if (isDateFormat(format, custom.get(format))) styles.add(at)
    at++
  }
  return styles
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36
  const bare = code.replace(/&quot;.*?&quot;|"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[yYdD年]|m月|[mM]{1,4}[-/.][dD]/.test(bare)
}

export interface CellContext {
  shared: string[]
  dates: ReadonlySet<number>
  epoch1904: boolean
}

/** The value of a cell: text, number, flag, or a date as `YYYY-MM-DD`. */
export function cellValue(cell: RawCell, context: CellContext): Cell {
  if (cell.text === '') return cell.formula ? '#无结果的公式' : null
  if (cell.type === 's') return context.shared[Number(cell.text)] ?? null
  if (cell.type === 'b') return cell.text === '1'
  if (cell.type === 'd') return cell.text.slice(0, 10)
  if (cell.type !== 'n') return cell.text
  const number = Number(cell.text)
  if (!Number.isFinite(number)) return cell.text
  return context.dates.has(cell.style) && number >= 1 && number < 200_000
    ? serialDate(number, context.epoch1904)
    : number
}

/** Calendar date of a day number. The 1900 system counts a 29 February 1900 that never was. */
function serialDate(serial: number, epoch1904: boolean): string {
  const days = Math.floor(serial) + (epoch1904 ? 1462 : 0)
  return new Date((days - (days > 60 ? 25_569 : 25_568)) * 86_400_000).toISOString().slice(0, 10)
}

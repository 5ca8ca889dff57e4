import { type Answer, decodeAlertText, type Fields } from './decode.ts'
import type { Kind } from './kinds.ts'
import { ALERT, NAMESPACE_12, type Row } from './schema.ts'

/** A message as one line of XML, or why it cannot be written. */
export type Encoded =
  | { readonly ok: true; readonly xml: string; readonly flags: readonly string[] }
  | { readonly ok: false; readonly reason: 'bad-input'; readonly detail: string; readonly faults?: readonly unknown[] }

class BadInput extends Error {}

/**
 * Writes CAP 1.2 from `{alert: {…}}` as `decodeAlert` answers it, or the alert alone. What is written is read again: a message that
 * would be refused on receipt is not given out.
 */
export function encodeAlert(input: unknown): Encoded {
  let xml: string
  try {
    const given = asFields(input, '消息')
    const body = writeRows(asFields(given.alert ?? given, 'alert'), ALERT, 'alert')
    xml = `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="${NAMESPACE_12}">${body}</alert>`
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, reason: 'bad-input', detail: error.message }
    throw error
  }
  const read: Answer = decodeAlertText(xml)
  if (read.ok) return { ok: true, xml, flags: read.flags }
  return { ok: false, reason: 'bad-input', detail: read.detail, ...('faults' in read ? { faults: read.faults } : {}) }
}

function writeRows(fields: Fields, rows: readonly Row[], path: string): string {
  const known = rows.map(({ name }) => name)
  const strange = Object.keys(fields).find((name) => !known.includes(name))
  if (strange !== undefined && path !== 'alert') throw new BadInput(`${path} 中没有「${strange}」`)
  return rows
    .flatMap((row) => {
      const value = fields[row.name]
      if (value === undefined || value === null) return []
      const values = row.most === 'many' && Array.isArray(value) ? value : [value]
      return values.map((each) => `<${row.name}>${writeContent(each, row, `${path}/${row.name}`)}</${row.name}>`)
    })
    .join('')
}

function writeContent(value: unknown, row: Row, path: string): string {
  if (Array.isArray(row.content)) return writeRows(asFields(value, path), row.content, path)
  try {
    return escapeText((row.content as Kind).write(value))
  } catch (error) {
    if (error instanceof RangeError) throw new BadInput(`${path}：${error.message}`)
    throw error
  }
}

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}
const escapeText = (text: string): string => text.replace(/[&<>\n\r\t]/g, (mark) => MARKS[mark] as string)

function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput(`${name} 应为一个对象`)
  return value as Fields
}

import { forXml } from '../../model/sealed.ts'

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it stands in XML; characters XML cannot hold are left out. */
export const escapeXml = (text: string): string => forXml(text).replace(/[&<>"]/g, (mark) => MARKS[mark] as string)

/** An element with its text; nothing for an empty one. */
export const element = (name: string, text: string | number | null | undefined, attributes = ''): string =>
  text === null || text === undefined || text === ''
    ? ''
    : `<${name}${attributes && ` ${attributes}`}>${escapeXml(String(text))}</${name}>`

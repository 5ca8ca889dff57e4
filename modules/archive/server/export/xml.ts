const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it stands in XML; characters XML cannot hold are left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (mark) => MARKS[mark] as string)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these may not stand in XML 1.0
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/** An element with its text; nothing for an empty one. */
export const element = (name: string, text: string | number | null | undefined, attributes = ''): string =>
  text === null || text === undefined || text === ''
    ? ''
    : `<${name}${attributes && ` ${attributes}`}>${escapeXml(String(text))}</${name}>`

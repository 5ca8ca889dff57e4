/** What the list of contents says of a component, and what its bytes are. */
export interface SealedEntry {
  n: number
  title: string
  number: string | null
  dated: string | null
  firstPage: number | null
  pages: number
  sha256: string
  sm3: string
}

/** A text without the characters XML 1.0 cannot hold, so that it reads the same in a package for transfer. */
export const forXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these may not stand in XML 1.0
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/**
 * The text whose SM3 is sealed beside that of the bundle: number and title of the volume, then each component as the list of contents
 * names it with the hashes of its bytes. `verify.mjs` in a package for transfer puts it together again from what it finds there.
 */
export function contentsText(
  volume: { archiveNo: string; title: string; party: string },
  entries: readonly SealedEntry[],
): string {
  const lines = [
    [volume.archiveNo, volume.title, volume.party],
    ...entries.map(({ n, title, number, dated, firstPage, pages, sha256, sm3 }) => [
      ...[n, title, number ?? '', dated ?? '', firstPage ?? '', pages, sha256, sm3],
    ]),
  ]
  return `${lines.map((line) => JSON.stringify(line.map((part) => forXml(String(part))))).join('\n')}\n`
}

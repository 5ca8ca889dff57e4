import { pinyin } from 'pinyin-pro'
import { searchText } from '#kernel/search/text.ts'

/** What a person may search an enterprise by piece by piece. Phone numbers only whole: digit by digit would get round the masks. */
export interface Searchable {
  name: string
  formerName?: string | null
  creditCode?: string | null
  address?: string | null
  contact?: string | null
  principal?: string | null
}

/** Pinyin initials of a name, for typing `gryhg` to find 广饶雨恒工. Other characters stay as they are. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 100)
}

/** Everything an enterprise is searched by, normalized, a line each. */
export function searchLines(row: Searchable & { initials: string }): string {
  const texts = [row.name, row.formerName, row.creditCode, row.address, row.contact, row.principal, row.initials]
  return texts
    .filter((text) => text)
    .map((text) => searchText(text as string))
    .join('\n')
}

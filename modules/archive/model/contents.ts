import type { Part, Property } from './codes.ts'

/** A component of a file as it is proposed: where it comes from and what is known of its bytes. */
export interface Proposed {
  /** Where it comes from: `document:<id>`, `file:<id>` or `acts`. */
  ref: string
  part: Exclude<Part, 'cover' | 'contents' | 'endnote'>
  /** Place in the order of the kind; smaller first, equal ones by date. */
  rank: number
  title: string
  number: string | null
  dated: string | null
  author: string
  mediaType: string
  fileName: string
  /** Hash the case or document keeps; null for what is printed when the volume is bound. */
  sha256: string | null
  size: number | null
  /** How many acts the record of acts says; of no other component. */
  steps?: number
  /** Pages it takes; null where it is not printed yet, 0 for an annex. */
  pages: number | null
  /** It cannot be a page of the bundle: listed with its hash and kept beside it. */
  annex: boolean
  /** Why it is an annex, or what else is to be known of it. */
  note: string
}

/** A component as it stands now, in short: it changes with its bytes, and the acts with their number. */
export const markOf = ({ ref, sha256, steps }: Pick<Proposed, 'ref' | 'sha256' | 'steps'>): string =>
  `${ref}@${sha256?.slice(0, 16) ?? steps ?? ''}`

/** What whoever binds has not seen: components that came or changed since. @param seen marks of what was read */
export function unseenIn<T extends Pick<Proposed, 'ref' | 'sha256' | 'steps'>>(
  lines: readonly T[],
  seen: readonly string[],
): T[] {
  const known = new Set(seen)
  return lines.filter((line) => !known.has(markOf(line)))
}

/** What is said of a document that has no PDF of its own: on the list of contents in one word. */
export const COPY = '平台启用前签发，按存下的内容印为副本'

/** A note as the narrow column of the contents list takes it. */
export const shortNote = ({ note, annex }: { note: string; annex: boolean }): string =>
  note.startsWith(COPY) ? '副本' : annex ? note : ''

/** What the archivist changed of a proposal, by `ref`. */
export interface Edits {
  order?: readonly string[]
  titles?: Readonly<Record<string, string>>
  leftOut?: Readonly<Record<string, string>>
}

/** A line of the contents with what the archivist changed. */
export interface Line extends Proposed {
  /** Why it is left out; null when it stays. */
  leftOut: string | null
  retitled: boolean
}

/** The proposal in its order with the archivist's changes over it; what came since stands where it belongs by rank. */
export function arrange(proposed: readonly Proposed[], edits: Edits): Line[] {
  const natural = [...proposed].sort(byPlace)
  const place = new Map((edits.order ?? []).map((ref, at) => [ref, at]))
  const keyed = natural.map((one, at) => ({ one, key: placeOf(natural, at, place) }))
  return keyed
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => ({
      ...one,
      title: edits.titles?.[one.ref] ?? one.title,
      retitled: edits.titles?.[one.ref] !== undefined,
      leftOut: edits.leftOut?.[one.ref] ?? null,
    }))
}

const byPlace = (a: Proposed, b: Proposed): number =>
  a.rank - b.rank || compare(a.dated ?? '', b.dated ?? '') || compare(a.ref, b.ref)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Place chosen by hand; what the archivist has not seen stands behind its nearest neighbour before it. */
function placeOf(natural: readonly Proposed[], at: number, place: ReadonlyMap<string, number>): number {
  for (let before = at, away = 0; before >= 0; before--, away++) {
    const chosen = place.get((natural[before] as Proposed).ref)
    if (chosen !== undefined) return chosen + away / (natural.length + 1)
  }
  return -1 + at / (natural.length + 1)
}

/** A fault or a doubt of a file before it is bound, by the property it concerns. */
export interface Finding {
  property: Property
  /** It stands in the way of binding; otherwise it is told and bound all the same. */
  blocks: boolean
  ref: string | null
  message: string
}

/** Most pages and bytes of one volume: what is more goes into a volume of its own or stays an annex. */
export const MOST_PAGES = 3000
export const MOST_BYTES = 400 * 1024 * 1024

/** What can be told of the lines without reading their bytes: DA/T 70-2018 as far as it is automatic. */
export function findingsOf(lines: readonly Line[]): Finding[] {
  const kept = lines.filter(({ leftOut }) => leftOut === null)
  const findings: Finding[] = []
  const say = (property: Property, blocks: boolean, message: string, ref: string | null = null) =>
    findings.push({ property, blocks, ref, message })
  const documents = kept.filter(({ part }) => part === 'document')
  if (documents.length === 0) say('complete', false, '卷内没有已制发的文书，只有办理经过和附件')
  for (const [number, same] of Map.groupBy(
    documents.filter(({ number }) => number !== null),
    ({ number }) => number,
  ))
    if (same.length > 1) say('complete', true, `文号「${number}」在卷内出现 ${same.length} 次`)
  for (const { ref, title, note, annex } of kept) {
    if (title.trim() === '') say('complete', true, '有一件没有题名', ref)
    if (annex && note !== '') say('usable', false, `《${title}》不能成页，作为附件随卷保存：${note}`, ref)
    if (/(?:绝密|机密|秘密)\s*[★☆]/u.test(title))
      say('safe', true, `《${title}》的题名带有密级字样，涉密材料不得进入平台`, ref)
  }
  const pages = kept.reduce((sum, one) => sum + (one.pages ?? 0), 0)
  if (pages > MOST_PAGES) say('usable', true, `全卷约 ${pages} 页，一卷最多 ${MOST_PAGES} 页，请把一部分留出另行保存`)
  const bytes = kept.filter(({ annex }) => !annex).reduce((sum, one) => sum + (one.size ?? 0), 0)
  if (bytes > MOST_BYTES)
    say('usable', true, `成页的材料共 ${Math.ceil(bytes / 1024 / 1024)} MB，一卷最多 ${MOST_BYTES / 1024 / 1024} MB`)
  return findings
}

/** First page of each component, counted from 1 over the whole bundle; null for annexes. */
export function firstPages(components: readonly { pages: number; annex: boolean }[]): (number | null)[] {
  let next = 1
  return components.map(({ pages, annex }) => {
    if (annex) return null
    const first = next
    next += pages
    return first
  })
}

/** Pages as a list of contents says them: `3` or `3-7`. */
export const pageWords = (first: number | null, pages: number): string =>
  first === null ? '附件' : pages > 1 ? `${first}-${first + pages - 1}` : String(first)

/** What an audit line keeps about an act; see `AuditEntry`. */
export type AuditDetail = Readonly<Record<string, unknown>>

/** How one act is said: its name, and what the line tells about it. */
export interface ActWords {
  name: string
  tell?(detail: AuditDetail): string
}

/** The words of one room for what it writes into the audit; declared by the room, put together by the console. */
export interface AuditWords {
  /** By audit name. */
  acts: Readonly<Record<string, ActWords>>
  /** By object type. */
  objects: Readonly<Record<string, string>>
  /** By object type: where the object has its page. */
  links?: Readonly<Record<string, (id: string) => string>>
}

/** The words of all rooms as one. */
export function joinWords(rooms: readonly AuditWords[]): AuditWords {
  return {
    acts: Object.assign({}, ...rooms.map(({ acts }) => acts)),
    objects: Object.assign({}, ...rooms.map(({ objects }) => objects)),
    links: Object.assign({}, ...rooms.map(({ links }) => links)),
  }
}

/** A detail as text; empty when there is none. */
export function said(detail: AuditDetail, key: string): string {
  const value = detail[key]
  if (Array.isArray(value)) return value.map(String).join('、')
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

/** A detail by the words of a list; the value itself when the list does not know it. */
export const called = (detail: AuditDetail, key: string, words: Readonly<Record<string, string>>): string =>
  words[said(detail, key)] ?? said(detail, key)

/** Parts that say something, as one line. */
export const phrase = (...parts: (string | false | 0 | null | undefined)[]): string => parts.filter(Boolean).join('，')

/** 「…」 around what was named; empty when nothing was. */
export const quoted = (text: string): string => (text ? `「${text}」` : '')

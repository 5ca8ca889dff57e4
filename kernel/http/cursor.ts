import { common, Problem } from './problem.ts'

/** The place after which the next page starts: the sort values of the last row, opaque to the client. */
export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor back; null when none was sent. Throws when it was not one of ours. */
export function readCursor<T extends (string | number)[]>(
  cursor: string | undefined,
  kinds: { [K in keyof T]: 'string' | 'number' | 'uuid' | 'instant' },
): T | null {
  if (!cursor) return null
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(parts) &&
      parts.length === kinds.length &&
      parts.every((part, at) => isKind(part, kinds[at] as string))
    )
      return parts as T
  } catch {
    // Not JSON: falls through to the problem below.
  }
  throw new Problem(common.invalid, '翻页位置无效，请从第一页重新开始。', {
    errors: [{ pointer: '/cursor', message: '翻页位置无效' }],
  })
}

/** A moment as the database writes it. */
const INSTANT = /^2\d{3}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d(:\d\d)?)$/

function isKind(part: unknown, kind: string): boolean {
  if (kind === 'uuid') return typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)
  if (kind === 'instant')
    return part === 'infinity' || (typeof part === 'string' && INSTANT.test(part) && !Number.isNaN(Date.parse(part)))
  return typeof part === kind && String(part).length < 400 && !String(part).includes('\0')
}

import type { StatusKind } from '#kernel/ui/marks.tsx'
import { stateNames } from '../model/acts.ts'
import type { DocumentLine } from '../model/schema.ts'

/** How far a document is, as a mark and a word. */
export function standOf(row: Pick<DocumentLine, 'state' | 'audience' | 'servedOn' | 'receivedAt'>): {
  kind: StatusKind
  word: string
} {
  if (row.state === 'draft') return { kind: 'open', word: stateNames.draft }
  if (row.state !== 'issued') return { kind: 'off', word: stateNames[row.state] }
  if (row.audience === 'internal') return { kind: 'done', word: stateNames.issued }
  if (row.receivedAt) return { kind: 'done', word: '已送达' }
  return row.servedOn ? { kind: 'waiting', word: '待签收' } : { kind: 'going', word: '待送达' }
}

import type { RawBuilder } from 'kysely'
import type { CaseKind } from '#kernel/cases/holder.ts'
import type { ActRow, CaseRow } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { FilingRule } from '../model/term.ts'

/** What the cover of a volume says of its case (文书 56). */
export interface CoverFacts {
  name: string
  cause: string
  party: string
  result: string
  decisionNo: string | null
  /** Days; null where it never came to that. */
  filedOn: string | null
  closedOn: string
  handlers: readonly { name: string; certNo: string }[]
}

/** How a kind of case keeps its files, so that this room learns of cases without naming a module. */
export interface ArchiveSource {
  kind: CaseKind
  /** States in which a case waits for its volume; since when it stands there is the day it was closed. */
  states: readonly string[]
  /** Which of them keep a file of their own, as a condition on the case `c`; all unless said. */
  keeps?: RawBuilder<boolean>
  /** What those are, for people: 挂牌督办过的重大隐患. */
  which: string
  /** By when they are to be filed. */
  due: FilingRule
  /** Key of the retention table for one case. */
  retentionKey(tx: Tx, about: { caseId: string; state: string }): Promise<string>
  /** Place of a document in the file by the key of its template; smaller first, equal ones by date. */
  rankOfDocument(key: string): number
  /** Place of the attachments of an act. */
  rankOfFile(act: string): number
  /** What was entered in a field only this kind has, as its pages say it; undefined for a field all kinds have. */
  words?(widget: string, value: unknown, personName: (id: string) => string | undefined): string | undefined
  /** What of its own still has to be done before it is put away, as a sentence; null for nothing. */
  hinders?(tx: Tx, caseId: string): Promise<string | null>
  /** Acts of the kind that put a case in a state away and take it out again; those all kinds have unless said. */
  acts?(state: string): { bind: string; unbind: string } | null
  cover(tx: Tx, actor: Actor, about: { caseId: string; title: string; closedOn: string }): Promise<CoverFacts>
}

/** Grid and name of the office that handled a case. */
export interface Handler {
  gridCode: string
  name: string
}

/**
 * The office that handled a case: the first that did anything in it, so that a city's archivist who binds a county's case numbers it as
 * the county's though a head of the city closed it; the place of the case where no office did anything.
 */
export function handlerOf(row: Pick<CaseRow, 'gridCode'>, acts: readonly ActRow[]): Handler {
  const first = acts.find(({ seatGrid }) => seatGrid !== null)
  return { gridCode: first?.seatGrid ?? row.gridCode, name: first?.actor.body ?? '' }
}

const sources = new Map<string, ArchiveSource>()

/** Lets a kind of case have its files bound; told by whoever composes the platform. @returns takes it out again */
export function archiveSource(source: ArchiveSource): () => void {
  const { name } = source.kind.type
  sources.set(name, source)
  return () => void (sources.get(name) === source && sources.delete(name))
}

export const findArchiveSource = (kind: string): ArchiveSource | undefined => sources.get(kind)

/** All kinds that keep files, in the order they were told. */
export const listArchiveSources = (): readonly ArchiveSource[] => [...sources.values()]

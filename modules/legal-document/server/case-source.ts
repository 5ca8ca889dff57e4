import type { Tx } from '#kernel/db/db.ts'
import type { Officer } from '#kernel/documents/model/say.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'

/** What a kind of case says for its documents. */
export interface CaseValues {
  /** By the `source` of a field: `inspection.place`, `case.cause`. They go before what earlier documents said. */
  values: Readonly<Record<string, unknown>>
  /** Who acts, with the numbers of their certificates; empty when nobody is named yet. */
  officers: readonly Officer[]
}

/** How a kind of case supplies its documents, so that this room learns of cases without naming a module. */
export interface DocumentSource {
  /** Name of the kind: the type of its cases. */
  kind: string
  /** What the case says now; whoever asks has read it inside his scope. */
  values(tx: Tx, actor: Actor, caseId: string): Promise<CaseValues>
  /** Keys of the documents that suit a state, in the order they are written. */
  suggests(state: string): readonly string[]
  /** Whether a document that suits the state is one of this case at all; every one is unless said. */
  fits?(tx: Tx, about: { caseId: string; key: string }): Promise<boolean>
  /** Keys of the documents that are issued on site, without a network too. */
  onSite?: readonly string[]
  /**
   * What beside earlier documents stands in the way of one, as a sentence; null for nothing.
   * @param about `onDevice` for a document that was printed on site already: the act it belongs to must be there
   */
  hinders?(tx: Tx, about: { caseId: string; state: string; key: string; onDevice: boolean }): Promise<string | null>
}

const sources = new Map<string, DocumentSource>()

/** Lets a kind of case have documents; told by whoever composes the platform. @returns takes it out again */
export function documentSource(source: DocumentSource): () => void {
  sources.set(source.kind, source)
  return () => void (sources.get(source.kind) === source && sources.delete(source.kind))
}

/** The source of a kind of case; undefined for kinds without documents of their own. */
export const findSource = (kind: string): DocumentSource | undefined => sources.get(kind)

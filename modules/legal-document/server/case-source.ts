import type { Tx } from '#kernel/db/db.ts'
import type { Officer } from '#kernel/documents/model/say.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { ServiceWay } from '../model/acts.ts'

/** What a kind of case says for its documents. */
export interface CaseValues {
  /** By the `source` of a field: `inspection.place`, `case.cause`. They go before what earlier documents said. */
  values: Readonly<Record<string, unknown>>
  /** Who acts, with the numbers of their certificates; empty when nobody is named yet. */
  officers: readonly Officer[]
}

/** How a document reached its party, as the paper and an act of its case both tell it. */
export interface Service {
  way: ServiceWay
  on: string
  recipient: string
  place: string
  trackingNo: string | null
  proofFileId: string | null
  /** Last day of a term that begins by it; null where there is none. */
  until: string | null
}

/** What serving a document has to do with its case. */
export type ServiceOnCase =
  /** An act told of it: the paper takes it over. */
  | { told: Service }
  /** Serving the paper does an act, in one of these ways; a day where the case asks until when, as its form begins. */
  | { asks: { act: string; ways: readonly ServiceWay[]; until: string | null } }

/** The document that is served. */
export interface Served {
  caseId: string
  key: string
  /** Name and number, as a proof says them. */
  name: string
  values: Readonly<Record<string, unknown>>
}

/** How a kind of case tells of the service of its documents: entered once, on the case or on the paper, it stands in both. */
export interface ServiceSource {
  /** Null for documents of whose service the case tells nothing. */
  of(tx: Tx, served: Served): Promise<ServiceOnCase | null>
  /** Does the act that tells of the service; its `after` calls `settleService` for what else was served by it. */
  tell(tx: Tx, actor: Actor, served: Served, service: Service): Promise<void>
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
  /** How the case tells of the service of its documents; where it does not, only the document does. */
  service?: ServiceSource
}

const sources = new Map<string, DocumentSource>()

/** Lets a kind of case have documents; told by whoever composes the platform. @returns takes it out again */
export function documentSource(source: DocumentSource): () => void {
  sources.set(source.kind, source)
  return () => void (sources.get(source.kind) === source && sources.delete(source.kind))
}

/** The source of a kind of case; undefined for kinds without documents of their own. */
export const findSource = (kind: string): DocumentSource | undefined => sources.get(kind)

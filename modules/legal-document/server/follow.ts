import { followObjects } from '#kernel/scope/object-moves.ts'
import { giveDocuments, moveDocumentsOfObject } from './store/document.ts'

/** Documents go along with the enterprise they are about, as far as nothing was issued. */
export const followWithDocuments = (): void =>
  followObjects('legal-documents', { moved: moveDocumentsOfObject, merged: giveDocuments })

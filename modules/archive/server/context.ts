import type { CaseKind } from '#kernel/cases/holder.ts'
import type { Press } from '#kernel/documents/press.ts'
import type { BlobStore } from '#kernel/files/blobs.ts'

/** What the room is given by the process that composes it. */
export interface ArchiveContext {
  press: Press
  blobs: BlobStore
  kinds: ReadonlyMap<string, CaseKind>
  /** Folder for what is put together; whatever is left there by a dead process is of no use. */
  workFolder: string
}

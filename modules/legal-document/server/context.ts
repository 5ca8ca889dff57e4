import type { Press } from '#kernel/documents/press.ts'
import type { BlobStore } from '#kernel/files/blobs.ts'

/** What the room is given by the process that composes it. */
export interface DocumentContext {
  press: Press
  blobs: BlobStore
}

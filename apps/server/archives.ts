import path from 'node:path'
import type { Press } from '#kernel/documents/press.ts'
import type { BlobStore } from '#kernel/files/blobs.ts'
import type { ArchiveContext } from '#modules/archive/server/context.ts'
import { keepPenaltyFiles } from '#modules/enforcement-case/server/archive.ts'
import { keepHazardFiles } from '#modules/hazard/server/archive.ts'
import { keepInspectionFiles } from '#modules/inspection/server/on-site/archive.ts'
import { caseDesk } from './cases.ts'

/** The kinds of cases whose files are bound, each as its module declares it. @returns takes them out again */
export function keepFiles(): () => void {
  const stops = [keepPenaltyFiles(), keepInspectionFiles(), keepHazardFiles()]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What the archive room is given, the same for requests and for the worker. */
export const archiveContext = (about: { press: Press; blobs: BlobStore; dataDir: string }): ArchiveContext => ({
  press: about.press,
  blobs: about.blobs,
  kinds: caseDesk.kinds,
  workFolder: path.join(about.dataDir, 'archive-work'),
})

import type { Tx } from '#kernel/db/db.ts'
import { takeFilesIn } from '#kernel/files/store.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { OBJECT_ROLES } from '#kernel/identity/model/roles.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { CaseType } from './model/case-type.ts'
import { caseProblems } from './model/problems.ts'
import type { SealedAct } from './seal.ts'
import { keepFilesInside, listFileHashes } from './store.ts'

/** Attachments of an act by id, with the hash of their bytes; what was brought for an act is taken in by this one. @throws evidenceMissing, fileUnknown */
export async function evidenceOf(
  tx: Tx,
  scope: Scope,
  least: number,
  given: readonly string[] | undefined,
  about: { objectId: string | null },
): Promise<SealedAct['attachments']> {
  const ids = [...new Set(given ?? [])]
  if (ids.length < least)
    throw new Problem(caseProblems.evidenceMissing, `这一步至少要有 ${least} 个附件（照片或文件）。`, {
      errors: [{ pointer: '/attachments', message: `至少 ${least} 个` }],
    })
  const hashes = await listFileHashes(tx, scope, ids, about.objectId)
  if (hashes.size < ids.length)
    throw new Problem(caseProblems.fileUnknown, '有附件没有上传成功、是别家单位的，或不在您的辖区，请重新上传。')
  await takeFilesIn(tx, ids)
  return ids.map((fileId) => ({ fileId, sha256: hashes.get(fileId) as string }))
}

/**
 * What an office attaches in a kind of case the people of the object do not read is hidden from them, and shown once it stands in one they
 * read. Told before the act is sealed.
 */
export async function keepInside(
  tx: Tx,
  { readers }: Pick<CaseType, 'readers'>,
  actor: Actor,
  files: SealedAct['attachments'],
): Promise<void> {
  if (actor.scope.objectId !== null || files.length === 0) return
  const isRead = readers.some((role) => OBJECT_ROLES.has(role))
  await keepFilesInside(
    tx,
    files.map(({ fileId }) => fileId),
    isRead,
  )
}

import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { caseProblems } from './model/problems.ts'
import type { SealedAct } from './seal.ts'
import { listFileHashes } from './store.ts'

/** Attachments of an act by id, with the hash of their bytes. @throws evidenceMissing, fileUnknown */
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
  return ids.map((fileId) => ({ fileId, sha256: hashes.get(fileId) as string }))
}

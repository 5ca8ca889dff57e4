import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { removeKept } from '#kernel/files/store.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { type Decision, decisions } from '../../model/codes.ts'
import { archiveProblems } from '../../model/problems.ts'
import { longerBy } from '../../model/term.ts'
import type { ArchiveContext } from '../context.ts'
import * as store from '../store/appraisal.ts'
import * as loans from '../store/loan.ts'
import { insertLog } from '../store/log.ts'
import {
  findVolumeForUpdate,
  isNeededElsewhere,
  listEntries,
  updateEnded,
  updateRetainUntil,
  type VolumeRow,
} from '../store/volume.ts'

/** What the appraisal group says of a volume whose period is over. */
export interface AppraisalWish {
  decision: Decision
  years?: number | null | undefined
  reason: string
  appraisers: string
}

/** Enters the opinion of the appraisal group on a volume whose period is over. @throws notOver; askedAlready */
export async function proposeAppraisal(tx: Tx, actor: Actor, id: string, wish: AppraisalWish): Promise<VolumeRow> {
  const volume = await lockBound(tx, actor, id)
  if (!volume.retainUntil) throw new Problem(archiveProblems.notOver, '永久保管的案卷不鉴定销毁。')
  if (volume.retainUntil >= today())
    throw new Problem(archiveProblems.notOver, `保管到 ${volume.retainUntil} 为止，期满后才鉴定。`)
  const { gridCode } = volume
  const by = actingName(actor)
  const years = wish.years ?? null
  const row = { id: newId(), volumeId: id, gridCode, ...wish, years, accountId: actor.accountId, by }
  if (!(await store.insertAppraisal(tx, row)))
    throw new Problem(archiveProblems.askedAlready, '这一卷的鉴定意见还在办理，不用再提。')
  return volume
}

async function lockBound(tx: Tx, actor: Actor, id: string): Promise<VolumeRow> {
  const volume = await findVolumeForUpdate(tx, actor.scope, id)
  if (!volume) throw new Problem(common.notFound, '没有这个案卷，或它不在您的辖区。')
  if (volume.state !== 'bound' && volume.state !== 'superseded')
    throw new Problem(archiveProblems.notAtHand, '这一卷没有归档或已经销毁，不能鉴定。')
  return volume
}

async function underWay(tx: Tx, volumeId: string, state: store.AppraisalRow['state']): Promise<store.AppraisalRow> {
  const [last] = await store.listOfVolume(tx, volumeId)
  if (last?.state !== state)
    throw new Problem(
      archiveProblems.notAtHand,
      state === 'proposed' ? '没有等您审批的鉴定意见。' : '没有批准销毁、等监销的鉴定意见。',
    )
  return last
}

/** Agrees to an opinion or not; an extension takes effect with it. @throws notAtHand; samePerson */
export async function decideAppraisal(
  tx: Tx,
  actor: Actor,
  id: string,
  { agrees, text }: { agrees: boolean; text: string },
): Promise<{ volume: VolumeRow; appraisal: store.AppraisalRow }> {
  const volume = await lockBound(tx, actor, id)
  const appraisal = await underWay(tx, id, 'proposed')
  if (appraisal.proposedAccount === actor.accountId)
    throw new Problem(archiveProblems.samePerson, '提出鉴定意见的人不能自己审批。')
  const by = actingName(actor)
  const extends_ = agrees && appraisal.decision === 'extend'
  const state = !agrees ? 'refused' : extends_ ? 'done' : 'approved'
  await store.updateDecided(tx, appraisal.id, { state, accountId: actor.accountId, by, opinion: text })
  if (extends_) await updateRetainUntil(tx, id, longerBy(volume.retainUntil as string, appraisal.years as number))
  await insertLog(tx, {
    ...{ volumeId: id, accountId: actor.accountId, who: by },
    what: 'appraised',
    purpose: agrees
      ? `同意${decisions[appraisal.decision]}：${appraisal.reason}`
      : `不同意${decisions[appraisal.decision]}：${text}`,
  })
  return { volume, appraisal }
}

/**
 * One of the two who watch a destruction (监销): with the second one the bytes are removed; record, contents and hashes stay for ever.
 * @throws notAtHand; samePerson for the same one twice, or whoever proposed or approved it
 */
export async function watchDestruction(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
): Promise<{ volume: VolumeRow; destroyed: boolean }> {
  const volume = await lockBound(tx, actor, id)
  const appraisal = await underWay(tx, id, 'approved')
  if (appraisal.proposedAccount === actor.accountId || appraisal.decidedAccount === actor.accountId)
    throw new Problem(archiveProblems.samePerson, '提出或批准销毁的人不能监销，请另外两个人监销。')
  if (appraisal.firstAccount === actor.accountId)
    throw new Problem(archiveProblems.samePerson, '您已经监销签过字，要由另一名监销人签。')
  const by = { accountId: actor.accountId, name: actingName(actor) }
  if (!appraisal.firstAccount) {
    await store.updateFirst(tx, appraisal.id, by)
    return { volume, destroyed: false }
  }
  await store.updateSecond(tx, appraisal.id, by)
  const at = new Date().toISOString()
  await updateEnded(tx, id, { state: 'destroyed', reason: appraisal.reason, at })
  await loans.endOfVolume(tx, id)
  await insertLog(tx, {
    ...{ volumeId: id, accountId: actor.accountId, who: `${appraisal.firstBy}、${by.name}` },
    what: 'destroyed',
    purpose: `${appraisal.reason}（鉴定：${appraisal.appraisers}；批准：${appraisal.decidedBy}）`,
  })
  await removeBytes(tx, context, volume)
  return { volume, destroyed: true }
}

/** What nobody else needs: files people uploaded and documents stay with their cases, bundle and printed parts go. */
async function removeBytes(tx: Tx, context: ArchiveContext, volume: VolumeRow): Promise<void> {
  const entries = await listEntries(tx, volume.id)
  for (const sha256 of [volume.sha256 as string, ...entries.map((entry) => entry.sha256)]) {
    if (await isNeededElsewhere(tx, volume.id, sha256)) continue
    if (await removeKept(tx, sha256)) await context.blobs.remove(sha256)
  }
}

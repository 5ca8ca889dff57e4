import { sealTakenOut } from '#kernel/cases/filing.ts'
import { findCaseForUpdate } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { archiveProblems } from '../../model/problems.ts'
import { findArchiveSource } from '../source.ts'
import * as loans from '../store/loan.ts'
import { insertLog } from '../store/log.ts'
import * as store from '../store/taking-out.ts'
import { findVolumeForUpdate, updateEnded, type VolumeRow } from '../store/volume.ts'
import { findHeads } from './heads.ts'
import { getVolume } from './volume.ts'

const ASKED = 'archive.taking-out-asked'

/** Asks the head to let a bound case be taken out again (撤卷), so that something may be added. @throws notAtHand; askedAlready */
export async function askTakeOut(tx: Tx, actor: Actor, volumeId: string, reason: string): Promise<VolumeRow> {
  const volume = await getVolume(tx, actor, volumeId)
  if (volume.state !== 'bound') throw new Problem(archiveProblems.notAtHand, '只有已归档的卷才能撤卷。')
  const by = actingName(actor)
  const id = newId()
  const { gridCode } = volume
  if (!(await store.insertTakingOut(tx, { id, volumeId, gridCode, reason, accountId: actor.accountId, by })))
    throw new Problem(archiveProblems.askedAlready, '这一卷的撤卷申请还在等批准，不用再提。')
  for (const seatId of await findHeads(tx, gridCode, today()))
    await sendMessage(tx, {
      to: { seatId },
      kind: ASKED,
      title: `${by}申请撤卷：${volume.archiveNo}`,
      text: reason,
      link: `/archive-volumes/${volumeId}`,
      ref: volumeId,
      needsAction: true,
    })
  return volume
}

/**
 * Grants or refuses a taking out. Granted, the case is at hand again and its acts say so; the bound volume stays as it is, marked as
 * superseded, and the case waits for a new one.
 * @throws notAtHand without an asking; samePerson
 */
export async function decideTakeOut(
  tx: Tx,
  actor: Actor,
  volumeId: string,
  { agrees, text }: { agrees: boolean; text: string },
  now = new Date(),
): Promise<VolumeRow> {
  const found = await getVolume(tx, actor, volumeId)
  const row = await findCaseForUpdate(tx, actor.scope, found.caseId)
  const volume = await findVolumeForUpdate(tx, actor.scope, volumeId)
  const asked = await store.findLast(tx, volumeId)
  const source = findArchiveSource(found.kind)
  if (!row || !volume || !source) throw new Problem(common.notFound, '没有这个案卷，或它不在您的辖区。')
  if (asked?.state !== 'asked' || volume.state !== 'bound')
    throw new Problem(archiveProblems.notAtHand, '没有等您批准的撤卷申请。')
  if (asked.askedAccount === actor.accountId) throw new Problem(archiveProblems.samePerson, '不能批准自己提出的撤卷。')
  const by = actingName(actor)
  await store.updateDecided(tx, asked.id, { state: agrees ? 'granted' : 'refused', by, text })
  await finishMessages(tx, ASKED, volumeId)
  if (volume.boundSeat)
    await sendMessage(tx, {
      to: { seatId: volume.boundSeat },
      kind: 'archive.taking-out-decided',
      title: `${by}${agrees ? '同意' : '不同意'}撤卷：${volume.archiveNo}`,
      text,
      link: `/archive-volumes/${volumeId}`,
      ref: volumeId,
    })
  if (!agrees) return volume
  const own = source.acts?.(row.state)
  const input = { archiveNo: volume.archiveNo, text: `${asked.reason}（${asked.askedBy}申请，${by}批准）` }
  await sealTakenOut(tx, actor, source.kind, row, { act: own?.unbind ?? 'unbind', input }, now)
  await updateEnded(tx, volumeId, { state: 'superseded', reason: asked.reason, at: now.toISOString() })
  await loans.endOfVolume(tx, volumeId)
  await insertLog(tx, { volumeId, accountId: actor.accountId, who: by, what: 'taken-out', purpose: asked.reason })
  return getVolume(tx, actor, volumeId)
}

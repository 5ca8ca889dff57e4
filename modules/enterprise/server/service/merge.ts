import type { Tx } from '#kernel/db/db.ts'
import { giveFilesTo } from '#kernel/files/store.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { giveSeatsTo } from '#kernel/identity/store.ts'
import { announceObjectMerged } from '#kernel/scope/object-moves.ts'
import { type Field, fields } from '../../model/fields.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import { aliasKeys } from '../doubles/keyed.ts'
import * as doubles from '../doubles/store.ts'
import { refreshMajorHazardFlag } from '../store/major-hazard.ts'
import { markMerged, moveBelongings } from '../store/merge.ts'
import { getEnterpriseForUpdate, signature } from './access.ts'
import { applyValues } from './edit.ts'

/**
 * Makes two files of one enterprise one: ledgers and installations move over, empty fields are filled, the other file is
 * closed and points at this one. Both histories stay, and spreadsheets that name the other one will mean this one.
 * @param ask.codeMistaken whether the code of the other file is known to be wrong or out of use
 * @throws twoEnterprises when both have a credit code, the codes differ and nobody said that one is mistaken
 */
export async function mergeEnterprises(
  tx: Tx,
  actor: Actor,
  keepId: string,
  ask: { otherId: string; reason: string; codeMistaken?: boolean | undefined },
) {
  const { otherId, reason } = ask
  if (keepId === otherId) throw new Problem(enterpriseProblems.sameFile, '这是同一份档案。')
  // Always locked in one order, so that two merges of the same pair cannot wait for each other.
  const [first, second] = [keepId, otherId].sort() as [string, string]
  const files = new Map([
    [first, await getEnterpriseForUpdate(tx, actor, first)],
    [second, await getEnterpriseForUpdate(tx, actor, second)],
  ])
  const keep = files.get(keepId) as NonNullable<ReturnType<typeof files.get>>
  const other = files.get(otherId) as NonNullable<ReturnType<typeof files.get>>
  if (keep.creditCode && other.creditCode && keep.creditCode !== other.creditCode && !ask.codeMistaken) {
    throw new Problem(
      enterpriseProblems.twoEnterprises,
      `信用代码不同（${keep.creditCode}、${other.creditCode}），是两家企业，不能合并；确认其中一个代码登记有误或已停用，才能合并。`,
    )
  }
  await markMerged(tx, otherId, keepId, { name: 'merged-away', by: signature(actor), reason })
  await moveBelongings(tx, otherId, keep)
  await giveFilesTo(tx, otherId, keep)
  await giveSeatsTo(tx, otherId, keep)
  await announceObjectMerged(tx, otherId, keep)
  await moveLikeness(tx, other, keep)
  const values = fillGaps(keep, other)
  const done = await applyValues(tx, actor, keep, {
    values,
    reason: `${reason}（并入「${other.name}」）`,
    method: 'office',
    act: 'merged',
  })
  await refreshMajorHazardFlag(tx, [keepId])
  return { ...done, mergedId: otherId, names: { kept: keep.name, merged: other.name } }
}

async function moveLikeness(
  tx: Tx,
  other: { id: string; creditCode?: unknown; siteNo?: unknown; name: string; address?: unknown },
  keep: { id: string; gridCode: string },
): Promise<void> {
  await doubles.removeLikeness(tx, other.id)
  await doubles.moveVerdicts(tx, other.id, keep)
  await doubles.moveAliases(tx, other.id, keep)
  const aliases = aliasKeys(other).map((key) => ({ key, enterpriseId: keep.id, gridCode: keep.gridCode }))
  await doubles.insertAliases(tx, aliases)
}

function fillGaps(keep: Record<string, unknown>, other: Record<string, unknown>): EnterpriseValues {
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  const gaps = (fields as readonly Field[]).filter(({ key }) => isEmpty(keep[key]) && !isEmpty(other[key]))
  return Object.fromEntries(gaps.map(({ key }) => [key, other[key]])) as EnterpriseValues
}

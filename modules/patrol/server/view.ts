import { listEvidence } from '#kernel/cases/list-store.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gradesOf } from '#kernel/sync/list-store.ts'
import type { GradeCounts } from '#kernel/sync/model/schema.ts'
import { eventKind } from '#modules/event/server/kind.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import type { Follow, PatrolLevel } from '../model/codes.ts'
import { mayWithdraw } from './service.ts'
import * as store from './store.ts'

/** A visit as a line of the list. */
export const viewLine = (
  row: store.PatrolRow,
  grids: ReadonlyMap<string, string>,
  grades: ReadonlyMap<string, GradeCounts>,
) => ({
  id: row.id,
  objectId: row.objectId,
  objectName: row.objectName,
  kind: row.objectKind,
  gridCode: row.gridCode,
  gridName: grids.get(row.gridCode) ?? row.gridCode,
  officer: row.officer,
  seatTitle: row.seatTitle,
  bodyName: row.bodyName,
  level: row.level as PatrolLevel,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt.toISOString(),
  items: row.items,
  findings: row.findings,
  distanceM: row.distanceM,
  flags: row.flags,
  withdrawn: row.withdrawnAt !== null,
  grades: grades.get(row.id) ?? null,
})

/** The whole of a visit: where, how long, what was seen, what became of it. */
export async function viewPatrol(tx: Tx, actor: Actor, row: store.PatrolRow) {
  const items = await store.listItems(tx, row.id)
  const ids = [...row.photos, ...(row.signature ? [row.signature] : []), ...items.flatMap(({ photos }) => photos)]
  const files = new Map((await listEvidence(tx, actor.scope, ids)).map((file) => [file.id, file]))
  const photo = (id: string) => ({
    id,
    name: files.get(id)?.name ?? null,
    mediaType: files.get(id)?.mediaType ?? null,
  })
  return {
    ...viewLine(row, await gridNames(tx, [row.gridCode]), await gradesOf(tx, [row.id])),
    lng: row.lng,
    lat: row.lat,
    accuracyM: row.accuracyM,
    objectLng: row.objectLng,
    objectLat: row.objectLat,
    reason: row.reason,
    template: row.template,
    note: row.note,
    metBy: row.metBy,
    receivedAt: row.receivedAt.toISOString(),
    withdrawnReason: row.withdrawnReason,
    mayWithdraw: mayWithdraw(row, actor),
    photos: row.photos.map(photo),
    signature: row.signature ? photo(row.signature) : null,
    checks: items.map((item) => ({
      code: item.code,
      question: item.question,
      result: item.result as 'ok' | 'not_ok' | 'na',
      note: item.note,
      follow: item.follow as Follow | null,
      caseId: item.caseId,
      link: linkOf(item),
      photos: item.photos.map(photo),
    })),
  }
}

function linkOf({ caseId, caseType }: store.PatrolItemRow): string | null {
  if (!caseId) return null
  return (caseType === eventKind.type.name ? eventKind : hazardKind).link(caseId)
}

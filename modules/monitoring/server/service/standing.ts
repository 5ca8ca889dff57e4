import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { monitoringProblems } from '../../model/problems.ts'
import type { ShelfInput, WindowInput } from '../../model/schema.ts'
import { monitoringSettings } from '../settings.ts'
import type { PointRow } from '../store/point.ts'
import * as standing from '../store/standing.ts'
import { byOf, getPointForUpdate } from './access.ts'

const HOUR = 3_600_000

/** Says that a point is calibrated or maintained for a while: what it says then raises nothing. @throws tooLong */
export async function openWindow(
  tx: Tx,
  actor: Actor,
  settings: SettingsReader,
  id: string,
  { kind, from, to, reason }: z.output<typeof WindowInput>,
): Promise<PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  const most = settings.get(monitoringSettings.windowHours)
  if (Date.parse(to) - Date.parse(from) > most * HOUR)
    throw new Problem(monitoringProblems.tooLong, `一次检定检修最长 ${most} 小时；更长的请停用测点。`, {
      errors: [{ pointer: '/to', message: `最长 ${most} 小时` }],
    })
  await standing.insertWindow(tx, point, {
    ...{ id: newId(), kind, from: new Date(from), to: new Date(to), reason },
    ...byOf(actor),
  })
  return point
}

export async function endWindows(tx: Tx, actor: Actor, id: string): Promise<PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  await standing.endWindows(tx, id)
  return point
}

/** Puts alarms of level 3 and 4 of a point aside until an hour; serious ones are raised all the same. */
export async function shelve(
  tx: Tx,
  actor: Actor,
  id: string,
  { hours, reason }: z.output<typeof ShelfInput>,
): Promise<PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  await standing.endShelves(tx, id)
  await standing.insertShelf(tx, point, {
    ...{ id: newId(), until: new Date(Date.now() + hours * HOUR), reason },
    ...byOf(actor),
  })
  return point
}

export async function unshelve(tx: Tx, actor: Actor, id: string): Promise<PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  await standing.endShelves(tx, id)
  return point
}

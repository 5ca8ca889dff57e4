import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { listSeriesOfObject, type NamedSeries, unwatchSeries, watchSeries } from '#kernel/telemetry/watched.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { monitoringProblems } from '../../model/problems.ts'
import type { PointChangeInput, PointInput } from '../../model/schema.ts'
import { templateFor } from '../../model/templates.ts'
import { clearAlarms } from '../notice.ts'
import * as store from '../store/point.ts'
import { endShelves, endWindows } from '../store/standing.ts'
import { endSignalsOf } from '../store/watch.ts'
import { getPointAt, getPointForUpdate } from './access.ts'

type Wished = z.output<typeof PointInput>

/** The enterprise points are entered for: one's own, or the one named. @throws invalid */
export async function plantOf(tx: Tx, actor: Actor, objectId: string | undefined) {
  const id = actor.scope.objectId ?? objectId
  const enterprise = id ? await findEnterprise(tx, actor.scope, id) : undefined
  if (!enterprise || !id)
    throw new Problem(common.invalid, '请选是哪家企业；只能登记本辖区的企业。', {
      errors: [{ pointer: '/objectId', message: '没有这家企业，或它不在您的辖区' }],
    })
  return { objectId: id, gridCode: enterprise.gridCode }
}

/** Makes points of what the devices of an enterprise say. @throws invalid for a series that is not its own; taken */
export async function addPoints(
  tx: Tx,
  actor: Actor,
  objectId: string | undefined,
  wished: readonly Wished[],
): Promise<{ objectId: string; gridCode: string; ids: string[] }> {
  const plant = await plantOf(tx, actor, objectId)
  const series = new Map((await listSeriesOfObject(tx, plant.objectId)).map((one) => [one.no, one]))
  const rows = wished.map((wish, at) => rowOf(plant, wish, series.get(wish.seriesNo), at))
  const ids = await store.insertPoints(tx, rows)
  if (ids.length < rows.length) throw new Problem(monitoringProblems.taken, '有的数据已经登记过测点，请刷新后再选。')
  await watchSeries(
    tx,
    rows.map(({ seriesNo }) => seriesNo),
  )
  return { ...plant, ids }
}

function rowOf(
  plant: { objectId: string; gridCode: string },
  { medium, template, ...wish }: Wished,
  series: NamedSeries | undefined,
  at: number,
): store.NewPointRow {
  if (!series)
    throw new Problem(common.invalid, '选的数据不是这家企业的设备上报的。', {
      errors: [{ pointer: `/points/${at}/seriesNo`, message: '不是这家企业的设备上报的' }],
    })
  return {
    id: newId(),
    ...plant,
    ...wish,
    deviceId: series.deviceId,
    medium: medium ?? null,
    template: template ?? null,
  }
}

/** Says a point anew; its rule is changed by two persons and not here. */
export async function changePoint(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  { medium, ...input }: z.output<typeof PointChangeInput>,
): Promise<store.PointRow> {
  const point = await getPointAt(tx, actor, id, version)
  await store.updatePoint(tx, id, { ...input, medium: medium ?? null })
  return point
}

/** Takes a point out of use: what stands of it ends, its readings and alarms stay. */
export async function withdrawPoint(tx: Tx, actor: Actor, id: string, reason: string): Promise<store.PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  await store.withdrawPoint(tx, id, reason)
  await unwatchSeries(tx, point.seriesNo)
  await endWindows(tx, id)
  await endShelves(tx, id)
  await clearAlarms(tx, await endSignalsOf(tx, id), new Date())
  return point
}

/** What devices of an enterprise say that is no point yet, with the template that fits. */
export async function listUnused(tx: Tx, actor: Actor, objectId: string | undefined) {
  const plant = await plantOf(tx, actor, objectId)
  return (await listSeriesOfObject(tx, plant.objectId))
    .filter(({ isWatched }) => !isWatched)
    .map(({ isWatched: _watched, heardAt, ...series }) => ({
      ...series,
      heardAt: heardAt?.toISOString() ?? null,
      template: templateFor(series.code)?.id ?? null,
    }))
}

import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { type FreshPosition, takeFresh } from '#kernel/telemetry/tracked.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { alertKinds } from '../model/codes.ts'
import type { Fence } from '../model/fence.ts'
import { type Circumstances, type Followed, follow, type Place, type WatchState } from '../model/watch.ts'
import { vehicleSettings, watchRulesOf } from './settings.ts'
import * as alerts from './store/alert.ts'
import { listFencesWithBoxes } from './store/fence.ts'
import * as watch from './store/watch.ts'
import { listUnderWay, type WaybillRow } from './store/waybill.ts'

const PAGE = 5_000

/**
 * Judges the places that came since the last time: what began with a vehicle and what ended, in the order of time, in the transaction that takes them out
 * of the queue. @returns how many places; null while another worker is at it
 */
export const judgePlaces = (db: Database, settings: SettingsReader): Promise<number | null> =>
  db.system(async (tx) => {
    const places = await takeFresh(tx, PAGE)
    if (!places || places.length === 0) return places && 0
    const vehicles = new Map(
      (await watch.listWatched(tx, [...new Set(places.map(({ deviceId }) => deviceId))])).map((one) => [
        one.deviceId,
        one,
      ]),
    )
    const world = await worldOf(tx, settings, [...vehicles.values()])
    const changes = [...Map.groupBy(places, ({ deviceId }) => deviceId)].flatMap(([deviceId, own]) => {
      const vehicle = vehicles.get(deviceId)
      return vehicle ? [{ vehicle, ...followAll(vehicle, own, world) }] : []
    })
    await keep(tx, changes)
    return places.length
  })

interface World {
  fences: readonly Fence[]
  waybills: ReadonlyMap<string, WaybillRow>
  settings: SettingsReader
}

async function worldOf(tx: Tx, settings: SettingsReader, vehicles: readonly watch.WatchedVehicle[]): Promise<World> {
  const underWay = await listUnderWay(
    tx,
    vehicles.map(({ id }) => id),
  )
  return {
    fences: await listFencesWithBoxes(tx),
    waybills: new Map(underWay.map((waybill) => [waybill.vehicleId, waybill])),
    settings,
  }
}

interface Change {
  state: watch.WatchedVehicle['state']
  began: { one: Followed['begun'][number]; place: FreshPosition }[]
  ended: Followed['ended'][number][]
}

function followAll(vehicle: watch.WatchedVehicle, places: readonly FreshPosition[], world: World): Change {
  const around = circumstancesOf(vehicle, world)
  const change: Change = { state: vehicle.state, began: [], ended: [] }
  for (const place of places) {
    const step = follow(change.state, placeOf(place), around)
    change.state = step.state
    change.began.push(...step.begun.map((one) => ({ one, place })))
    change.ended.push(...step.ended)
  }
  return change
}

function circumstancesOf(
  { id, speedLimitKmh }: watch.WatchedVehicle,
  { fences, waybills, settings }: World,
): Circumstances {
  const waybill = waybills.get(id)
  return {
    speedLimitKmh: speedLimitKmh ?? settings.get(vehicleSettings.speedLimit),
    isLoaded: waybill !== undefined,
    route: waybill?.route ?? null,
    corridorM: waybill?.corridorM ?? 0,
    fences,
    rules: watchRulesOf(settings),
  }
}

const placeOf = ({ speed, items, ...place }: FreshPosition): Place => ({
  ...{ ...place, speedKmh: speed },
  items: Array.isArray(items) ? items.map(({ id }: { id?: string }) => Number(id)).filter(Number.isInteger) : [],
})

type Changed = Change & { vehicle: watch.WatchedVehicle }

async function keep(tx: Tx, changes: readonly Changed[]): Promise<void> {
  const moved = changes.filter(({ vehicle, state }) => state && state.at !== vehicle.state?.at)
  await watch.keepStates(
    tx,
    moved.map(({ vehicle: { id, objectId, gridCode }, state }) => ({
      id,
      objectId,
      gridCode,
      state: state as WatchState,
    })),
  )
  for (const change of moved) {
    const { rows, ended } = settled(change)
    await alerts.endAlerts(tx, ended)
    const isNew = new Set(await alerts.insertAlerts(tx, rows))
    for (const row of rows) if (isNew.has(row.id)) await tell(tx, row)
  }
}

/** What began within the page and ended in it too is over when it is written; what ended otherwise stood before. */
function settled({ vehicle, state, began, ended }: Changed) {
  const isOf = (row: alerts.NewAlertRow, end: Change['ended'][number]) =>
    end.kind === row.kind && end.subject === row.subject && end.at > row.beganAt
  const raised = began.map(({ one, place }) => rowOf(vehicle, one, place))
  const rows = raised.map((row) => {
    const over = row.kind === 'crossing' ? row.beganAt : (ended.find((end) => isOf(row, end))?.at ?? null)
    return { ...row, endedAt: over }
  })
  const before = ended.filter((end) => !raised.some((row) => isOf(row, end)))
  // A vehicle that is heard again is not offline any more.
  const heard = { kind: 'offline' as const, subject: '', at: new Date((state as WatchState).at) }
  return { rows, ended: [...before, heard].map((end) => ({ ...end, vehicleId: vehicle.id })) }
}

function rowOf(
  { id, plate, objectId, gridCode }: Pick<watch.WatchedVehicle, 'id' | 'plate' | 'objectId' | 'gridCode'>,
  { kind, subject, at, fence, facts }: Followed['begun'][number],
  { lng, lat }: { lng: number | null; lat: number | null },
): alerts.NewAlertRow {
  return {
    ...{ id: newId(), vehicleId: id, plate, objectId, gridCode, kind, subject, level: alertKinds[kind].level },
    ...{
      fenceId: fence?.id ?? null,
      fenceGridCode: fence?.gridCode ?? null,
      beganAt: at,
      endedAt: null,
      lng,
      lat,
      facts,
    },
  }
}

/** What must be looked at today finds the enterprise and the office of the place; the pressing one also that of the fence. What is only to be known finds nobody. */
async function tell(tx: Tx, row: alerts.NewAlertRow): Promise<void> {
  if (row.level > 2) return
  const places = row.level === 1 && row.fenceGridCode ? [row.gridCode, row.fenceGridCode] : [row.gridCode]
  const offices = await Promise.all(places.map((gridCode) => officeSeatAt(tx, gridCode.slice(0, COUNTY), today())))
  const seats = new Set([...(await listSeatsOfObject(tx, row.objectId)), ...offices.filter((seat) => seat !== null)])
  for (const seatId of seats)
    await sendMessage(tx, {
      to: { seatId },
      kind: `vehicle.${row.kind}`,
      ref: row.id,
      title: `${row.plate} ${alertKinds[row.kind].title}${row.facts.fence ? `：${row.facts.fence}` : ''}`,
      link: `/vehicles/${row.vehicleId}`,
      needsAction: row.level === 1,
      sms: row.level === 1,
    })
}

/** Vehicles are watched by the county: towns do not stand at the roads of hazardous goods. */
const COUNTY = 6

/** Raises what no place can tell: loaded vehicles nobody hears any more. @returns how many */
export const noticeSilence = (db: Database, settings: SettingsReader): Promise<number> =>
  db.system(async (tx) => {
    const minutes = settings.get(vehicleSettings.silent)
    const silent = await watch.listSilent(tx, minutes)
    const rows = silent.map((vehicle) => {
      const sign = { kind: 'offline' as const, subject: '', at: vehicle.heardAt, fence: null, facts: { minutes } }
      return rowOf(vehicle, sign, vehicle)
    })
    const isNew = new Set(await alerts.insertAlerts(tx, rows))
    for (const row of rows) if (isNew.has(row.id)) await tell(tx, row)
    return isNew.size
  })

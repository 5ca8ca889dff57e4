import { followByPlatform } from '#kernel/cases/sealing.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/limits.ts'
import { findSeatAt } from '#kernel/identity/seat/store.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { type FreshReading, takeFreshReadings } from '#kernel/telemetry/watched.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { type AlarmKind, levelOf } from '../model/codes.ts'
import { type Judged, judge, type PointState } from '../model/judge.ts'
import { alarmKind, COUNTY, UNSEEN } from './kind.ts'
import { clearAlarms, noticeSignals, settleAlarms } from './notice.ts'
import { monitoringSettings } from './settings.ts'
import * as alarms from './store/alarm.ts'
import * as watch from './store/watch.ts'

const PAGE = 5_000

/**
 * Judges the readings that came since the last time, in the transaction that takes them out of the queue: whoever dies in between has judged nothing.
 * @returns how many readings; null while another worker is at it
 */
export const judgeReadings = (db: Database, settings: SettingsReader, now?: Date): Promise<number | null> =>
  db.system(async (tx) => {
    const at = now ?? new Date()
    const readings = await takeFreshReadings(tx, PAGE)
    if (!readings) return null
    await watch.holdAlarms(tx)
    if (readings.length > 0) await judgeAll(tx, settings, readings, at)
    await settleAlarms(tx, at)
    return readings.length
  })

async function judgeAll(tx: Tx, settings: SettingsReader, readings: readonly FreshReading[], now: Date): Promise<void> {
  const bySeries = Map.groupBy(readings, ({ seriesNo }) => seriesNo)
  const points = await watch.listJudged(tx, [...bySeries.keys()])
  const followed = points.map((point) => follow(point, bySeries.get(point.seriesNo) ?? []))
  await watch.keepStates(
    tx,
    followed.map(({ row }) => row),
  )
  const over = await watch.endSignals(
    tx,
    followed.flatMap(({ ended }) => ended),
  )
  const began = followed.flatMap((one) => one.began)
  const isNew = await watch.insertSignals(tx, began, now)
  await noticeSignals(
    tx,
    settings,
    began.filter(({ id }) => isNew.has(id)),
    now,
  )
  await clearAlarms(tx, over, now)
}

/** Judges the readings of one point: its new state, what began, and what ended that stood before. */
function follow(point: watch.JudgedPoint, readings: readonly FreshReading[]) {
  let state: PointState | null = point.state
  const began: watch.SignalRow[] = []
  const ended: { pointId: string; kind: AlarmKind; at: Date }[] = []
  for (const reading of readings) {
    const isInWindow = point.windows.some(([from, to]) => reading.at.getTime() >= from && reading.at.getTime() < to)
    const judged: Judged = judge(state, isInWindow ? { ...reading, quality: 'maintenance' } : reading, point.rule)
    state = judged.state
    for (const { kind, at } of judged.ended) {
      const own = began.find((one) => one.kind === kind && one.endedAt === null)
      if (own) own.endedAt = at
      else ended.push({ pointId: point.id, kind, at })
    }
    for (const one of judged.began) began.push(signalOf(point, one))
  }
  const newest = readings.reduce((last, one) => (one.at > last.at ? one : last))
  const heardAt = readings.reduce((last, { receivedAt }) => (receivedAt > last ? receivedAt : last), newest.receivedAt)
  const { at, value, quality } = newest
  return { row: { id: point.id, state, at, receivedAt: heardAt, value, quality }, began, ended }
}

const signalOf = (point: watch.JudgedPoint, { kind, at, value, limit }: Judged['began'][number]): watch.SignalRow => ({
  ...{ id: newId(), pointId: point.id, deviceId: point.deviceId, objectId: point.objectId, gridCode: point.gridCode },
  ...{ kind, level: levelOf(kind, point.isDangerous), beganAt: at, endedAt: null, value, limit },
  ruleVersion: point.ruleVersion,
})

/** Notices what no reading tells: devices and points that fell silent, and those that speak again; and raises what stood on a shelf that is over. */
export const noticeSilence = (db: Database, settings: SettingsReader, now = new Date()): Promise<number> =>
  db.system(async (tx) => {
    await watch.holdAlarms(tx)
    const minutes = settings.get(monitoringSettings.silent)
    await clearAlarms(tx, await watch.endSilence(tx, minutes), now)
    const rows = (await watch.listSilent(tx, minutes)).map(
      ({ heardAt, name: _name, ...row }): watch.SignalRow => ({
        ...{ ...row, id: newId(), kind: row.pointId ? 'stale' : 'offline', level: 4, beganAt: heardAt },
        ...{ endedAt: null, value: null, limit: null },
      }),
    )
    const isNew = await watch.insertSignals(tx, rows, now)
    const fresh = [...rows.filter(({ id }) => isNew.has(id)), ...(await watch.listUnshelved(tx))]
    await noticeSignals(tx, settings, fresh, now)
    return fresh.length
  })

/** How far an alarm of each level goes when nobody acknowledges it: a faulty sensor is the enterprise's alone. */
const STEPS = [3, 3, 2, 1]

/** Tells further what nobody acknowledged: the enterprise again, the county's duty room, the county's leader (major-hazard-gb18218 §8). @returns how many */
export const escalateUnseen = (db: Database, settings: SettingsReader, now = new Date()): Promise<number> =>
  db.system(async (tx) => {
    await watch.holdAlarms(tx)
    const { escalateFirst, escalateCounty, escalateLeader } = monitoringSettings
    const minutes = [escalateFirst, escalateCounty, escalateLeader].map((setting) => settings.get(setting))
    const unseen = await alarms.listUnseen(tx, minutes, STEPS, now)
    for (const alarm of unseen) await escalate(tx, alarm, minutes[alarm.escalated] as number, now)
    return unseen.length
  })

const STEP_WORDS = ['再次通知企业', '已报县级值班', '已报县级领导']

async function escalate(tx: Tx, alarm: alarms.UnseenRow, minutes: number, now: Date): Promise<void> {
  const what = `${minutes} 分钟无人确认，${STEP_WORDS[alarm.escalated]}`
  await followByPlatform(tx, alarmKind, alarm.id, 'escalate', { what }, now)
  await alarms.updateAlarm(tx, alarm.id, { escalated: alarm.escalated + 1 })
  for (const seatId of await seatsOfStep(tx, alarm))
    await sendMessage(tx, {
      ...{ to: { seatId }, kind: UNSEEN, ref: alarm.id, link: alarmKind.link(alarm.id), needsAction: true, sms: true },
      ...{ title: `报警无人确认：${alarm.title}`, text: what },
    })
}

async function seatsOfStep(tx: Tx, { escalated, objectId, gridCode }: alarms.UnseenRow): Promise<string[]> {
  if (escalated === 0) return listSeatsOfObject(tx, objectId)
  const county = gridCode.slice(0, COUNTY)
  const seat =
    escalated === 1 ? await officeSeatAt(tx, county, today()) : await findSeatAt(tx, county, ['leader'], today())
  return seat ? [seat] : []
}

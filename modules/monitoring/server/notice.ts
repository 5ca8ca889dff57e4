import { followByPlatform, openByPlatform } from '#kernel/cases/sealing.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { type AlarmKind, alarmKinds, alarmLevels, matterOf } from '../model/codes.ts'
import { alarmKind, COUNTY, RAISED } from './kind.ts'
import { monitoringSettings } from './settings.ts'
import * as alarms from './store/alarm.ts'
import * as watch from './store/watch.ts'

/** Points of one enterprise that go off within this time are one matter, and go on being it for as long as the other. */
const [STORM_MS, STORM_LASTS_MS] = [5 * 60_000, 30 * 60_000]
/** Of an alarm that comes and goes the first times are told in its story; how often it came is counted. */
const TOLD_CLEARS = 3
const PRESSING = 2

/** What one alarm is to be about: signals of one point (or silent device) in one matter, the worst first. */
type Matter = readonly [watch.SignalRow, ...watch.SignalRow[]]

/**
 * Makes alarms of signals that were entered just now: it joins what is the same matter, collapses what goes off together in one enterprise, and opens a
 * case for the rest. Signals of points that are put aside wait, unless they are serious.
 */
export async function noticeSignals(
  tx: Tx,
  settings: SettingsReader,
  signals: readonly watch.SignalRow[],
  now: Date,
): Promise<void> {
  if (signals.length === 0) return
  const shelved = await watch.listShelved(
    tx,
    signals.flatMap(({ pointId }) => pointId ?? []),
  )
  const live = signals.filter(({ pointId, level }) => level <= PRESSING || !pointId || !shelved.has(pointId))
  const objectIds = [...new Set(live.map(({ objectId }) => objectId))]
  const open = Map.groupBy(await alarms.listOpen(tx, objectIds), ({ objectId }) => objectId)
  const lately = await watch.countLately(tx, objectIds, new Date(now.getTime() - STORM_MS))
  const size = settings.get(monitoringSettings.stormSize)
  for (const [objectId, own] of Map.groupBy(live, (signal) => signal.objectId))
    await noticeAt(tx, own, open.get(objectId) ?? [], size - (lately.get(objectId) ?? 0), now)
  // What began and was over again within one page.
  await noteOver(tx, live, now)
}

const nameOf = ({ pointId, deviceId, kind }: Pick<watch.SignalRow, 'pointId' | 'deviceId' | 'kind'>) =>
  `${pointId ?? deviceId} ${matterOf(kind)}`

/** @param room matters that still find a case of their own before they are a storm */
async function noticeAt(
  tx: Tx,
  signals: readonly watch.SignalRow[],
  open: readonly alarms.OpenAlarm[],
  room: number,
  now: Date,
): Promise<void> {
  const matters = [...Map.groupBy(signals, nameOf).values()].map((own) => own.toSorted(byWorst) as unknown as Matter)
  const storm = open.find(({ isStorm, noticedAt }) => isStorm && now.getTime() - noticedAt.getTime() < STORM_LASTS_MS)
  const sameAs = ([{ pointId, deviceId, kind }]: Matter) =>
    open.find(
      (one) =>
        !one.isStorm &&
        one.matter === matterOf(kind) &&
        (pointId ? one.pointId === pointId : !one.pointId && one.deviceId === deviceId),
    )
  const known = matters.map((matter) => ({ matter, alarm: sameAs(matter) ?? storm }))
  const fresh = known.flatMap(({ matter, alarm }) => (alarm ? [] : [matter]))
  // All that belongs to one alarm joins it at once: a storm grows worse one time and not with each of its points.
  for (const [alarm, own] of Map.groupBy(known, (one) => one.alarm))
    if (alarm) await join(tx, alarm, own.flatMap(({ matter }) => matter).toSorted(byWorst) as unknown as Matter, now)
  if (fresh.length > 0 && fresh.length >= room) await openStorm(tx, fresh, now)
  else for (const matter of fresh) await openAlarm(tx, matter, now)
}

const byWorst = (a: watch.SignalRow, b: watch.SignalRow) =>
  a.level - b.level || a.beganAt.getTime() - b.beganAt.getTime()

/** Adds signals to an alarm that stands: it may grow worse, or come again after it was handled. */
async function join(tx: Tx, alarm: alarms.OpenAlarm, signals: Matter, now: Date): Promise<void> {
  const [worst] = signals
  await watch.setAlarm(
    tx,
    signals.map(({ id }) => id),
    alarm.id,
  )
  const { what } = await describe(tx, worst)
  const isWorse = worst.level < alarm.level
  const input = isWorse ? { level: worst.level, kind: worst.kind, what } : { what }
  const state = await followByPlatform(tx, alarmKind, alarm.id, isWorse ? 'worsen' : 'recur', input, now)
  const worse = isWorse ? { level: worst.level, kind: worst.kind, escalated: 0, unseenSince: now } : {}
  await alarms.updateAlarm(tx, alarm.id, { clearedAt: null, ...(state ? { state } : {}), ...worse })
  if (isWorse) await tellOffices(tx, { ...alarm, level: worst.level, title: what })
}

async function openAlarm(tx: Tx, matter: Matter, now: Date): Promise<void> {
  const [worst] = matter
  const { title, what } = await describe(tx, worst)
  await open(tx, { title, what, isStorm: false }, matter, now)
}

/** One case for all of it; what went off first is named, because it is most often the cause. */
async function openStorm(tx: Tx, matters: readonly Matter[], now: Date): Promise<void> {
  const all = matters.flat()
  const first = all.reduce((one, other) => (other.beganAt < one.beganAt ? other : one))
  const { title } = await describe(tx, first)
  const what = `${matters.length} 个测点或设备同时报警，最先是 ${title}`
  await open(
    tx,
    { title: `多个测点同时报警，最先是 ${title}`, what, isStorm: true },
    all.toSorted(byWorst) as unknown as Matter,
    now,
  )
}

async function open(
  tx: Tx,
  { title, what, isStorm }: { title: string; what: string; isStorm: boolean },
  signals: Matter,
  now: Date,
): Promise<void> {
  const [worst] = signals
  const { objectId, gridCode, kind, level } = worst
  const about = { id: newId(), title, gridCode, layer: 'safety', objectId }
  await openByPlatform(tx, alarmKind, { ...about, act: 'raise', input: { level, kind, what } }, now)
  const beganAt = signals.reduce((first, { beganAt: at }) => (at < first ? at : first), worst.beganAt)
  const of = isStorm ? { pointId: null, deviceId: null } : { pointId: worst.pointId, deviceId: worst.deviceId }
  await alarms.insertAlarm(tx, {
    ...{ id: about.id, objectId, gridCode, matter: matterOf(kind), kind, level, isStorm, state: 'raised' },
    ...{ ...of, beganAt, noticedAt: now },
  })
  await watch.setAlarm(
    tx,
    signals.map(({ id }) => id),
    about.id,
  )
  await tellOffices(tx, { id: about.id, gridCode, level, title })
}

/** What a signal is called, and what it says. */
async function describe(tx: Tx, { pointId, deviceId, kind, value, limit }: watch.SignalRow) {
  const called = pointId
    ? (await watch.listCalled(tx, [pointId])).get(pointId)
    : { unitName: '', name: await watch.nameOfDevice(tx, deviceId), unit: '' }
  const name = [called?.unitName, called?.name].filter(Boolean).join(' ')
  const told = value === null || SILENT.includes(kind) ? '' : ` ${round(value)} ${called?.unit ?? ''}`.trimEnd()
  const beyond =
    limit === null || !BOUNDED.includes(kind) ? '' : `，限值 ${round(limit)} ${called?.unit ?? ''}`.trimEnd()
  return { title: `${name} ${alarmKinds[kind]}${told}`, what: `${name} ${alarmKinds[kind]}${told}${beyond}` }
}

const SILENT: readonly AlarmKind[] = ['offline', 'stale', 'fault']
const BOUNDED: readonly AlarmKind[] = ['high-high', 'high', 'low', 'low-low']
const round = (value: number) => Number(value.toPrecision(5))

/** Serious alarms reach the duty rooms of county and, the worst, of the city at once, by text message too (mqtt-sensors §4). */
async function tellOffices(
  tx: Tx,
  { id, gridCode, level, title }: { id: string; gridCode: string; level: number; title: string },
): Promise<void> {
  if (level > PRESSING) return
  const places = level === 1 ? [gridCode.slice(0, COUNTY), gridCode.slice(0, CITY)] : [gridCode.slice(0, COUNTY)]
  for (const place of places) {
    const seatId = await officeSeatAt(tx, place, today())
    const before = await alarms.countPressing(tx, place, PRESSING, new Date(Date.now() - STORM_MS))
    // Whoever gets two hundred messages reads none: the eleventh says that there are more, and where.
    if (!seatId || before > MOST_TOLD + 1) continue
    const one = { title: `${alarmLevels[level as 1 | 2]}报警：${title}`, ref: id, link: alarmKind.link(id) }
    const many = {
      title: `五分钟内已有 ${before} 件一二级报警，后面的不再逐件通知，请看报警列表`,
      ...{ ref: id, link: '/alarms?level=1,2&standing=true' },
    }
    await sendMessage(tx, {
      ...{ to: { seatId }, kind: RAISED, needsAction: true, sms: true },
      ...(before > MOST_TOLD ? many : one),
    })
  }
}
/** Serious alarms one office hears of one by one within five minutes. */
const MOST_TOLD = 10
const CITY = 4

/** Says of alarms that nothing of them stands any more. */
export async function clearAlarms(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  for (const { id, clearedAt, toldClears } of await alarms.listOver(tx, [...new Set(ids)])) {
    await alarms.updateAlarm(tx, id, { clearedAt, toldClears: Math.min(toldClears + 1, TOLD_CLEARS) })
    if (toldClears < TOLD_CLEARS) await followByPlatform(tx, alarmKind, id, 'clear', { what: '报警条件已消失' }, now)
  }
}

async function noteOver(tx: Tx, signals: readonly watch.SignalRow[], now: Date): Promise<void> {
  const over = signals.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id)
  if (over.length > 0) await clearAlarms(tx, await watch.listAlarmsOf(tx, over), now)
}

/** Closes what was handled, is over, and needs nobody's check. */
export async function settleAlarms(tx: Tx, now: Date): Promise<void> {
  for (const id of await alarms.listSettled(tx)) {
    const state = await followByPlatform(tx, alarmKind, id, 'settle', { what: '已处置，数值已恢复' }, now)
    if (state) await alarms.updateAlarm(tx, id, { state })
  }
}

import type { Database, Tx } from '#kernel/db/db.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { faultOf, type Message, type Outcome } from './model/message.ts'
import { followRun, type Gap, type Run } from './model/sequence.ts'
import {
  addToLedger,
  changeGaps,
  type DeviceRow,
  type HourRow,
  holdMinutes,
  insertReadings,
  insertRefusals,
  keepDays,
  listGaps,
  lockDevices,
  markLate,
  numberSeries,
  type ReadingRow,
} from './store.ts'

/** SQLSTATE of a row no partition takes. */
const NO_PARTITION = '23514'
const KEPT_OF_REFUSED = 4_000

/**
 * Takes in what devices said: each reading once, with the ledger of each device and hour. It is durable when this returns; whoever speaks to the
 * device acknowledges after that and not before. The same messages again change nothing.
 * @returns what became of each message, in their order
 */
export async function takeIn(
  db: Database,
  messages: readonly Message[],
  receivedAt: Date = new Date(),
): Promise<Outcome[]> {
  try {
    return await db.system((tx) => takePage(tx, messages, receivedAt))
  } catch (error) {
    if ((error as { code?: string }).code !== NO_PARTITION) throw error
    // A device that was cut off for weeks tells of days whose partition nobody needed yet.
    const days = new Set(messages.flatMap(({ readings }) => readings.map(({ at }) => localDateOf(at))))
    await db.system(async (tx) => {
      for (const day of days) await keepDays(tx, day, day)
    })
    return db.system((tx) => takePage(tx, messages, receivedAt))
  }
}

async function takePage(tx: Tx, messages: readonly Message[], receivedAt: Date): Promise<Outcome[]> {
  await holdMinutes(tx)
  const devices = new Map(
    (await lockDevices(tx, [...new Set(messages.map(({ device }) => device))])).map((one) => [one.code, one]),
  )
  const accounts = await openAccounts(tx, [...devices.values()])
  const outcomes = messages.map((message) => judge(message, devices.get(message.device), accounts, receivedAt))
  await keepRefused(tx, messages, outcomes, devices, receivedAt)
  // Of doubles too: a device whose count and clock both fell back says something new under an old number, and a reading is stored once anyway.
  await keepReadings(
    tx,
    messages.filter((_, at) => outcomes[at]?.kept !== 'refused'),
    devices,
    accounts,
    receivedAt,
  )
  for (const { deviceId, before, run } of accounts.values()) {
    const [gone, found] = [notIn(before.gaps, run.gaps), notIn(run.gaps, before.gaps)]
    if (gone.length + found.length > 0) await changeGaps(tx, deviceId, gone, found, receivedAt)
  }
  const runs = new Map([...accounts.values()].map(({ deviceId, run }) => [deviceId, run]))
  if (accounts.size > 0)
    await addToLedger(
      tx,
      [...accounts.values()].map(({ hour }) => hour),
      runs,
      receivedAt,
    )
  return outcomes
}

/** What is counted of one device while a page of messages is taken in. */
interface Account {
  deviceId: string
  before: Run
  run: Run
  hour: HourRow
}

async function openAccounts(tx: Tx, devices: readonly DeviceRow[]): Promise<Map<string, Account>> {
  const gaps = await listGaps(
    tx,
    devices.map(({ id }) => id),
  )
  return new Map(
    devices.map(({ id, code, sequence, toldAt }) => {
      const run = { sequence, toldAt, gaps: gaps.get(id) ?? [] }
      const hour = { deviceId: id, sent: 0, received: 0, doubled: 0, refused: 0, readings: 0, stored: 0 }
      return [code, { deviceId: id, before: run, run, hour }]
    }),
  )
}

function judge(
  message: Message,
  device: DeviceRow | undefined,
  accounts: ReadonlyMap<string, Account>,
  receivedAt: Date,
): Outcome {
  const account = accounts.get(message.device)
  if (!device || !account) return { kept: 'refused', reason: 'unknown-device' }
  const { hour } = account
  hour.received += 1
  const reason = device.isStopped ? 'stopped-device' : faultOf(message, receivedAt)
  // A clock that is wrong says nothing of the order of messages; their numbers still do.
  const at = reason === 'clock' ? (account.run.toldAt ?? receivedAt) : message.at
  const step = followRun(account.run, { ...message, at })
  account.run = step.run
  hour.sent += step.sent
  if (reason) {
    hour.refused += 1
    return { kept: 'refused', reason }
  }
  hour.readings += message.readings.length
  if (step.isDouble) hour.doubled += 1
  return { kept: step.isDouble ? 'doubled' : 'stored' }
}

async function keepRefused(
  tx: Tx,
  messages: readonly Message[],
  outcomes: readonly Outcome[],
  devices: ReadonlyMap<string, DeviceRow>,
  receivedAt: Date,
): Promise<void> {
  const rows = messages.flatMap(({ device: code, raw }, at) => {
    const outcome = outcomes[at]
    if (outcome?.kept !== 'refused') return []
    return [
      { deviceId: devices.get(code)?.id ?? null, code, reason: outcome.reason, message: raw.slice(0, KEPT_OF_REFUSED) },
    ]
  })
  if (rows.length > 0) await insertRefusals(tx, rows, receivedAt)
}

async function keepReadings(
  tx: Tx,
  messages: readonly Message[],
  devices: ReadonlyMap<string, DeviceRow>,
  accounts: ReadonlyMap<string, Account>,
  receivedAt: Date,
): Promise<void> {
  const keys = new Map<string, { deviceId: string; code: string; device: string }>()
  for (const { device, readings } of messages)
    for (const { series } of readings)
      keys.set(`${device} ${series}`, { deviceId: devices.get(device)?.id as string, code: series, device })
  if (keys.size === 0) return
  const numbers = await numberSeries(tx, [...keys.values()])
  const noOf = new Map([...keys.keys()].map((key, at) => [key, numbers[at] as number]))
  const rows: ReadingRow[] = messages.flatMap(({ device, readings }) =>
    readings.map(({ series, ...rest }) => ({ ...rest, no: noOf.get(`${device} ${series}`) as number })),
  )
  const stored = await insertReadings(tx, rows, receivedAt)
  await markLate(tx, rows)
  for (const [at, { device }] of [...keys.values()].entries()) {
    const account = accounts.get(device)
    if (account) account.hour.stored += stored.get(numbers[at] as number) ?? 0
  }
}

const notIn = (gaps: readonly Gap[], others: readonly Gap[]): Gap[] =>
  gaps.filter(({ first, last }) => !others.some((other) => other.first === first && other.last === last))

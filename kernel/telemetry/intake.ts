import type { Database, Tx } from '#kernel/db/db.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { faultOf, isPossible, type Message, type Outcome } from './model/message.ts'
import { followRun, type Gap, type Run } from './model/sequence.ts'
import { insertPositions, moveLast, type PositionRow } from './positions.ts'
import {
  addToLedger,
  changeGaps,
  type DeviceRow,
  type HourRow,
  holdMinutes,
  insertNotices,
  insertReadings,
  insertRefusals,
  keepDays,
  listGaps,
  lockDevices,
  markLate,
  type NoticeRow,
  numberSeries,
  type ReadingRow,
} from './store.ts'

/** SQLSTATE of a row no partition takes. */
const NO_PARTITION = '23514'
const KEPT_OF_REFUSED = 4_000
/** Numbers of series that are remembered; past that they are asked for anew. */
const REMEMBERED = 1_000_000

/** Numbers of series by device and name. They never change, so whoever writes asks once for each. */
const remembered = new WeakMap<Database, Map<string, number>>()

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
  const known = remembered.get(db) ?? new Map<string, number>()
  remembered.set(db, known)
  const learnt = new Map<string, number>()
  const take = () =>
    db.system((tx) => {
      learnt.clear()
      return takePage({ tx, messages, receivedAt, known, learnt })
    })
  const outcomes = await take().catch(async (error: { code?: string }) => {
    if (error.code !== NO_PARTITION) throw error
    // A device that was cut off for weeks tells of days whose partition nobody needed yet.
    const days = new Set(messages.flatMap((message) => timesOf(message, receivedAt).map(localDateOf)))
    await db.system(async (tx) => {
      for (const day of days) await keepDays(tx, day, day)
    })
    return take()
  })
  // Only now: a number given in a transaction that was undone belongs to nobody.
  if (known.size + learnt.size > REMEMBERED) known.clear()
  for (const [key, no] of learnt) known.set(key, no)
  return outcomes
}

const timesOf = ({ readings, positions = [] }: Message, receivedAt: Date): Date[] =>
  [...readings, ...positions].map(({ at }) => at).filter((at) => isPossible(at, receivedAt))

/** One page of messages in its transaction. */
interface Page {
  tx: Tx
  messages: readonly Message[]
  receivedAt: Date
  known: ReadonlyMap<string, number>
  /** Numbers of series that were not known before. */
  learnt: Map<string, number>
}

async function takePage(page: Page): Promise<Outcome[]> {
  const { tx, messages, receivedAt } = page
  await holdMinutes(tx)
  const devices = new Map(
    (await lockDevices(tx, [...new Set(messages.map(({ device }) => device))])).map((one) => [one.code, one]),
  )
  const accounts = await openAccounts(tx, [...devices.values()])
  const outcomes = messages.map((message) => judge(message, devices.get(message.device), accounts, receivedAt))
  await keepRefused(page, outcomes, devices)
  // Of doubles too: a device whose count and clock both fell back says something new under an old number, and a reading is stored once anyway.
  const taken = messages.filter((_, at) => outcomes[at]?.kept !== 'refused')
  await keepReadings(page, taken, devices, accounts)
  await keepPositions(page, taken, devices, accounts)
  await keepNotices(page, outcomes, devices)
  for (const { deviceId, before, run } of accounts.values()) {
    const [gone, found] = [notIn(before.gaps, run.gaps), notIn(run.gaps, before.gaps)]
    if (gone.length + found.length > 0) await changeGaps(tx, deviceId, gone, found, receivedAt)
  }
  const runs = new Map([...accounts.values()].map(({ deviceId, run }) => [deviceId, run]))
  const hours = [...accounts.values()].map(({ hour }) => hour)
  if (hours.length > 0) await addToLedger(tx, hours, runs, receivedAt)
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
  // A clock that is wrong says nothing of the order of messages, nor does one that is not told; their numbers still do.
  const isTold = message.at !== null && isPossible(message.at, receivedAt)
  const at = isTold ? (message.at as Date) : (account.run.toldAt ?? receivedAt)
  const { sequence, wrapsAfter, mayBegin } = message
  const step = followRun(account.run, { sequence, wrapsAfter, mayBegin, at })
  account.run = step.run
  hour.sent += step.sent
  if (reason) {
    hour.refused += 1
    return { kept: 'refused', reason }
  }
  hour.readings += message.readings.length + (message.positions?.length ?? 0)
  if (step.isDouble) hour.doubled += 1
  return { kept: step.isDouble ? 'doubled' : 'stored' }
}

async function keepRefused(
  { tx, messages, receivedAt }: Page,
  outcomes: readonly Outcome[],
  devices: ReadonlyMap<string, DeviceRow>,
): Promise<void> {
  const rows = messages.flatMap(({ device: code, raw, positions = [] }, at) => {
    const outcome = outcomes[at]
    // Of a batch of places those with an impossible time are left out, and the whole is kept as it came.
    const isInPart = positions.some((one) => !isPossible(one.at, receivedAt))
    if (outcome?.kept !== 'refused' && !isInPart) return []
    const reason = outcome?.kept === 'refused' ? outcome.reason : 'clock'
    return [{ deviceId: devices.get(code)?.id ?? null, code, reason, message: raw.slice(0, KEPT_OF_REFUSED) }]
  })
  if (rows.length > 0) await insertRefusals(tx, rows, receivedAt)
}

async function keepReadings(
  { tx, receivedAt, known, learnt }: Page,
  messages: readonly Message[],
  devices: ReadonlyMap<string, DeviceRow>,
  accounts: ReadonlyMap<string, Account>,
): Promise<void> {
  const strange = new Map<string, { deviceId: string; code: string }>()
  const rows: (ReadingRow & { account: Account; key: string })[] = []
  for (const { device, readings } of messages) {
    const { id } = devices.get(device) as DeviceRow
    const account = accounts.get(device) as Account
    for (const { series, at, value, quality, said } of readings) {
      const key = `${id} ${series}`
      const no = known.get(key) ?? 0
      if (no === 0) strange.set(key, { deviceId: id, code: series })
      rows.push({ no, at, value, quality, ...(said === undefined ? {} : { said }), account, key })
    }
  }
  if (rows.length === 0) return
  if (strange.size > 0) {
    const numbers = await numberSeries(tx, [...strange.values()])
    for (const [at, key] of [...strange.keys()].entries()) learnt.set(key, numbers[at] as number)
    for (const row of rows) if (row.no === 0) row.no = learnt.get(row.key) as number
  }
  const stored = await insertReadings(tx, rows, receivedAt)
  const lateBefore = devices.values().next().value?.lateBefore
  const late = rows.filter(({ at }) => lateBefore && at < lateBefore)
  if (late.length > 0) await markLate(tx, late)
  const counted = new Set<number>()
  for (const { no, account } of rows) {
    if (!stored) account.hour.stored += 1
    else if (!counted.has(no)) account.hour.stored += stored.get(no) ?? 0
    counted.add(no)
  }
}

async function keepPositions(
  { tx, receivedAt }: Page,
  messages: readonly Message[],
  devices: ReadonlyMap<string, DeviceRow>,
  accounts: ReadonlyMap<string, Account>,
): Promise<void> {
  const rows: PositionRow[] = messages.flatMap(({ device, positions = [] }) => {
    const { id: deviceId } = devices.get(device) as DeviceRow
    return positions.filter(({ at }) => isPossible(at, receivedAt)).map((one) => ({ ...one, deviceId }))
  })
  if (rows.length === 0) return
  const stored = await insertPositions(tx, rows, receivedAt)
  await moveLast(tx, rows, receivedAt)
  for (const { deviceId, hour } of accounts.values()) hour.stored += stored.get(deviceId) ?? 0
}

async function keepNotices(
  { tx, messages, receivedAt }: Page,
  outcomes: readonly Outcome[],
  devices: ReadonlyMap<string, DeviceRow>,
): Promise<void> {
  const rows: NoticeRow[] = messages.flatMap(({ device, notices = [] }, index) => {
    const kept = outcomes[index]?.kept
    if (kept === 'refused') return []
    return notices
      .filter(({ at }) => at !== null || kept === 'stored')
      .map(({ kind, at, body }) => {
        const deviceId = (devices.get(device) as DeviceRow).id
        // A text of the database holds no NUL, wherever in the notice it stands.
        return { deviceId, kind, at: at ?? receivedAt, body: JSON.stringify(body).replaceAll('\\u0000', '') }
      })
  })
  if (rows.length > 0) await insertNotices(tx, rows, receivedAt)
}

const notIn = (gaps: readonly Gap[], others: readonly Gap[]): Gap[] =>
  gaps.filter(({ first, last }) => !others.some((other) => other.first === first && other.last === last))

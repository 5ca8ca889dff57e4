import pg from 'pg'
import { newId } from '#kernel/db/id.ts'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import type { Message } from '#kernel/telemetry/model/message.ts'
import { keepDays, numberSeries } from '#kernel/telemetry/store.ts'
import { watchSeries } from '#kernel/telemetry/watched.ts'
import { findTemplate, type PointTemplate } from '#modules/monitoring/model/templates.ts'
import { insertPoints } from '#modules/monitoring/server/store/point.ts'
import { judgeReadings } from '#modules/monitoring/server/watcher.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { openGround, report } from './ground.ts'

/**
 * What watching costs: taking in readings of DEVICES gateways with SERIES points each when they are judged beside when they are not, in the same run; how
 * many are judged a second; and how long an alarm is under way from the reading that is handed over to the case that stands, while readings come all the
 * time (goal p99 ≤ 1 s; a person's page and message follow by a NOTIFY of the same commit).
 */
const [DEVICES, SERIES, SECONDS, ALARMS] = [100, 10, 60, 200]
const GRID = '370523106201'
const LOOK_MS = 150
const TODAY = localDateOf(new Date())
const template = findTemplate('tank-level') as PointTemplate
const settings = {
  get: <T>({ key, fallback }: { key: string; fallback: T }) =>
    key === 'monitoring.storm-size' ? (1e9 as T) : fallback,
}

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
await owner.connect()
try {
  await ground.db.system((tx) => keepDays(tx, addDays(TODAY, -2), addDays(TODAY, 1)))
  const [plain, watched] = [await gateways('plain', false), await gateways('watched', true)]
  const ratios: number[] = []
  const judged: number[] = []
  for (let round = 0; round < 5; round++) {
    const unwatchedS = await takeMinute(plain, round)
    ratios.push((await takeMinute(watched, round)) / unwatchedS)
    let readings = 0
    const judgingS = await seconds(async () => {
      for (let page = await judgeReadings(ground.db, settings); page; page = await judgeReadings(ground.db, settings))
        readings += page
    })
    judged.push(readings / judgingS)
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  report(
    'monitoring/taking in what is watched against what is not',
    ratios,
    'said',
    `${middle(judged).toFixed(0)} readings judged a second`,
  )
  const { times, taken } = await underWay(watched)
  const at = (share: number, of = times) => of[Math.min(of.length - 1, Math.floor(of.length * share))]?.toFixed(0)
  console.log(
    `monitoring/reading to case: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${times.length} (goal p99 ≤ 1,000), of it until it is durable ${at(0.5, taken)} and ${at(0.99, taken)}; ${DEVICES * SERIES} readings a second beside`,
  )
} finally {
  await owner.end()
  await ground.clear()
}

interface Gateway {
  code: string
  objectId: string
}

/** Gateways of plants of their own, with points where they are watched. */
async function gateways(name: string, isWatched: boolean): Promise<Gateway[]> {
  const made: Gateway[] = []
  for (let n = 0; n < DEVICES; n++) {
    const [code, objectId] = [`${name}/site/gw${n}`, newId()]
    await ground.db.system(async (tx) => {
      const { id: deviceId } = await insertDevice(tx, { code, protocol: 'mqtt', name: code, gridCode: GRID, objectId })
      if (!isWatched) return
      const codes = Array.from({ length: SERIES }, (_, series) => `TK${series}.level`)
      const nos = await numberSeries(
        tx,
        codes.map((series) => ({ deviceId, code: series })),
      )
      await insertPoints(
        tx,
        nos.map((seriesNo, series) => ({
          ...{ id: newId(), objectId, gridCode: GRID, deviceId, seriesNo, unitName: `TK${series}`, name: '液位' },
          ...{
            parameter: template.parameter,
            unit: template.unit,
            medium: null,
            isDangerous: true,
            template: template.id,
          },
          ...{ rangeLow: template.range[0], rangeHigh: template.range[1], staleMinutes: template.staleMinutes },
          rule: { ...template.rule, onDelayS: 0, offDelayS: 0 },
        })),
      )
      await watchSeries(tx, nos)
    })
    made.push({ code, objectId })
  }
  return made
}

function messageOf(device: string, sequence: number, at: Date, value: number): Message {
  const readings = Array.from({ length: SERIES }, (_, series) => ({
    ...{ series: `TK${series}.level`, at, value: value + Math.sin(sequence + series) / 4, quality: 'good' as const },
  }))
  return { device, sequence, wrapsAfter: null, at, raw: '', readings }
}

/** A minute of readings, a second of all gateways at once. @returns seconds it took */
function takeMinute(own: readonly Gateway[], round: number): Promise<number> {
  const from = Date.now() - 4 * 60_000 + round * SECONDS
  return seconds(async () => {
    for (let second = 0; second < SECONDS; second++)
      await takeIn(
        ground.db,
        own.map(({ code }) => messageOf(code, round * SECONDS + second, new Date(from + second), 5)),
      )
  })
}

/** Lets one gateway after the other pass its limit while all of them speak. @returns milliseconds until each case stood, the shortest first */
async function underWay(own: readonly Gateway[]): Promise<{ times: number[]; taken: number[] }> {
  const [times, taken]: [number[], number[]] = [[], []]
  let [isOver, sequence] = [false, 10_000]
  const looking = (async () => {
    while (!isOver) {
      const done = await judgeReadings(ground.db, settings)
      if (!done) await pause(LOOK_MS)
    }
  })()
  const speaking = (async () => {
    while (!isOver) {
      sequence += 1
      await takeIn(
        ground.db,
        own.map(({ code }) => messageOf(code, sequence, new Date(), 5)),
      )
      await pause(1000)
    }
  })()
  for (let n = 0; n < ALARMS; n++) {
    const { code } = own[n % own.length] as Gateway
    const at = new Date()
    const value = 9.5 + n / 10_000
    const reading = { series: `TK${Math.floor(n / own.length)}.level`, at, value, quality: 'good' as const }
    const started = performance.now()
    await takeIn(ground.db, [{ device: code, sequence: null, wrapsAfter: null, at, readings: [reading], raw: '' }])
    taken.push(performance.now() - started)
    await until(value)
    times.push(performance.now() - started)
    await pause(Math.random() * LOOK_MS)
  }
  isOver = true
  await Promise.all([looking, speaking])
  return { times: times.sort((a, b) => a - b), taken: taken.sort((a, b) => a - b) }
}

async function until(value: number): Promise<void> {
  for (;;) {
    const found = await owner.query('select from alarm_signal where value = $1 and alarm_id is not null', [value])
    if (found.rowCount) return
    await pause(5)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

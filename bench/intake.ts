import pg from 'pg'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import type { Message } from '#kernel/telemetry/model/message.ts'
import { rollUp } from '#kernel/telemetry/rollup.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { copyText } from './copy.ts'
import { openGround, report } from './ground.ts'

/**
 * Durable readings a second through `takeIn`, with ledger, gaps and late marks, beside COPY of the same rows into a table of the same columns
 * and key in the same run. Messages of READINGS readings from DEVICES devices, BATCH messages at once. Goals: at least half of COPY, at least 50,000 a
 * second. Then what adding them up costs.
 */
const DEVICES = 200
const READINGS = 20
const BATCH = 200
const BATCHES = 50
const TODAY = localDateOf(new Date())

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
await owner.connect()
try {
  await ground.db.system((tx) => keepDays(tx, addDays(TODAY, -2), addDays(TODAY, 1)))
  const codes = Array.from({ length: DEVICES }, (_, at) => `E${at}/site/gw`)
  for (const code of codes)
    await ground.db.system((tx) =>
      insertDevice(tx, { code, protocol: 'mqtt', name: code, gridCode: '370523106201', objectId: null }),
    )
  await owner.query(
    'create table plain (series_no integer not null, at timestamptz(3) not null, value double precision, quality smallint not null, received_at timestamptz(3) not null, primary key (series_no, at))',
  )
  const ratios: number[] = []
  const speeds: number[] = []
  for (let round = 0; round < 5; round++) {
    const batches = Array.from({ length: BATCHES }, (_, at) => batchOf(codes, round * BATCHES + at))
    const ours = await seconds(async () => {
      for (const batch of batches) await takeIn(ground.db, batch)
    })
    const copied = await seconds(() => copy(batches))
    ratios.push(copied / ours)
    speeds.push((BATCHES * BATCH * READINGS) / ours)
  }
  const speed = speeds.toSorted((a, b) => a - b)[2] ?? 0
  report('intake/durable readings against COPY', ratios, '≥ 0.5', `${speed.toFixed(0)} readings/s (goal ≥ 50,000)`)
  const rolled = await seconds(() => rollUp(ground.db))
  const all = 5 * BATCHES * BATCH * READINGS
  console.log(
    `  ${all.toLocaleString('en')} readings added up in ${rolled.toFixed(1)} s (${(all / rolled).toFixed(0)}/s)`,
  )
} finally {
  await owner.end()
  await ground.clear()
}

/** One message a second of every device. */
function batchOf(codes: readonly string[], second: number): Message[] {
  const at = new Date(Date.now() - 6 * 3_600_000 + second * 1000)
  return codes.slice(0, BATCH).map((device, n) => ({
    ...{ device, sequence: second, wrapsAfter: null, at, raw: '' },
    readings: Array.from({ length: READINGS }, (_, series) => ({
      ...{ series: `TK${series}.level`, at, value: 5 + Math.sin(second / 60 + n + series), quality: 'good' as const },
    })),
  }))
}

/** The same rows by COPY, batch by batch, each its own transaction. */
async function copy(batches: readonly Message[][]): Promise<void> {
  for (const batch of batches) {
    const rows = batch.flatMap(({ readings }, device) =>
      readings.map(
        ({ at, value }, series) =>
          `${device * READINGS + series}\t${at.toISOString()}\t${value}\t0\t${at.toISOString()}`,
      ),
    )
    await copyText(owner, `copy plain from stdin`, `${rows.join('\n')}\n`)
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

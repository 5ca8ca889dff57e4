import pg from 'pg'
import { compose } from '#apps/server/compose.ts'
import { PNG } from '#apps/server/test-house.ts'
import { enterSource, rebuildSource } from '#kernel/indicators/ledger.ts'
import { periodNamed } from '#kernel/indicators/model/period.ts'
import { boards } from '#modules/analysis/model/boards.ts'
import { hazardFacts } from '#modules/hazard/model/indicators.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { openGround, report, seatPerson, signIn } from './ground.ts'
import { fillHazards, insertLines, seatHolders } from './hazard-rows.ts'
import { quietest, sayGrowth, timed } from './timing.ts'

/**
 * Figures from the ledger at growing numbers of hazards, through HTTP as a city officer and as a town's, beside the same figure counted from
 * the rows; how many rows a second the ledger is opened with; and what entering one act costs as a share of the act itself. SIZES sets the
 * sizes (100000,1000000). Whole pages are asked as the browser asks them. Beyond a million (or HAZARDS) the ledger is filled with the lines such hazards leave and not with the hazards, which would need 40 GB
 * and hours; what is read is the same. The goals: p95 grows at most 1.3 times from 100,000 to 10,000,000 and stays within 200 ms; entering costs at
 * most a fifth of the act.
 */
const SIZES = (process.env.SIZES ?? '100000,1000000').split(',').map(Number)
const ACTS = 150
/** Up to so many hazards stand behind their lines. */
const MOST_HAZARDS = Number(process.env.HAZARDS ?? 1_000_000)
const TODAY = localDateOf(new Date())
const YEAR = `from=${addDays(TODAY, -365)}&to=${TODAY}`
const PAST = addDays(TODAY, -100)

const PATHS = [
  `hazard.found/figure?${YEAR}`,
  'hazard.late/figure?',
  'hazard.late/parts?by=grid',
  `hazard.found/parts?by=category&${YEAR}`,
  `hazard.found/parts?by=category,source&${YEAR}`,
  `hazard.late/months?${YEAR}`,
  `hazard.late/parts?by=category&to=${PAST}&from=${PAST}&asOf=${PAST}`,
]

/** What the board of hazards and the cockpit ask for when somebody opens them, in the period that is usual. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'board of hazards': boardPaths('hazard'),
  cockpit: ['/cockpit'],
  rankings: ['/rankings'],
}

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
owner.on('error', () => {})
await owner.connect()
try {
  const towns = await seatHolders(ground.db, owner)
  await seatPerson(ground.db, { login: 'city', role: 'city_officer', gridCode: '3705' })
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  const slowest = new Map<string, number[]>()
  let filled = 0
  for (const size of SIZES) {
    const hazards = Math.min(size, MOST_HAZARDS)
    await fillHazards(owner, filled, hazards, towns)
    filled = hazards
    await open(hazards)
    if (size > hazards) await fillLines(owner, hazards, size, towns)
    await ground.analyse()
    const tokens = { city: await signIn(app, 'city'), town: await signIn(app, 'town0') }
    for (const [who, token] of Object.entries(tokens))
      for (const path of PATHS) {
        const { p95, median } = await quietest(() => timed(app, `/api/v1/indicators/${path}`, token))
        const name = `${who} ${path.replace(YEAR, 'a year').replaceAll(PAST, 'past')}`
        slowest.set(name, [...(slowest.get(name) ?? []), p95])
        console.log(`  ${size.toLocaleString('en')}: ${name}: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)} ms`)
      }
    for (const [who, token] of Object.entries(tokens))
      for (const [page, paths] of Object.entries(PAGES)) {
        const { p95, median } = await quietest(() => timedPage(app, paths, token))
        const name = `${who} ${page}, ${paths.length} questions one after another`
        slowest.set(name, [...(slowest.get(name) ?? []), p95])
        console.log(`  ${size.toLocaleString('en')}: ${name}: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)} ms`)
      }
    if (size === hazards) await againstCounting(app, tokens.city, size)
  }
  for (const [name, times] of slowest) sayGrowth('indicators', name, SIZES, times)
  await upkeep(app)
  await app.close()
} finally {
  await owner.end()
  await ground.clear()
}

type App = Awaited<ReturnType<typeof compose>>

/** Every question a board asks, once each. */
function boardPaths(key: string): string[] {
  const board = boards.find((one) => one.key === key)
  if (!board) throw new Error(`no board ${key}`)
  const { from, to } = periodNamed('months', TODAY)
  const path = (code: string, what: string) => `/indicators/${code}/${what}from=${from}&to=${to}`
  const figures = board.figures.flatMap((figure) => {
    if (figure.draw === 'months') return figure.of.flatMap((code) => [path(code, 'figure?'), path(code, 'months?')])
    const by = figure.draw === 'heat' ? figure.by.join() : figure.by
    return [path(figure.of, 'figure?'), path(figure.of, `parts?by=${by}&`)]
  })
  return [...new Set([...board.facts.map((code) => path(code, 'figure?')), ...figures])]
}

/** Milliseconds a page takes whose questions are answered one after another. */
async function timedPage(app: App, paths: readonly string[], token: string): Promise<number> {
  let sum = 0
  for (const path of paths) sum += await timed(app, `/api/v1${path}`, token)
  return sum
}

/** Opens the ledger over all hazards, as an upgrade of a running platform does. */
async function open(size: number): Promise<void> {
  await owner.query('truncate indicator_line, indicator_cell, indicator_mark')
  await owner.query('delete from indicator_source')
  const started = performance.now()
  const { lines } = await enterSource(ground.db, hazardFacts)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `  ${size.toLocaleString('en')}: opened with ${lines.toLocaleString('en')} lines in ${seconds.toFixed(1)} s (${(lines / seconds).toFixed(0)} lines/s)`,
  )
}

/** Writes the lines of so many more hazards, and makes the cells anew: how fast says what a rebuild costs. */
async function fillLines(client: pg.Client, from: number, to: number, towns: Awaited<ReturnType<typeof seatHolders>>) {
  await insertLines(client, from, to, towns)
  const started = performance.now()
  await rebuildSource(ground.db, hazardFacts)
  const seconds = (performance.now() - started) / 1000
  const lines = (await client.query('select count(*)::int as n from indicator_line')).rows[0].n
  console.log(
    `  ${to.toLocaleString('en')}: cells made anew from ${lines.toLocaleString('en')} lines in ${seconds.toFixed(0)} s (${(lines / seconds).toFixed(0)} lines/s)`,
  )
}

async function againstCounting(app: App, token: string, size: number): Promise<void> {
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) {
    const ours = await timed(app, `/api/v1/indicators/hazard.found/parts?by=category&${YEAR}`, token)
    const started = performance.now()
    await owner.query(
      `select category, count(*) from hazard where state not in ('withdrawn', 'merged')
       and found_on between current_date - 365 and current_date group by 1`,
    )
    ratios.push(ours / (performance.now() - started))
  }
  report(`indicators/parts against counting ${size.toLocaleString('en')} rows`, ratios, '< 1 from 100,000 on')
}

/** What it costs to enter hazards that were just registered through HTTP, as a share of registering them. */
async function upkeep(app: App): Promise<void> {
  const headers = { authorization: `Bearer ${await signIn(app, 'city')}` }
  await enterSource(ground.db, hazardFacts)
  const started = performance.now()
  for (let at = 0; at < ACTS; at++) await register(app, headers, at)
  const acts = performance.now() - started
  const entering = performance.now()
  const { lines } = await enterSource(ground.db, hazardFacts)
  const entered = performance.now() - entering
  report(
    'indicators/entering an act against the act',
    [entered / acts],
    '≤ 0.2',
    `${(acts / ACTS).toFixed(1)} ms an act with its photograph, ${(entered / ACTS).toFixed(2)} ms entering it, ${lines} lines`,
  )
}

async function register(app: App, headers: Record<string, string>, at: number): Promise<void> {
  const file = await app.inject({
    method: 'POST',
    url: `/api/v1/files?name=${at}.png&gridCode=370523106201`,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/hazards/register',
    headers,
    payload: {
      gridCode: '370523106201',
      input: { what: `隐患 ${at}`, where: '车间', source: 'government_inspection' },
      attachments: [file.json().id],
    },
  })
  if (reply.statusCode >= 300) throw new Error(`${file.body} ${reply.body}`)
}

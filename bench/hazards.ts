import pg from 'pg'
import { compose } from '#apps/server/compose.ts'
import { caseTally } from '#kernel/cases/tally.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { hazardTally } from '#modules/hazard/server/tally.ts'
import { openGround, report, seatPerson, signIn } from './ground.ts'
import { fillHazards, seatHolders } from './hazard-rows.ts'
import { quietest, sayGrowth, timed } from './timing.ts'

/**
 * The inbox, the lists and the figures of hazards at growing sizes, through HTTP as a city officer and as a town's; beside each size the
 * figures as a first version would count them, by grouping the rows as the owner. SIZES sets the sizes (10000,100000,1000000;
 * add 10000000 where the disk has 20 GB). The goal: p95 grows at most 1.3 times from 100,000 to 10,000,000, and answers within 200 ms.
 */
const SIZES = (process.env.SIZES ?? '10000,100000,1000000').split(',').map(Number)

const PATHS = [
  '/api/v1/cases?box=todo&limit=50',
  '/api/v1/cases?box=late&limit=50',
  '/api/v1/hazards?limit=50&open=false',
  '/api/v1/hazards?limit=50&open=true',
  '/api/v1/hazards?limit=50&open=true&sort=due',
  '/api/v1/hazards?limit=50&late=true',
  '/api/v1/hazards?limit=50&rank=major',
  '/api/v1/hazards?limit=50&state=rectifying',
  '/api/v1/hazards/figures?by=state',
  '/api/v1/hazards/figures?by=grid',
  '/api/v1/hazard-figures?by=category',
  '/api/v1/hazard-figures?by=month',
  '/api/v1/hazard-figures?by=grid',
]

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
    await fillHazards(owner, filled, size, towns)
    filled = size
    await foldTally(ground.db, caseTally)
    await foldTally(ground.db, hazardTally)
    await ground.analyse()
    // Filling takes longer than a session lasts.
    const tokens = { city: await signIn(app, 'city'), town: await signIn(app, 'town0') }
    for (const [who, token] of Object.entries(tokens))
      for (const path of PATHS) {
        const { p95, median } = await quietest(() => timed(app, path, token))
        const name = `${who} ${path.slice(8)}`
        slowest.set(name, [...(slowest.get(name) ?? []), p95])
        console.log(`  ${size.toLocaleString('en')}: ${name}: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)} ms`)
      }
    await againstCounting(app, tokens.city, size)
  }
  for (const [name, times] of slowest) sayGrowth('hazards', name, SIZES, times)
  await app.close()
} finally {
  await owner.end()
  await ground.clear()
}

type App = Awaited<ReturnType<typeof compose>>

async function againstCounting(app: App, token: string, size: number): Promise<void> {
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) {
    const ours = await timed(app, '/api/v1/hazard-figures?by=category', token)
    const started = performance.now()
    await owner.query(
      `select category, count(*), count(*) filter (where due_on < current_date), count(*) filter (where state = 'closed')
       from hazard where state <> 'withdrawn' group by 1`,
    )
    ratios.push(ours / (performance.now() - started))
  }
  report(`hazards/figures against counting ${size.toLocaleString('en')} rows`, ratios, '< 1 from 100,000 on')
}

import pg from 'pg'
import { subtree } from '#kernel/scope/scope.ts'
import { countEnterprises, listEnterprises } from '#modules/enterprise/server/store/enterprise.ts'
import { findCandidates } from '#modules/enterprise/server/store/filter.ts'
import { listClusters } from '#modules/enterprise/server/store/map.ts'
import { fillRegister, openGround, report, spread } from './ground.ts'

/**
 * Search and map answers of the whole city through scope, policy and index, against the plain query a first version would
 * run as the owner: `like` over all columns, and grouping without an index. ROWS sets the size (100,000; try 1000000).
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const ROUNDS = 7
const city = subtree('3705')
const day = '2026-11-21'

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
owner.on('error', () => {})
await owner.connect()
try {
  await fillRegister(ground.db, ROWS)
  await ground.analyse()
  for (const words of ['恒源', '科达化工', '1234', '有限']) {
    await compare(
      `search/${words}`,
      () =>
        ground.db.read(city, async (tx) => {
          const search = await findCandidates(tx, city, { q: words })
          await listEnterprises(tx, city, { q: words }, { limit: 50, today: day, search })
          await countEnterprises(tx, city, { q: words }, day, search)
        }),
      `select * from enterprise e where (name like '%${words}%' or credit_code like '%${words}%' or address like '%${words}%' or contact like '%${words}%')
       order by grid_code, name, id limit 51`,
      `select count(*) from enterprise e where (name like '%${words}%' or credit_code like '%${words}%' or address like '%${words}%' or contact like '%${words}%')`,
    )
  }
  for (const zoom of [8, 12]) {
    const size = 360 / 2 ** zoom / 8
    await compare(
      `map/zoom ${zoom}`,
      () =>
        ground.db.read(city, (tx) =>
          listClusters(tx, city, {}, zoom === 8 ? [117, 36, 120, 39] : [118.5, 37.3, 118.7, 37.5], zoom, day),
        ),
      `select avg(lng), avg(lat), count(*), risk_level from enterprise where ${zoom === 8 ? 'true' : 'lng between 118.5 and 118.7 and lat between 37.3 and 37.5'}
       group by floor(lng / ${size}), floor(lat / ${size}), risk_level`,
    )
  }
} finally {
  await owner.end()
  await ground.clear()
}

async function compare(what: string, ours: () => Promise<unknown>, ...plain: string[]): Promise<void> {
  const ratios: number[] = []
  const milliseconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const a = await timed(ours)
    const b = await timed(async () => {
      for (const text of plain) await owner.query(text)
    })
    ratios.push(a / b)
    milliseconds.push(a)
  }
  const { min, median, max } = spread(milliseconds)
  report(`${what} of ${ROWS}`, ratios, '< 1', `ours ${min.toFixed(0)} / ${median.toFixed(0)} / ${max.toFixed(0)} ms`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

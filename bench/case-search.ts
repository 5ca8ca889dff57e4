import pg from 'pg'
import { caseDesk } from '#apps/server/cases.ts'
import { exportRows } from '#kernel/cases/export.ts'
import type { CaseKind } from '#kernel/cases/holder.ts'
import { countCases, listCases } from '#kernel/cases/list-store.ts'
import { wordsOfHead } from '#kernel/cases/model/words.ts'
import { findWords } from '#kernel/cases/search.ts'
import { insertWords } from '#kernel/cases/word-store.ts'
import { newId } from '#kernel/db/id.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { subtree } from '#kernel/scope/scope.ts'
import { searchText } from '#kernel/search/text.ts'
import { openGround, report, spread } from './ground.ts'

/**
 * Words looked for in cases, as a city and as a town, through scope, policy and index, against the plain query a first version would
 * run as the owner: `like` over all that was said. Then the export of everything, with what it holds in memory. ROWS sets the size.
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const ROUNDS = 7
const CHUNK = 2_000
const WHAT =
  '报警器离线 液位计不显示 配电箱门敞开 护栏松动 灭火器过期 通道堵塞 作业票不全 接地线断开 警示标志缺失 消防栓无水'.split(
    ' ',
  )

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
owner.on('error', () => {})
await owner.connect()
try {
  const towns: string[] = (
    await owner.query(`select code from grid_node where level = 'town' and code like '3705%' order by code limit 40`)
  ).rows.map(({ code }) => code)
  for (let at = 0; at < ROWS; at += CHUNK) await fill(at, Math.min(at + CHUNK, ROWS), towns)
  await ground.analyse()
  for (const [who, grid] of [
    ['city', '3705'],
    ['town', towns[0] as string],
  ] as const)
    for (const words of ['液位计', `第${ROWS - 1}号`, '县里催办', '一同查看', '护栏 催办', '没有这回事'])
      await compare(who, grid, words)
  await exportAll()
} finally {
  await owner.end()
  await ground.clear()
}

/** One case in a thousand was urged in words of its own; every case was looked at. */
async function fill(from: number, to: number, towns: readonly string[]): Promise<void> {
  const cases = Array.from({ length: to - from }, (_, n) => {
    const at = from + n
    return {
      id: newId(),
      number: `YH-370500-2026-${String(at).padStart(7, '0')}`,
      title: `第${at}号设备${WHAT[at % WHAT.length]}`,
      grid: towns[at % towns.length],
      opened: new Date(Date.parse('2026-11-01') - at * 60_000).toISOString(),
    }
  })
  await owner.query(
    `insert into case_record (id, type, number, title, grid_code, state, state_since, opened_at, acts, head_hash)
     select x.id, 'hazard', x.number, x.title, x.grid, 'found', x.opened, x.opened, 3, repeat('0', 64)
     from jsonb_to_recordset($1) as x(id uuid, number text, title text, grid text, opened timestamptz)`,
    [JSON.stringify(cases)],
  )
  const said = cases.flatMap((one, n) => [
    { caseId: one.id, seq: 0, words: wordsOfHead(one) },
    { caseId: one.id, seq: 1, words: searchText(`和企业一同查看，情况属实，${WHAT[(from + n + 3) % WHAT.length]}`) },
    ...((from + n) % 1000 === 0 ? [{ caseId: one.id, seq: 2, words: '县里催办，请三日内报结果' }] : []),
  ])
  await ground.db.system((tx) => insertWords(tx, said))
}

async function compare(who: string, grid: string, words: string): Promise<void> {
  const scope = subtree(grid)
  const ratios: number[] = []
  const milliseconds: number[] = []
  let found = 0
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await timed(() =>
      ground.db.read(scope, async (tx) => {
        const more = await findWords(tx, caseDesk.world, scope, { type: 'hazard' }, words)
        await listCases(tx, scope, { type: 'hazard', more }, { sort: 'opened', after: null, limit: 50 })
        found = await countCases(tx, scope, { type: 'hazard', more }, 2_000)
      }),
    )
    const likes = words
      .split(' ')
      .map((word) => `exists (select from case_words w where w.case_id = c.id and w.words like '%${word}%')`)
    const plain = await timed(async () => {
      const where = `from case_record c where c.grid_code like '${grid}%' and ${likes.join(' and ')}`
      await owner.query(`select c.* ${where} order by c.opened_at desc limit 50`)
      await owner.query(`select count(*) ${where}`)
    })
    ratios.push(ours / plain)
    milliseconds.push(ours)
  }
  const { min, median, max } = spread(milliseconds)
  report(
    `case search/${who} ${words} (${found} found) of ${ROWS}`,
    ratios,
    '< 1',
    `ours ${min.toFixed(0)} / ${median.toFixed(0)} / ${max.toFixed(0)} ms`,
  )
}

/** Takes everything out row by row; what is held must not grow with the rows. */
async function exportAll(): Promise<void> {
  const actor = { scope: subtree('3705') } as Actor
  const kind = caseDesk.kinds.get('hazard') as CaseKind
  const rows = exportRows(ground.db, actor, caseDesk, kind, { type: 'hazard' }, { sort: 'opened', most: ROWS })
  const held: number[] = []
  let n = 0
  const started = performance.now()
  for await (const _row of rows) {
    if (++n % 10_000 !== 0) continue
    globalThis.gc?.()
    held.push(Math.round(process.memoryUsage().heapUsed / 1024 / 1024))
  }
  console.log(
    `export of ${n}: ${((performance.now() - started) / 1000).toFixed(1)} s, heap in MB every 10,000 rows: ${held.join(' ')}`,
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

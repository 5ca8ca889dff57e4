import { createReadStream, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { subtree, wholeTree } from '#kernel/scope/scope.ts'
import { Importer } from '#modules/enterprise/server/import/service.ts'
import * as imports from '#modules/enterprise/server/import/store.ts'
import { creditCodeOf, openGround, report } from './ground.ts'

/**
 * Import of 100,000 rows from csv (read, judge, write with search, tallies and history) against a bare COPY of the same
 * rows into a table of the same shape and indexes, without any checks.
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const ROUNDS = Number(process.env.ROUNDS ?? 3)

const ratios: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const ground = await openGround()
  try {
    const file = path.join(ground.folder, 'rows.csv')
    writeFileSync(
      file,
      `企业名称,信用代码,所在镇街,地址,联系人,联系电话,员工人数\n${Array.from({ length: ROWS }, (_, at) => row(at)).join('\n')}\n`,
    )
    const importer = new Importer(ground.db, path.join(ground.folder, 'imports'))
    const { id, contentHash } = await importer.keep(createReadStream(file))
    const batch = {
      id,
      gridCode: '3705',
      accountId: '00000000-0000-0000-0000-000000000000',
      actor: { name: 'bench' },
      filename: 'rows.csv',
      contentHash,
      gridDefault: null,
    }
    await ground.db.system((tx) => imports.insertImport(tx, batch))
    const checkStarted = performance.now()
    await importer.run(id)
    const checkMs = performance.now() - checkStarted
    await ground.db.write(subtree('3705'), (tx) =>
      imports.updateImport(tx, id, { state: 'applying', counts: {}, rowsDone: 0 }),
    )
    const started = performance.now()
    await importer.run(id)
    const ours = performance.now() - started
    const done = await ground.db.read(wholeTree, (tx) => imports.findImport(tx, wholeTree, id))
    if (done?.counts.fresh !== ROWS) throw new Error(`imported ${JSON.stringify(done?.counts)} ${done?.fault}`)
    const bare = await bareCopy(ground.ownerUrl)
    ratios.push(ours / bare)
    console.log(
      `  round ${round + 1}: check ${(checkMs / 1000).toFixed(1)} s, import ${(ours / 1000).toFixed(1)} s, COPY ${(bare / 1000).toFixed(1)} s`,
    )
  } finally {
    await ground.clear()
  }
}
report('import/100,000 rows', ratios, '≤ 4.00')

function row(at: number): string {
  return `试验企业${at}号有限公司,${creditCodeOf(at)},大码头镇,大码头镇${at % 900}号,王建国,138${String(at).padStart(8, '0')},${at % 500}`
}

/** The same rows, copied out of the register and into a table of the same shape and indexes. */
async function bareCopy(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table bare_enterprise (like enterprise including defaults including indexes)')
    await client.query('create table bare_search (like enterprise_search including defaults including indexes)')
    const dump = await dumpTable(client, 'enterprise')
    const searchDump = await dumpTable(client, 'enterprise_search')
    const started = performance.now()
    await client.query('begin')
    await pipeline(Readable.from(dump), client.query(copyFrom('copy bare_enterprise from stdin')))
    await pipeline(Readable.from(searchDump), client.query(copyFrom('copy bare_search from stdin')))
    await client.query('commit')
    return performance.now() - started
  } finally {
    await client.end()
  }
}

async function dumpTable(client: pg.Client, table: string): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  for await (const chunk of client.query(copyTo(`copy ${table} to stdout`))) chunks.push(chunk as Buffer)
  return chunks
}

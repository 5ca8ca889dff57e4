import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database } from '#kernel/db/db.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { today } from '#kernel/identity/service.ts'
import { subtree, wholeTree } from '#kernel/scope/scope.ts'
import { writeSheet } from '#kernel/sheet/write.ts'
import { columnTargets, outcomeNames } from '#modules/enterprise/model/import-rules.ts'
import { countForExport, exportColumns, exportRows } from '#modules/enterprise/server/export.ts'
import { heldRows, refusedSheet } from '#modules/enterprise/server/import/refused.ts'
import { Importer } from '#modules/enterprise/server/import/service.ts'
import * as imports from '#modules/enterprise/server/import/store.ts'
import { enterpriseSettings } from '#modules/enterprise/server/settings.ts'
import { gridPrefix } from '#modules/grid/model/codes.ts'
import { searchGrids } from '#modules/grid/server/store.ts'
import type { Config } from '../config.ts'
import type { OpenDatabase } from '../serve.ts'
import { platformSettings } from '../settings.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'
import { withDatabase } from './platform.ts'

const OPERATOR = { name: '运维工具', account: 'angrid', seat: '', body: '' }
const NOBODY = '00000000-0000-0000-0000-000000000000'
const NO_COUNTS = { rows: 0, fresh: 0, changed: 0, same: 0, disputed: 0, doubtful: 0, wrong: 0, uncoded: 0, noted: 0 }

interface ImportOptions {
  json?: boolean
  dryRun?: boolean
  grid?: string
  map?: string[]
  refused?: string
}

/** Adds `import enterprises` and `export enterprises`: the same pipeline as the page, from the shell. */
export function addEnterpriseCommands(program: Command): void {
  program
    .command('import')
    .description('导入')
    .command('enterprises <file>')
    .description('导入企业表格（xlsx 或 csv）；有错误的行不写入并逐条说明')
    .option('--dry-run', '只检查，不写入')
    .option('--grid <code>', '导入到哪个网格范围，也用于没有位置信息的行；只装了一个城市时可以省略')
    .option('--map <列=字段...>', '认不出的列指明是什么，如 单位名=企业名称；留空（备注=）为不导入')
    .option('--refused <file>', '没有写入的行连同原因写到这个 xlsx 或 csv')
    .option('--json', '输出 JSON')
    .action((file: string, options: ImportOptions) =>
      runCommand(options, async () => {
        if (!existsSync(file)) throw new CommandFailure('NoFile', `没有文件 ${file}。`)
        return withDatabase((database, config) => importFile(database, config, file, options))
      }),
    )
  program
    .command('export')
    .description('导出')
    .command('enterprises')
    .description('导出企业名单（个人信息打码），留审计记录')
    .requiredOption('--out <file>', '写到哪个文件，.xlsx 或 .csv')
    .option('--grid <code>', '只导出这个网格范围')
    .option('--json', '输出 JSON')
    .action((options: { out: string; grid?: string; json?: boolean }) =>
      runCommand(options, () => withDatabase(({ db }, config) => exportFile(db, config, options))),
    )
}

async function importFile({ db }: OpenDatabase, config: Config, file: string, options: ImportOptions) {
  const gridCode = await gridOf(db, options.grid)
  // Kept like an upload: when this process is killed, the platform goes on with the import at its next start.
  const importer = new Importer(db, path.join(config.dataDir, 'imports'))
  const { id, contentHash } = await importer.keep(createReadStream(file))
  const about = { filename: path.basename(file), contentHash, gridDefault: options.grid ? gridCode : null }
  await db.write(subtree(gridCode), (tx) =>
    imports.insertImport(tx, { id, gridCode, accountId: NOBODY, actor: OPERATOR, ...about }),
  )
  await importer.run(id)
  if (options.map) await mapColumns(db, importer, id, options.map)
  const checked = await getImport(db, id)
  if (checked.state === 'mapping') {
    await db.system((tx) => imports.removeImport(tx, id))
    const heads = (checked.mapping ?? []).map(({ head }) => head).join('、')
    throw new CommandFailure(
      'NameNotMapped',
      `认不出哪一列是企业名称，请用 --map 指明，如 --map 单位=企业名称。表头：${heads}`,
    )
  }
  if (options.dryRun) {
    const described = await describeImport(db, checked, options)
    await db.system((tx) => imports.removeImport(tx, id))
    return described
  }
  await db.write(subtree(gridCode), (tx) =>
    imports.updateImport(tx, id, { state: 'applying', counts: {}, rowsDone: 0 }),
  )
  await importer.run(id)
  return describeImport(db, await getImport(db, id), options)
}

/** Says what columns mean, by the words of the sheet's head and the names of fields; then the check runs again. */
async function mapColumns(db: Database, importer: Importer, id: string, wishes: string[]): Promise<void> {
  const batch = await getImport(db, id)
  const mapping = batch.mapping ?? []
  for (const wish of wishes) {
    const [head = '', name = ''] = wish.split(/[=＝]/).map((part) => part.trim())
    const columns = mapping.filter((column) => column.head === head || column.head.split('·').at(-1) === head)
    if (columns.length === 0) throw new CommandFailure('InvalidInput', `表头里没有「${head}」这一列。`)
    const target = columnTargets.find(({ key, label }) => key === name || label === name)
    if (name && !target) throw new CommandFailure('InvalidInput', `没有「${name}」这个字段。`)
    for (const column of columns) column.target = target?.key ?? null
  }
  if (!mapping.some(({ target }) => target === 'name')) return
  await db.system((tx) => imports.forgetHeldRows(tx, id))
  await db.system((tx) => imports.updateImport(tx, id, { mapping, state: 'checking', counts: {}, rowsDone: 0 }))
  await importer.run(id)
}

async function getImport(db: Database, id: string): Promise<imports.ImportRow> {
  const found = (await db.read(wholeTree, (tx) => imports.findImport(tx, wholeTree, id))) as imports.ImportRow
  if (found.state === 'failed') throw new CommandFailure('ImportFailed', found.fault ?? '导入失败。')
  return found
}

async function describeImport(db: Database, batch: imports.ImportRow, options: ImportOptions) {
  const problems = []
  for await (const row of heldRows(db, wholeTree, batch.id)) {
    problems.push({
      row: row.rowNumber,
      outcome: row.outcome,
      name: row.name,
      problems: row.problems.map(({ head, message, value }) => ({ column: head, message, value })),
    })
  }
  if (options.refused) await writeRefused(db, batch, options.refused)
  const counts = { ...NO_COUNTS, ...batch.counts }
  const table = Object.entries(outcomeNames).map(([key, name]) => [name, String(counts[key as keyof typeof counts])])
  const lines = [
    `${batch.state === 'done' ? '已导入' : '已检查，未写入'}：${batch.filename}，${counts.rows} 行`,
    ...formatTable(['结果', '行数'], table),
    ...(counts.uncoded > 0 ? [`其中 ${counts.uncoded} 家没有信用代码，只能按名称和地址查重。`] : []),
    ...problems
      .slice(0, 50)
      .map(
        ({ row, name, problems: list }) =>
          `第 ${row} 行 ${name ?? ''}：${list.map(({ message }) => message).join('；')}`,
      ),
  ]
  return { json: { id: batch.id, state: batch.state, counts, problems }, lines }
}

async function writeRefused(db: Database, batch: imports.ImportRow, file: string): Promise<void> {
  const format = sheetFormat(file)
  await pipeline(refusedSheet(db, wholeTree, batch, format), createWriteStream(path.resolve(file)))
}

function sheetFormat(file: string): 'xlsx' | 'csv' {
  const format = /\.(xlsx|csv)$/.exec(file)?.[1] as 'xlsx' | 'csv' | undefined
  if (!format) throw new CommandFailure('InvalidInput', '文件名应以 .xlsx 或 .csv 结尾。')
  return format
}

async function exportFile(db: Database, config: Config, options: { out: string; grid?: string }) {
  const format = sheetFormat(options.out)
  const scope = options.grid ? subtree(await gridOf(db, options.grid)) : wholeTree
  const count = await countForExport(db, scope, {}, today(), await exportCeiling(db, config))
  await db.system((tx) =>
    appendAudit(tx, {
      action: 'enterprise.exported',
      accountId: null,
      actor: OPERATOR,
      objectType: 'enterprise',
      detail: { format, count, grid: options.grid ?? null },
    }),
  )
  await pipeline(
    writeSheet(format, exportColumns, exportRows(db, scope, {}, today())),
    createWriteStream(path.resolve(options.out)),
  )
  return { json: { file: options.out, count }, lines: [`已导出 ${count} 家到 ${options.out}`] }
}

async function exportCeiling(db: Database, config: Config): Promise<number> {
  const settings = platformSettings({ db, demo: config.demo, secrets: openSecretBox(config.dataDir) })
  await settings.settled()
  return settings.get(enterpriseSettings.exportCeiling)
}

/** The grid asked for; without one, the only city there is. */
async function gridOf(db: Database, written: string | undefined): Promise<string> {
  const prefix = written ? gridPrefix(written) : null
  if (written && !prefix) throw new CommandFailure('InvalidInput', `网格编码「${written}」不正确。`)
  const nodes = await db.read(wholeTree, (tx) => searchGrids(tx, wholeTree, prefix ?? '', 3))
  const found = prefix ? nodes.find(({ code }) => code === prefix) : undefined
  if (prefix && !found) throw new CommandFailure('UnknownGrid', `没有网格 ${written}。`)
  if (found) return found.code
  const cities = nodes.filter(({ level }) => level === 'city')
  if (cities.length !== 1)
    throw new CommandFailure(
      'InvalidInput',
      cities.length === 0 ? '还没有网格，请先用 grid load 装入城市。' : '装有多个城市，请用 --grid 指出范围。',
    )
  return (cities[0] as { code: string }).code
}

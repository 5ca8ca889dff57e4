import path from 'node:path'
import type { Command } from 'commander'
import { appendAudit } from '#kernel/audit/audit.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { tidyNumber } from '#modules/archive/model/number.ts'
import { exportVolumes } from '#modules/archive/server/export/package.ts'
import { keepFiles } from '../archives.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'
import { withDatabase } from './platform.ts'

interface Options {
  out: string
  file?: string
  year?: string
  all?: boolean
  json?: boolean
}

/** Adds `archive export`: bound volumes as a package that verifies without the platform. */
export function addArchiveCommands(program: Command): void {
  program
    .command('archive')
    .description('档案')
    .command('export')
    .description('把已归档的案卷导出为移交包；包里的 verify.mjs 不依赖平台就能核验，留审计记录')
    .requiredOption('--out <folder>', '写到哪个空目录')
    .option('--file <archive-no>', '只导出这一卷，如 X043-WS·2026-D30-BGS-0001')
    .option('--year <year>', '只导出这一年度的')
    .option('--all', '全部导出')
    .option('--json', '输出 JSON')
    .action((options: Options) => runCommand(options, () => exportTo(options)))
}

async function exportTo({ out, file, year, all }: Options) {
  if ([file, year, all].filter(Boolean).length !== 1)
    throw new CommandFailure('InvalidInput', '请用 --file、--year、--all 中的一个说明导出哪些。')
  if (year && !/^20\d\d$/.test(year)) throw new CommandFailure('InvalidInput', `年度「${year}」应如 2026。`)
  const folder = path.resolve(out)
  const wish = { archiveNo: file ? tidyNumber(file) : undefined, year: year ? Number(year) : undefined }
  const stop = keepFiles()
  try {
    return await withDatabase(async ({ db }, config) => {
      const blobs = openBlobs(config.dataDir, config.s3)
      const done = await exportVolumes(db, blobs, wholeTree, folder, wish).catch((error: Error) => {
        throw new CommandFailure('ExportFailed', `${error.message}。`)
      })
      if (done.length === 0)
        throw new CommandFailure('NothingFound', file ? `没有档号 ${file} 的案卷。` : '没有符合条件的已归档案卷。')
      await db.system((tx) =>
        appendAudit(tx, {
          action: 'archive.exported',
          accountId: null,
          actor: { name: '运维工具', account: 'angrid' },
          objectType: 'archive-volume',
          detail: { count: done.length, file: file ?? null, year: year ?? null },
        }),
      )
      const rows = done.map(({ archiveNo, title, files, head }) => [archiveNo, String(files), head, title])
      const lines = [
        ...formatTable(['档号', '文件', '末封（另行告知接收单位）', '案名'], rows),
        `已导出 ${done.length} 卷到 ${folder}`,
      ]
      return { json: { folder, volumes: done }, lines: [...lines, `核验：node ${path.join(folder, 'verify.mjs')}`] }
    })
  } finally {
    stop()
  }
}

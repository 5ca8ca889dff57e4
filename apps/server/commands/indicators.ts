import type { Command } from 'commander'
import { type Recount, rebuildSource, recountSource } from '#kernel/indicators/ledger.ts'
import type { FactSource } from '#kernel/indicators/model/indicator.ts'
import { indicatorRoom } from '../indicators.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'
import { withDatabase } from './platform.ts'

interface Options {
  source?: string
  json?: boolean
}

/** Adds `indicators verify` and `indicators rebuild`: whether every figure still says what its rows say. */
export function addIndicatorCommands(program: Command): void {
  const group = program.command('indicators').description('指标账')
  group
    .command('verify')
    .description('把全部明细重新数一遍，与指标账和汇总逐行逐格比对；不一致时退出码为 1')
    .option('--source <name>', '只核对这一个来源，如 hazard')
    .option('--json', '输出 JSON')
    .action((options: Options) => runCommand(options, () => verify(options)))
  group
    .command('rebuild')
    .description('用指标账重做全部汇总；账本身不动')
    .option('--source <name>', '只重做这一个来源')
    .option('--json', '输出 JSON')
    .action((options: Options) => runCommand(options, () => rebuild(options)))
}

const sourcesOf = ({ source }: Options): FactSource[] => {
  const found = indicatorRoom.table.sources.filter(({ name }) => !source || name === source)
  if (found.length === 0) {
    const names = indicatorRoom.table.sources.map(({ name }) => name).join('、')
    throw new CommandFailure('InvalidInput', `没有来源「${source}」，有：${names}。`)
  }
  return found
}

const isWhole = ({ wrongRows, wrongCells }: Recount) => wrongRows === 0 && wrongCells === 0

async function verify(options: Options) {
  const sources = sourcesOf(options)
  return withDatabase(async ({ db }) => {
    const found: Recount[] = []
    for (const source of sources) found.push(await recountSource(db, source))
    const ok = found.every(isWhole)
    if (!ok) process.exitCode = 1
    const rows = found.map((one) => [one.source, String(one.lines), String(one.wrongRows), String(one.wrongCells)])
    const named = found.flatMap(({ source, rows }) => rows.slice(0, 10).map((id) => `  ${source} ${id}`))
    return {
      json: { ok, sources: found },
      lines: [
        ...formatTable(['来源', '账行', '不符的明细', '不符的汇总'], rows),
        ...(named.length > 0 ? ['与账不符的明细：', ...named] : []),
        ok ? '全部一致。' : '有不一致：明细不符说明有改动绕过了平台，汇总不符可用 indicators rebuild 重做。',
      ],
    }
  })
}

async function rebuild(options: Options) {
  const sources = sourcesOf(options)
  return withDatabase(async ({ db }) => {
    for (const source of sources) await rebuildSource(db, source)
    const names = sources.map(({ name }) => name)
    return { json: { rebuilt: names }, lines: [`已重做：${names.join('、')}`] }
  })
}

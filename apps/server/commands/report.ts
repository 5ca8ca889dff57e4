import type { Command } from 'commander'
import type { Database } from '#kernel/db/db.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { today } from '#kernel/identity/service.ts'
import { subtree } from '#kernel/scope/scope.ts'
import { findServedCity } from '#kernel/settings/store.ts'
import { amountText } from '#modules/analysis/model/amount.ts'
import type { Circular, Line, Section } from '#modules/analysis/model/schema.ts'
import {
  cellOf,
  doubtsText,
  headingOf,
  notConnectedText,
  paragraphsOf,
  tablesOf,
} from '#modules/analysis/model/words.ts'
import { readCircular } from '#modules/analysis/server/circular.ts'
import { reportDayOf } from '#modules/analysis/server/settings.ts'
import { gridPrefix } from '#modules/grid/model/codes.ts'
import { readLocalDate } from '#standards/calendar/local-date.ts'
import type { Config } from '../config.ts'
import { reportSources } from '../reports.ts'
import { platformSettings } from '../settings.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'
import { withDatabase } from './platform.ts'

interface Options {
  asOf?: string
  from?: string
  grid?: string
  json?: boolean
}

/** Adds `report circular`: the figures of the platform as of a day, each with what it is made of. */
export function addReportCommands(program: Command): void {
  program
    .command('report')
    .description('通报')
    .command('circular')
    .description('应用情况通报：截至某天平台已知的数，分项、合计和差在哪里')
    .option('--as-of <date>', '数据日期，如 2026-11-22；不填为报告日，没有记录报告日的为今天')
    .option('--from <date>', '期间从哪天起；不填为数据日期前 229 天')
    .option('--grid <code>', '哪个网格；不填为全市')
    .option('--json', '输出 JSON')
    .action((options: Options) => runCommand(options, () => reportCircular(options)))
}

async function reportCircular({ asOf, from, grid }: Options) {
  const wish = { asOf: asOf && readLocalDate(asOf), from: from && readLocalDate(from) }
  const prefix = grid === undefined ? null : gridPrefix(grid)
  if (grid !== undefined && !prefix) throw new CommandFailure('InvalidInput', `网格编码「${grid}」应如 370523。`)
  return withDatabase(async ({ db }, config) => {
    const city = await db.unscoped(findServedCity)
    if (!city) throw new CommandFailure('EmptyHouse', '数据库里还没有单位和网格，没有数可报。')
    const code = prefix ?? city
    const circular = await readCircular(
      reportSources,
      db,
      { scope: subtree(code), gridCode: code, may: () => true },
      { from: wish.from || undefined, asOf: wish.asOf || (await recordedDay(db, config)), today: today() },
    )
    return { json: circular, lines: linesOf(circular) }
  })
}

async function recordedDay(db: Database, config: Config): Promise<string> {
  const settings = platformSettings({ db, demo: config.demo, secrets: openSecretBox(config.dataDir) })
  await settings.settled()
  return reportDayOf(settings, today())
}

function linesOf({ title, gridName, from, asOf, sections, notConnected, openLists }: Circular): string[] {
  return [
    `${gridName}${title}　${from} 至 ${asOf}`,
    ...doubtsText(openLists).map((words) => words.map(({ t }) => t).join('')),
    ...sections.flatMap((section, at) => ['', headingOf(section.title, at), ...bodyOf(section)]),
    '',
    headingOf('尚未接入', sections.length),
    notConnectedText(notConnected),
  ]
}

const bodyOf = (section: Section): string[] => [
  ...paragraphsOf(section).map((words) => words.map(({ t }) => t).join('')),
  ...tablesOf(section).flatMap(({ title, columns, rows }) => [
    '',
    ...formatTable(
      [title, ...columns.map(({ name }) => name)],
      [
        ...rows.map((row) => [row.title, ...row.cells.map((part, at) => cellOf(columns[at] as Line, part))]),
        ['总数', ...columns.map(({ value, unit }) => amountText(value, unit))],
      ],
    ),
  ]),
]

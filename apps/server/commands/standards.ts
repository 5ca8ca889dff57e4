import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { type Due, due, type TermUnit } from '#standards/calendar/deadline.ts'
import { type LocalDate, readLocalDate } from '#standards/calendar/local-date.ts'
import { weekdayName } from '#standards/calendar/weekday-name.ts'
import type { CodeFinding } from '#standards/code/finding.ts'
import { CODE_KINDS, type CodeKind, checkCode, isCodeKind } from '#standards/code/index.ts'
import { normalizeCode } from '#standards/code/normalize.ts'
import { DIVISION_SOURCE, makeRegionLookup } from '#standards/division/read.ts'
import { type GradeResult, gradeMajorHazard } from '#standards/gb18218/grade.ts'
import { readGradeInput } from '#standards/gb18218/read-input.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'

/** Adds `code check`, `major-hazard grade` and `deadline` to the command line. They need neither database nor settings. */
export function addStandardsCommands(program: Command): void {
  addCodeCheck(program)
  addMajorHazardGrade(program)
  addDeadline(program)
}

function addCodeCheck(program: Command): void {
  const kinds = Object.entries(CODE_KINDS)
    .map(([kind, name]) => `  ${kind.padEnd(9)} ${name}`)
    .join('\n')
  program
    .command('code')
    .description('核对各类编码')
    .command('check')
    .description('核对一个或多个编码的格式与校验位；全部核对完即退出码 0，是否有效见结果')
    .argument('<kind>', '编码种类，见下')
    .argument('<values...>', '待核对的编码；以 - 开头的编码写在 -- 之后')
    .option('--json', '输出一个 JSON 数组：value、normalized、valid、reason 等')
    .option('--on <date>', '判定日期 YYYY-MM-DD（出生日期不得晚于该日），默认当天')
    .allowUnknownOption()
    .addHelpText('after', `\n编码种类：\n${kinds}\n\n区划与网格编码按${DIVISION_SOURCE}核对。`)
    .action((kind: string, values: string[], options: { json?: boolean; on?: string }) =>
      runCommand(options, async () => {
        if (!isCodeKind(kind)) {
          throw new CommandFailure(
            'UnknownKind',
            `不认识的编码种类「${kind}」，可用：${Object.keys(CODE_KINDS).join('、')}`,
          )
        }
        const option = values.find((value) => /^--[a-z]/.test(value))
        if (option) throw new CommandFailure('UnknownOption', `不认识的选项「${option}」，可用 --json、--on、--help`)
        const findings = await checkAll(kind, values, options.on)
        return { json: findings, lines: describeFindings(kind, findings) }
      }),
    )
}

async function checkAll(kind: CodeKind, values: string[], on: string | undefined): Promise<CodeFinding[]> {
  const day = on === undefined ? localToday() : readLocalDate(on)
  const regions =
    kind === 'uscc' ? values.map((value) => normalizeCode(value).slice(2, 8)) : values.map((v) => normalizeCode(v))
  const needsTable = kind === 'uscc' || kind === 'region' || kind === 'grid'
  const isKnownRegion = needsTable ? await makeRegionLookup(regions) : undefined
  return values.map((value) => checkCode(kind, value, { on: day, isKnownRegion }))
}

function describeFindings(kind: CodeKind, findings: readonly CodeFinding[]): string[] {
  const rows = findings.map((finding) => [
    finding.valid ? '有效' : '无效',
    finding.valid ? finding.normalized : finding.value,
    [finding.reason, finding.hint, ...(finding.warnings ?? []).map((warning) => `提示：${warning}`)]
      .filter(Boolean)
      .join('；'),
  ])
  return formatTable(['结果', CODE_KINDS[kind], '说明'], rows)
}

function addMajorHazardGrade(program: Command): void {
  program
    .command('major-hazard')
    .description('危险化学品重大危险源')
    .command('grade')
    .description('按 GB 18218-2018 辨识并分级')
    .argument('<file>', 'JSON 文件，- 表示标准输入')
    .option('--json', '输出一个 JSON 对象：s、isMajorHazard、alpha、r、level、items、steps、assumptions')
    .addHelpText(
      'after',
      `
输入：{"exposedPeople": 35, "stocks": [{"chemical": "甲醇", "tonnes": 2000}, {"chemical": "某溶剂", "tonnes": 80, "symbol": "W5.3"}]}
  chemical      名称、别名、名称(条件)、英文名、CAS 号、#行号，或表 2 符号
  tonnes        设计最大量（吨）
  symbol        未列入表 1 时的表 2 符号，可多个：J5/W5.3
  conditionRow  同名多行（硝化纤维素、硝酸铵）时的表 1 行号
  aboveBoiling  易燃液体工作温度高于沸点：true
  beta、betaReason  评估人员另定的 β 及理由`,
    )
    .action((file: string, options: { json?: boolean }) =>
      runCommand(options, async () => {
        const result = gradeMajorHazard(readGradeInput(await readJson(file)))
        return { json: result, lines: describeGrade(result) }
      }),
    )
}

async function readJson(file: string): Promise<unknown> {
  let content: string
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  } catch {
    throw new CommandFailure('FileNotReadable', `无法读取文件「${file}」`)
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/u, ''))
  } catch {
    throw new CommandFailure('InvalidJson', `「${file === '-' ? '标准输入' : file}」不是有效的 JSON`)
  }
}

function describeGrade(result: GradeResult): string[] {
  const rows = result.items.map((item) => [
    item.name,
    item.row === null ? item.symbols.join('/') : `#${item.row}`,
    String(item.q),
    String(item.Q),
    String(item.beta),
    round(item.ratio),
    round(item.term),
  ])
  return [
    ...formatTable(['物质', '表 1 行/符号', 'q(t)', 'Q(t)', 'β', 'q/Q', 'β·q/Q'], rows),
    '',
    ...result.steps,
    ...(result.assumptions.length > 0
      ? ['', '假设与提示（须由评估人员确认）：', ...result.assumptions.map((note) => `- ${note}`)]
      : []),
  ]
}

// Cut, not rounded: 0.99999 must not be shown as 1.
function round(value: number): string {
  return String(Math.floor(value * 1e6 + 1e-6) / 1e6)
}

interface DeadlineOptions {
  from?: string
  workingDays?: string
  days?: string
  months?: string
  json?: boolean
}

function addDeadline(program: Command): void {
  program
    .command('deadline')
    .description('计算期限届满日（次日起算；日、月期限末日为休息日的顺延）')
    .option('--from <date>', '起始日 YYYY-MM-DD（当日不计入）')
    .option('--working-days <n>', '工作日数')
    .option('--days <n>', '日历日数')
    .option('--months <n>', '月数')
    .option('--json', '输出一个 JSON 对象：due、rolled、provisional、basis 等')
    .action((options: DeadlineOptions) =>
      runCommand(options, async () => {
        if (options.from === undefined) throw new CommandFailure('MissingDate', '请用 --from 给出起始日 YYYY-MM-DD')
        const from = readLocalDate(options.from)
        const { unit, amount } = readTerm(options)
        const result = due({ from, unit, amount })
        return { json: { ...result, from, unit, amount }, lines: describeDue(from, result) }
      }),
    )
}

function readTerm({ workingDays, days, months }: DeadlineOptions): { unit: TermUnit; amount: number } {
  const given = [
    { unit: 'WD' as const, option: '--working-days', value: workingDays },
    { unit: 'D' as const, option: '--days', value: days },
    { unit: 'M' as const, option: '--months', value: months },
  ].filter(({ value }) => value !== undefined)
  const [term, ...others] = given
  if (!term || others.length > 0) {
    throw new CommandFailure('InvalidTerm', '请在 --working-days、--days、--months 中给出且只给出一个')
  }
  const digits = (term.value ?? '').normalize('NFKC').trim()
  if (!/^\d{1,6}$/.test(digits)) {
    throw new CommandFailure('InvalidTerm', `${term.option} 应为不小于 0 的整数，实际为「${term.value}」`)
  }
  return { unit: term.unit, amount: Number(digits) }
}

function describeDue(from: LocalDate, result: Due): string[] {
  return formatTable(
    ['起始日', '届满日', '顺延', '说明'],
    [
      [
        `${from} ${weekdayName(from)}`,
        `${result.due} ${weekdayName(result.due)}`,
        result.rolled ? '是' : '否',
        `${result.basis}${result.provisional ? '（暂定）' : ''}`,
      ],
    ],
  )
}

/** Today in China (UTC+8, no daylight saving). */
function localToday(): LocalDate {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

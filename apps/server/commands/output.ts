import { isConnectionLoss } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { SheetError } from '#kernel/sheet/sheet.ts'
import { MajorHazardError } from '#standards/gb18218/problems.ts'
import { ConfigError } from '../config.ts'

/** A failure that the caller is told in one sentence; `type` is for machines. */
export class CommandFailure extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

/** Runs one command: prints one JSON document with --json or lines without; a failure sets exit code 1. */
export async function runCommand(
  options: { json?: boolean },
  run: () => Promise<{ json: unknown; lines: readonly string[] }>,
): Promise<void> {
  try {
    const { json, lines } = await run()
    process.stdout.write(`${options.json ? JSON.stringify(json, null, 2) : lines.join('\n')}\n`)
  } catch (error) {
    if (process.env.LOG_LEVEL === 'debug') console.error(error)
    const failure = describeFailure(error)
    if (options.json) process.stdout.write(`${JSON.stringify({ error: failure }, null, 2)}\n`)
    else process.stderr.write(`错误：${failure.message}\n`)
    process.exitCode = 1
  }
}

function describeFailure(error: unknown): {
  type: string
  message: string
  chemical?: string
  choices?: readonly string[]
} {
  if (error instanceof MajorHazardError) {
    const { type, message, chemical, choices } = error
    return choices.length > 0 ? { type, message, chemical, choices } : { type, message, chemical }
  }
  if (error instanceof CommandFailure) return { type: error.type, message: error.message }
  if (error instanceof ConfigError) return { type: 'InvalidSetting', message: error.message }
  if (error instanceof SheetError) return { type: 'UnreadableSheet', message: error.message }
  if (error instanceof Problem) return { type: error.kind.type, message: error.detail }
  if (isConnectionLoss(error))
    return { type: 'DatabaseAway', message: '连不上数据库，请检查 DATABASE_URL 或数据目录。' }
  // The pure functions refuse impossible dates and amounts with a RangeError whose message is for the user.
  if (error instanceof RangeError) return { type: 'InvalidInput', message: error.message }
  return {
    type: 'Unexpected',
    message: `出错了：${error instanceof Error ? error.message : String(error)}（LOG_LEVEL=debug 可看详情）`,
  }
}

/** A table of text padded by display width: Chinese and full-width signs take two columns. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? '')].map(displayWidth)),
  )
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  )
}

function displayWidth(cell: string): number {
  return [...cell].reduce(
    (sum, char) => sum + (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/u.test(char) ? 2 : 1),
    0,
  )
}

import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

export interface WarningRow {
  gridCode: string
  indicator: string
  /** First day of the month it speaks of. */
  month: string
  source: 'live' | 'backtest'
  madeOn: string
  expected: number
  low: number
  high: number
  threshold: number
  chance: number
  warned: boolean
  found: number | null
  judgedOn: string | null
}

/** Keeps what is said of months; what was said of a month before stays. @returns how many are new */
export async function insertWarnings(tx: Tx, rows: readonly WarningRow[]): Promise<number> {
  const done = await sql`
    insert into insight_warning (grid_code, indicator, month, source, made_on, expected, low, high, threshold, chance, warned, found,
      judged_on)
    select x."gridCode", x.indicator, x.month, x.source, x."madeOn", x.expected, x.low, x.high, x.threshold, x.chance, x.warned,
      x.found, x."judgedOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("gridCode" text, indicator text, month date, source text,
      "madeOn" date, expected numeric, low numeric, high numeric, threshold numeric, chance numeric, warned boolean, found numeric,
      "judgedOn" date)
    on conflict do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

const columns = sql`w.grid_code, w.indicator, w.month::text, w.source, w.made_on::text, w.expected::float8 as expected,
  w.low::float8 as low, w.high::float8 as high, w.threshold::float8 as threshold, w.chance::float8 as chance, w.warned,
  w.found::float8 as found, w.judged_on::text`

/** What was said of months before a day and is not judged yet. */
export async function listUnjudged(tx: Tx, scope: Scope, before: string): Promise<WarningRow[]> {
  const found = await sql<WarningRow>`
    select ${columns} from insight_warning w where w.found is null and w.month < ${before} and ${inScope(scope, 'w', 'indicator')}
    order by w.grid_code, w.indicator, w.month limit 5000`.execute(tx)
  return found.rows
}

export async function judgeWarning(tx: Tx, row: WarningRow, found: number, on: string): Promise<void> {
  await sql`
    update insight_warning set found = ${found}, judged_on = ${on}
    where grid_code = ${row.gridCode} and indicator = ${row.indicator} and month = ${row.month} and source = ${row.source}
      and found is null`.execute(tx)
}

/** Everything said of the months of a grid and below, the newest first; at most 3,000. */
export async function listWarnings(tx: Tx, scope: Scope, gridCode: string): Promise<WarningRow[]> {
  const found = await sql<WarningRow>`
    select ${columns} from insight_warning w where ${inScope(narrow(scope, gridCode), 'w', 'indicator')}
    order by w.month desc, w.warned desc, w.grid_code, w.indicator limit 3000`.execute(tx)
  return found.rows
}

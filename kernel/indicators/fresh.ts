import type { Database, Tx } from '#kernel/db/db.ts'
import { enteredAt, enterSource, listBehind, listSmallUnopened } from './ledger.ts'
import type { FactSource, Indicator, IndicatorTable } from './model/indicator.ts'
import { notEntered } from './model/problems.ts'

/** The sources an indicator is counted from. */
export function sourcesOf(table: IndicatorTable, { source, figure }: Indicator): FactSource[] {
  if (figure.kind !== 'ratio') return [source]
  const parts = [figure.over, figure.under].map((code) => table.indicators.get(code)?.source ?? source)
  return [...new Set(parts)]
}

/**
 * Enters what was committed until now, a page of each source at most, so that an act shows in the figures at once; a flood is left to the worker.
 * @returns the moment up to which everything is counted
 * @throws Problem indicator/not-entered while the ledger of one is not open yet, or its cells wait to be made anew
 */
export async function freshen(db: Database, tx: Tx, sources: readonly FactSource[]): Promise<Date> {
  for (const source of await listBehind(tx, sources)) await enterSource(db, source, 1)
  const at = (await enteredAt(tx, sources)) ?? (await openSmall(db, tx, sources))
  if (!at) throw notEntered()
  return at
}

async function openSmall(db: Database, tx: Tx, sources: readonly FactSource[]): Promise<Date | null> {
  // Counted over everything: what the reader's own grid holds says nothing of the size of the source.
  const small = await db.system((all) => listSmallUnopened(all, sources))
  for (const source of small) await enterSource(db, source, 1)
  return enteredAt(tx, sources)
}

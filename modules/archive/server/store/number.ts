import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { NumberParts } from '../../model/number.ts'

type Series = Omit<NumberParts, 'item'>

/**
 * The next item of a series: one that came to nothing is given again first, so that no number is missing and none is there twice.
 * Others who want one wait for this transaction.
 */
export async function takeItem(tx: Tx, series: Series): Promise<number> {
  const { fonds, category, year, retention, unit } = series
  await sql`
    insert into archive_counter (fonds, category, year, retention, unit) values (${fonds}, ${category}, ${year}, ${retention}, ${unit})
    on conflict do nothing`.execute(tx)
  await sql`
    select from archive_counter k where k.fonds = ${fonds} and k.category = ${category} and k.year = ${year}
      and k.retention = ${retention} and k.unit = ${unit} for update`.execute(tx)
  const free = await sql<{ item: number }>`
    delete from archive_free_item f where (f.fonds, f.category, f.year, f.retention, f.unit, f.item) in (
      select g.fonds, g.category, g.year, g.retention, g.unit, g.item from archive_free_item g
      where g.fonds = ${fonds} and g.category = ${category} and g.year = ${year} and g.retention = ${retention} and g.unit = ${unit}
      order by g.item limit 1)
    returning f.item`.execute(tx)
  if (free.rows[0]) return free.rows[0].item
  const next = await sql<{ last: number }>`
    update archive_counter set last = last + 1 where fonds = ${fonds} and category = ${category} and year = ${year}
      and retention = ${retention} and unit = ${unit} returning last`.execute(tx)
  return (next.rows[0] as { last: number }).last
}

/** Gives an item back that came to nothing. */
export async function returnItem(tx: Tx, parts: NumberParts): Promise<void> {
  await sql`
    insert into archive_free_item (fonds, category, year, retention, unit, item)
    values (${parts.fonds}, ${parts.category}, ${parts.year}, ${parts.retention}, ${parts.unit}, ${parts.item})
    on conflict do nothing`.execute(tx)
}

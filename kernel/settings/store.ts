import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'

/**
 * The city whose settings are in force: the one of the body nearest to the root. One process serves one sign-in page,
 * so it can obey one city only. Null in an empty house.
 */
export async function findServedCity(tx: Tx): Promise<string | null> {
  const found = await sql<{ city: string }>`
    select left(grid_code, 4) as city from body order by length(grid_code), grid_code limit 1`.execute(tx)
  return found.rows[0]?.city ?? null
}

/** Values in force that differ from the default. */
export async function listValues(tx: Tx): Promise<{ key: string; value: unknown }[]> {
  const found = await sql<{ key: string; value: unknown }>`
    select key, value from setting
    where city_code = (select left(grid_code, 4) from body order by length(grid_code), grid_code limit 1)`.execute(tx)
  return found.rows
}

export interface ChangeRow {
  key: string
  version: number
  at: Date
  actor: { name: string; account: string; seat: string }
  valueBefore: unknown
  valueAfter: unknown
}

const inCity = (scope: Scope, city: string) =>
  sql<boolean>`city_code = ${city} and city_code >= ${scope.gridFrom} and city_code < ${scope.gridTo}`

/** The last change of each setting of a city inside a scope. */
export async function listLastChanges(tx: Tx, scope: Scope, city: string): Promise<ChangeRow[]> {
  const found = await sql<ChangeRow>`
    select distinct on (key) key, version, at, actor, value_before, value_after from setting_change
    where ${inCity(scope, city)} order by key, version desc`.execute(tx)
  return found.rows
}

/** Changes of one setting, the last first. */
export async function listChanges(tx: Tx, scope: Scope, city: string, key: string): Promise<ChangeRow[]> {
  const found = await sql<ChangeRow>`
    select key, version, at, actor, value_before, value_after from setting_change
    where ${inCity(scope, city)} and key = ${key} order by version desc limit 200`.execute(tx)
  return found.rows
}

/** Writes down a change. Two at once make the same version, and the second meets `setting_change_once`. */
export async function insertChange(
  tx: Tx,
  change: Omit<ChangeRow, 'at'> & { city: string; accountId: string },
): Promise<void> {
  await sql`
    insert into setting_change (city_code, key, version, at, account_id, actor, value_before, value_after)
    values (${change.city}, ${change.key}, ${change.version}, now(), ${change.accountId},
            ${JSON.stringify(change.actor)}, ${JSON.stringify(change.valueBefore)}, ${JSON.stringify(change.valueAfter)})`.execute(
    tx,
  )
}

export async function upsertValue(tx: Tx, city: string, key: string, value: unknown): Promise<void> {
  await sql`
    insert into setting (city_code, key, value) values (${city}, ${key}, ${JSON.stringify(value)})
    on conflict (city_code, key) do update set value = excluded.value`.execute(tx)
}

/** The default is in force again. */
export async function removeValue(tx: Tx, city: string, key: string): Promise<void> {
  await sql`delete from setting where city_code = ${city} and key = ${key}`.execute(tx)
}

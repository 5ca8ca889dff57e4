import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Version } from '../model/rules.ts'

/** The two things the library keeps, by the table of their versions. */
export type Kept = 'check_item' | 'check_template'

/** What is kept at a place is seen there, below and above; `null` is the whole platform. */
const seenFrom = (gridCode: string): RawBuilder<boolean> => sql<boolean>`
  (v.grid_code is null or starts_with(${gridCode}, v.grid_code) or starts_with(v.grid_code, ${gridCode}))`

/**
 * Versions of what was added, corrected or closed here, each thing's in the order of their numbers.
 * @param which only those of some codes, or all that are seen from a grid
 */
export async function listVersions<Said>(
  tx: Tx,
  kept: Kept,
  which: { codes: readonly string[] } | { seenFrom: string },
): Promise<Version<Said>[]> {
  const wanted = 'codes' in which ? sql<boolean>`v.code = any(${which.codes})` : seenFrom(which.seenFrom)
  const found = await sql<Version<Said>>`
    select v.code, v.version, v.change, v.from_on::text, v.to_on::text, v.grid_code, v.words, v.why, v.saved_by as by,
      v.saved_at as at
    from ${sql.table(kept)} v where ${wanted} order by v.code, v.version`.execute(tx)
  return found.rows
}

/** A version to be entered, now unless it says when. */
export type Fresh<Said> = Omit<Version<Said>, 'at'> & { at?: Date }

/** Enters versions, all or none. @returns how many were new; fewer than given when somebody was faster with one of them */
export async function insertVersions<Said>(tx: Tx, kept: Kept, versions: readonly Fresh<Said>[]): Promise<number> {
  if (versions.length === 0) return 0
  const done = await sql`
    insert into ${sql.table(kept)} (code, version, change, from_on, to_on, grid_code, words, why, saved_by, saved_at)
    select x.code, x.version, x.change, x.from_on, x.to_on, x.grid_code, x.words, x.why, x.saved_by, coalesce(x.saved_at, now())
    from jsonb_to_recordset(${JSON.stringify(versions.map(rowOf))}::jsonb) as x(code text, version int, change text,
      from_on date, to_on date, grid_code text, words jsonb, why text, saved_by text, saved_at timestamptz)
    on conflict (code, version) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

const rowOf = <Said>({ fromOn, toOn, gridCode, by, at, ...row }: Fresh<Said>) => ({
  ...row,
  from_on: fromOn,
  to_on: toOn,
  grid_code: gridCode,
  saved_by: by,
  saved_at: at,
})

/** Codes of checks that some version says a last day of before a day. */
export async function listClosed(tx: Tx, on: string): Promise<string[]> {
  const found = await sql<{ code: string }>`
    select distinct v.code from check_item v where v.to_on < ${on}`.execute(tx)
  return found.rows.map(({ code }) => code)
}

/** Codes taken under a stem, whoever keeps them. */
export async function listCodes(tx: Tx, kept: Kept, stem: string): Promise<string[]> {
  const found = await sql<{ code: string }>`
    select distinct v.code from ${sql.table(kept)} v where starts_with(v.code, ${stem})`.execute(tx)
  return found.rows.map(({ code }) => code)
}

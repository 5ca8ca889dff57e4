import { type RawBuilder, sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { containing, gramsOf, gramsOfQuery, pairsOfLines } from '#kernel/search/text.ts'

/** What is said in one act of a case, or with `seq` 0 what the case is called; normalized. */
export interface CaseWords {
  caseId: string
  seq: number
  words: string
}

/** Keeps what cases say, with the pairs it is found by. Words once said are never changed. */
export async function insertWords(tx: Tx, said: readonly CaseWords[]): Promise<void> {
  const rows = said
    .filter(({ words }) => words !== '')
    .map((row) => ({ ...row, grams: row.seq === 0 ? gramsOf(row.words) : pairsOfLines(row.words) }))
  if (rows.length === 0) return
  await sql`
    with said as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("caseId" uuid, seq int, words text, grams text[])
    ), kept as (
      insert into case_words (case_id, seq, words) select x."caseId", x.seq, x.words from said x on conflict do nothing
    )
    insert into case_pairs (case_id, seq, grams) select x."caseId", x.seq, x.grams from said x on conflict do nothing`.execute(
    tx,
  )
}

/** Cases looked at before a word is called common, and how many of them must bear it. */
const PROBE = { rows: 1000, hits: 50 }
/** Words that fewer cases than this bear are found through the index. */
const RARE = 5000

/**
 * Whether the case `c` says a normalized text. A single character is looked for in what the case is called alone. Not `exists`: beside
 * another condition the planner would read what all cases say once instead of what these few do.
 */
const says = (text: string): RawBuilder<boolean> => sql<boolean>`coalesce((
  select true from case_words w where w.case_id = c.id and w.words like ${containing(text)}
    ${text.length < 2 ? sql`and w.seq = 0` : sql``} limit 1), false)`

/** Whether the case `c` says a text or its object bears it, the latter as a condition on the column of the object. */
export const saysOr = (
  text: string,
  isCalled: (objectId: RawBuilder<unknown>) => RawBuilder<boolean>,
): RawBuilder<boolean> => sql<boolean>`(${says(text)} or ${isCalled(sql.ref('c.object_id'))})`

/** Whether the case `c` is one of some, or about one of some objects. */
export const isAmong = (cases: readonly string[], objects: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(c.id = any(${cases}::uuid[]) or c.object_id = any(${objects}::uuid[]))`

/** Whether more than a few of the first cases in the order of lists meet a condition on `c`. */
export async function isFrequent(tx: Tx, among: RawBuilder<boolean>, meets: RawBuilder<boolean>): Promise<boolean> {
  const found = await sql<{ n: number }>`
    ${PLANNED_EACH_TIME} select count(*)::int as n from (
      select c.* from case_record c where ${among} order by c.opened_at desc, c.id desc limit ${PROBE.rows}
    ) c where ${meets}`.execute(tx)
  return (found.rows[0]?.n ?? 0) >= PROBE.hits
}

/** Cases among some that say a normalized text, found by its pairs; null when there are too many to name them all. */
export async function listSaying(tx: Tx, among: RawBuilder<boolean>, text: string): Promise<string[] | null> {
  const found = await sql<{ id: string }>`
    ${PLANNED_EACH_TIME} select c.id from case_record c
    where c.id in (select p.case_id from case_pairs p where p.grams @> ${gramsOfQuery(text)}) and ${among} and ${says(text)}
    limit ${RARE + 1}`.execute(tx)
  return found.rows.length > RARE ? null : found.rows.map(({ id }) => id)
}

/** A case whose words are still to be entered, with what was done to it. */
export interface UnwordedCase {
  id: string
  type: string
  number: string | null
  title: string
  acts: { seq: number; act: string; input: Record<string, unknown> }[]
}

/** Takes cases off the list of those whose words are still to be entered; those another worker has are left out. */
export async function takeUnworded(tx: Tx, limit: number): Promise<UnwordedCase[]> {
  const found = await sql<UnwordedCase>`
    with taken as (
      delete from case_unworded where case_id in (
        select case_id from case_unworded order by case_id limit ${limit} for update skip locked)
      returning case_id
    )
    select c.id, c.type, c.number, c.title, (
      select jsonb_agg(jsonb_build_object('seq', a.seq, 'act', a.act, 'input', a.input) order by a.seq)
      from case_act a where a.case_id = c.id) as acts
    from taken t join case_record c on c.id = t.case_id`.execute(tx)
  return found.rows
}

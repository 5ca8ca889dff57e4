import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface SavedViewRow {
  id: string
  page: string
  name: string
  query: string
  shared: boolean
  accountId: string
  ownerName: string
  createdAt: Date
}

/** Views of a page: one's own, and those shared inside the body one sits in; own first, by name. */
export async function listViews(
  tx: Tx,
  reader: { accountId: string; bodyId: string | null },
  page: string,
): Promise<SavedViewRow[]> {
  const found = await sql<SavedViewRow>`
    select v.id, v.page, v.name, v.query, v.shared, v.account_id, p.name as owner_name, v.created_at
    from saved_view v join account a on a.id = v.account_id join person p on p.id = a.person_id
    where v.page = ${page} and (v.account_id = ${reader.accountId} or (v.shared and v.body_id = ${reader.bodyId}))
    order by v.account_id <> ${reader.accountId}, v.name, v.id limit 500`.execute(tx)
  return found.rows
}

/** Keeps a view; one's own of the same name on the same page is replaced. @returns the id it stands under */
export async function upsertView(
  tx: Tx,
  view: {
    id: string
    accountId: string
    bodyId: string | null
    page: string
    name: string
    query: string
    shared: boolean
  },
): Promise<string> {
  const done = await sql<{ id: string }>`
    insert into saved_view (id, account_id, body_id, page, name, query, shared)
    values (${view.id}, ${view.accountId}, ${view.bodyId}, ${view.page}, ${view.name}, ${view.query}, ${view.shared})
    on conflict on constraint saved_view_name_is_unique
    do update set query = excluded.query, shared = excluded.shared, body_id = excluded.body_id
    returning id`.execute(tx)
  return done.rows[0]?.id as string
}

export async function countViews(tx: Tx, accountId: string): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from saved_view where account_id = ${accountId}`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

export async function removeView(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const done = await sql`delete from saved_view where id = ${id} and account_id = ${accountId}`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { AuditEvent } from './audit.ts'

export interface AuditFilter {
  action?: string | undefined
  objectType?: string | undefined
  objectId?: string | undefined
  account?: string | undefined
  /** Part of a person's name, his whole account, or the whole number of a case. */
  q?: string | undefined
  /** First and last day in China, inclusive. */
  from?: string | undefined
  to?: string | undefined
}

/** Whoever reads: his scope, and his own acts. */
export interface Reader {
  scope: Scope
  accountId: string
}

/** Lines inside a scope plus the reader's own acts, newest first. */
export async function listEvents(
  tx: Tx,
  reader: Reader,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditEvent[]> {
  const found = await sql<AuditEvent>`
    select e.* from audit_event e
    where ${matching(reader, filter)} and (${page.before}::bigint is null or e.seq < ${page.before})
    order by e.seq desc limit ${page.limit}`.execute(tx)
  return found.rows
}

/** How many lines there are, counted no further than a bound if one is given. */
export async function countEvents(tx: Tx, reader: Reader, filter: AuditFilter, bound?: number): Promise<number> {
  const few = bound === undefined ? sql`` : sql`limit ${bound + 1}`
  const found = await sql<{ n: number }>`
    select count(*) as n from (select from audit_event e where ${matching(reader, filter)} ${few}) few`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Scope and filter as one condition on `e`. */
function matching(reader: Reader, filter: AuditFilter): RawBuilder<boolean> {
  const { scope } = reader
  return sql<boolean>`
    ((e.grid_code >= ${scope.gridFrom} and e.grid_code < ${scope.gridTo}) or e.account_id = ${reader.accountId}
      or (e.grid_code is null and length(${scope.gridFrom}) = 4))
    and (${filter.action ?? null}::text is null or e.action = ${filter.action ?? null} or starts_with(e.action, ${filter.action ?? ''} || '.'))
    and (${filter.objectType ?? null}::text is null or e.object_type = ${filter.objectType ?? null})
    and (${filter.objectId ?? null}::text is null or e.object_id = ${filter.objectId ?? null})
    and (${filter.account ?? null}::text is null or e.actor->>'account' = ${filter.account ?? null})
    and (${filter.q ?? null}::text is null or position(${filter.q ?? ''} in e.actor->>'name') > 0
      or e.actor->>'account' = ${filter.q ?? null} or e.detail->>'number' = upper(${filter.q ?? null}))
    and (${filter.from ?? null}::date is null or e.at >= (${filter.from ?? null}::date)::timestamp at time zone 'Asia/Shanghai')
    and (${filter.to ?? null}::date is null or e.at < (${filter.to ?? null}::date + 1)::timestamp at time zone 'Asia/Shanghai')`
}

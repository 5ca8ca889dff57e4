import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { type CertificateState, EXPIRING_DAYS, type Standing } from '../model/codes.ts'

export interface CertificateRow {
  id: string
  personId: string
  name: string
  number: string
  issuer: string
  field: string
  validFrom: string
  validTo: string
  state: CertificateState
  reason: string | null
  gridCode: string
  /** Grid of whoever suspended it; null where nobody did, or before it was noted. */
  suspendedByGrid: string | null
  version: number
  changedAt: Date
  changedBy: string
}

const columns = sql`o.id, o.person_id, o.name, o.number, o.issuer, o.field, o.valid_from, o.valid_to, o.state, o.reason,
  o.grid_code, o.suspended_by_grid, o.version, o.changed_at, o.changed_by`

/** Those that are not withdrawn come first, the one that ends soonest at their head. */
const place = sql`((o.state = 'revoked')::int || o.valid_to::text)`

/** Enters certificates; what the database refuses by its unique indexes comes back as their names. */
export async function insertCertificates(
  tx: Tx,
  rows: readonly Omit<CertificateRow, 'version' | 'changedAt' | 'suspendedByGrid'>[],
): Promise<void> {
  const values = rows.map(
    (row) => sql`(${row.id}::uuid, ${row.personId}::uuid, ${row.name}, ${row.number}, ${row.issuer}, ${row.field},
      ${row.validFrom}::date, ${row.validTo}::date, ${row.state}, ${row.reason}, ${row.gridCode}, ${row.changedBy})`,
  )
  await sql`
    insert into officer_certificate (id, person_id, name, number, issuer, field, valid_from, valid_to, state, reason,
      grid_code, changed_by) values ${sql.join(values)}`.execute(tx)
}

/** Changes number, term or state of a certificate as it was read in a version. @returns false when it moved on */
export async function updateCertificate(
  tx: Tx,
  scope: Scope,
  row: Omit<CertificateRow, 'personId' | 'name' | 'issuer' | 'field' | 'gridCode' | 'changedAt'>,
): Promise<boolean> {
  const done = await sql`
    update officer_certificate o set number = ${row.number}, valid_from = ${row.validFrom}, valid_to = ${row.validTo},
      state = ${row.state}, reason = ${row.reason}, suspended_by_grid = ${row.suspendedByGrid},
      version = version + 1, changed_at = now(), changed_by = ${row.changedBy}
    where o.id = ${row.id} and o.version = ${row.version} and ${inScope(scope, 'o', 'id')}`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** One certificate inside a scope. */
export async function findCertificate(tx: Tx, scope: Scope, id: string): Promise<CertificateRow | undefined> {
  const found = await sql<CertificateRow>`
    select ${columns} from officer_certificate o where o.id = ${id} and ${inScope(scope, 'o', 'id')}`.execute(tx)
  return found.rows[0]
}

/** The newest certificate of each of some people, one in force before a revoked one. */
export async function listOfPeople(tx: Tx, scope: Scope, personIds: readonly string[]): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`
    select distinct on (o.person_id) ${columns} from officer_certificate o
    where o.person_id = any(${personIds}::uuid[]) and ${inScope(scope, 'o', 'id')}
    order by o.person_id, (o.state = 'revoked'), o.valid_to desc, o.id`.execute(tx)
  return found.rows
}

export interface CertificateFilter {
  q?: string | undefined
  /** One of them, or both that keep somebody who enforced from it. */
  standing?: Standing | 'unfit' | undefined
  /** The day a standing is asked for. */
  on: string
}

/** How certificates stand on a day; the same rule as `standingOn`, in SQL. */
function standingIs(standing: Standing | 'unfit', on: string): RawBuilder<boolean> {
  const soon = sql`(${on}::date + ${EXPIRING_DAYS}::int)`
  const table: Record<Standing | 'unfit', RawBuilder<boolean>> = {
    unfit: sql<boolean>`(o.state = 'suspended' or (o.state = 'valid' and o.valid_to < ${on}))`,
    suspended: sql<boolean>`o.state = 'suspended'`,
    revoked: sql<boolean>`o.state = 'revoked'`,
    early: sql<boolean>`o.state = 'valid' and o.valid_from > ${on}`,
    expired: sql<boolean>`o.state = 'valid' and o.valid_to < ${on}`,
    expiring: sql<boolean>`o.state = 'valid' and o.valid_from <= ${on} and o.valid_to >= ${on} and o.valid_to <= ${soon}`,
    ok: sql<boolean>`o.state = 'valid' and o.valid_from <= ${on} and o.valid_to > ${soon}`,
  }
  return table[standing]
}

function matching(scope: Scope, { q = '', standing, on }: CertificateFilter): RawBuilder<boolean> {
  const like = `%${q.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`
  const words = q === '' ? sql<boolean>`true` : sql<boolean>`(o.name like ${like} or o.number like ${like})`
  const how = standing ? standingIs(standing, on) : sql<boolean>`true`
  return sql<boolean>`${inScope(scope, 'o', 'id')} and ${words} and ${how}`
}

/** One page of certificates. @param page.after place and id of the last one of the page before */
export async function listCertificates(
  tx: Tx,
  scope: Scope,
  filter: CertificateFilter,
  page: { after: [string, string] | null; limit: number },
): Promise<(CertificateRow & { place: string })[]> {
  const rest = page.after ? sql`and (${place}, o.id) > (${page.after[0]}, ${page.after[1]}::uuid)` : sql``
  const found = await sql<CertificateRow & { place: string }>`
    select ${columns}, ${place} as place from officer_certificate o
    where ${matching(scope, filter)} ${rest} order by ${place}, o.id limit ${page.limit}`.execute(tx)
  return found.rows
}

/** How many certificates match, and how many of all inside the scope stand in each way. */
export async function countCertificates(
  tx: Tx,
  scope: Scope,
  filter: CertificateFilter,
): Promise<{ total: number; expiring: number; unfit: number }> {
  const { on } = filter
  const found = await sql<{ total: number; expiring: number; unfit: number }>`
    select count(*) filter (where ${matching(scope, filter)})::int as total,
      count(*) filter (where ${standingIs('expiring', on)})::int as expiring,
      count(*) filter (where ${standingIs('unfit', on)})::int as unfit
    from officer_certificate o where ${inScope(scope, 'o', 'id')}`.execute(tx)
  return found.rows[0] as { total: number; expiring: number; unfit: number }
}

/** Officers for a picker, without revoked ones: those of the own office first, then by place; who may not enforce that day stands last. */
export async function listForPicker(
  tx: Tx,
  scope: Scope,
  wish: { q: string; ownGrid: string; on: string; limit: number },
): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`
    select ${columns} from officer_certificate o
    where ${matching(scope, { q: wish.q, on: wish.on })} and o.state <> 'revoked'
    order by (o.grid_code <> ${wish.ownGrid}), o.grid_code, ${standingIs('unfit', wish.on)}, o.name, o.id limit ${wish.limit}`.execute(
    tx,
  )
  return found.rows
}

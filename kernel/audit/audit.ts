import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { canonical } from './canonical.ts'

/** One line of the audit: who did what to which object. Personal values stay masked in `detail`. */
export interface AuditEntry {
  action: string
  accountId: string | null
  actor: { name?: string; account?: string; seat?: string; body?: string }
  objectType?: string
  objectId?: string
  gridCode?: string
  detail?: Record<string, unknown>
  request?: { id?: string; ip?: string; agent?: string }
}

export interface AuditEvent {
  seq: number
  id: string
  at: Date
  action: string
  accountId: string | null
  actor: AuditEntry['actor']
  objectType: string | null
  objectId: string | null
  gridCode: string | null
  detail: Record<string, unknown>
  request: NonNullable<AuditEntry['request']>
  previousHash: string
  hash: string
}

/**
 * Appends one line to the chain, in the transaction of the change it describes: no change without its line.
 * Writers queue at the head row until commit, so call it last.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const head = await sql<{ seq: number; hash: string }>`select seq, hash from audit_head for update`.execute(tx)
  const { seq, hash: previousHash } = head.rows[0] as { seq: number; hash: string }
  const event = {
    seq: seq + 1,
    id: newId(),
    at: new Date(),
    action: entry.action,
    accountId: entry.accountId,
    actor: entry.actor,
    objectType: entry.objectType ?? null,
    objectId: entry.objectId ?? null,
    gridCode: entry.gridCode ?? null,
    detail: entry.detail ?? {},
    request: entry.request ?? {},
    previousHash,
  }
  const hash = linkHash(event)
  await sql`
    insert into audit_event (seq, id, at, action, account_id, actor, object_type, object_id, grid_code, detail, request,
                             previous_hash, hash)
    values (${event.seq}, ${event.id}, ${event.at}, ${event.action}, ${event.accountId}, ${JSON.stringify(event.actor)},
            ${event.objectType}, ${event.objectId}, ${event.gridCode}, ${JSON.stringify(event.detail)},
            ${JSON.stringify(event.request)}, ${previousHash}, ${hash})`.execute(tx)
  await sql`update audit_head set seq = ${event.seq}, hash = ${hash}`.execute(tx)
}

/** SM3 over the row and the hash before it, keys in a fixed order, so that any change of a stored row shows. */
export function linkHash(event: Omit<AuditEvent, 'hash'>): string {
  const text = JSON.stringify([
    event.previousHash,
    event.seq,
    event.id,
    event.at.toISOString(),
    event.action,
    event.accountId,
    canonical(event.actor),
    event.objectType,
    event.objectId,
    event.gridCode,
    canonical(event.detail),
    canonical(event.request),
  ])
  return createHash('sm3').update(text).digest('hex')
}

export interface ChainVerdict {
  ok: boolean
  checked: number
  /** The first link that does not hold, and what is wrong with it. */
  broken?: { seq: number; id?: string; why: string }
}

/** Walks the whole chain and names the first broken row: changed, missing, or cut off at the end. */
export async function verifyAudit(tx: Tx): Promise<ChainVerdict> {
  // The end is read first: what is appended while we walk is for the next walk.
  const head = await sql<{ seq: number; hash: string }>`select seq, hash from audit_head`.execute(tx)
  const end = head.rows[0] ?? { seq: 0, hash: '' }
  let expected = { seq: 0, hash: '0'.repeat(64) }
  for (;;) {
    const page = await sql<AuditEvent>`
      select * from audit_event where seq > ${expected.seq} and seq <= ${end.seq} order by seq limit 2000`.execute(tx)
    for (const event of page.rows) {
      const why = faultOf(event, expected)
      if (why) return { ok: false, checked: expected.seq, broken: { seq: event.seq, id: event.id, why } }
      expected = { seq: event.seq, hash: event.hash }
    }
    if (page.rows.length < 2000) break
  }
  if (end.seq === expected.seq && end.hash === expected.hash) return { ok: true, checked: expected.seq }
  const why = `链尾缺失：应到第 ${end.seq} 条`
  return { ok: false, checked: expected.seq, broken: { seq: expected.seq + 1, why } }
}

function faultOf(event: AuditEvent, before: { seq: number; hash: string }): string | null {
  if (event.seq !== before.seq + 1) return `缺第 ${before.seq + 1} 条`
  if (event.previousHash !== before.hash) return '与上一条的链接不符'
  if (linkHash(event) !== event.hash) return '内容被改动'
  return null
}

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Part, Retention, VolumeState } from '../../model/codes.ts'
import type { Edits, Finding } from '../../model/contents.ts'
import { tidyNumber } from '../../model/number.ts'

export interface VolumeRow {
  id: string
  caseId: string
  kind: string
  gridCode: string
  objectId: string | null
  title: string
  party: string
  caseNumber: string | null
  closedAt: Date
  retentionKey: string
  state: VolumeState
  version: number
  edits: Edits
  fonds: string | null
  category: string | null
  year: number | null
  retention: Retention | null
  unit: string | null
  item: number | null
  archiveNo: string | null
  checker: string | null
  checkerSeat: string | null
  situation: string | null
  pages: number | null
  sha256: string | null
  sm3: string | null
  size: number | null
  caseActs: number | null
  caseHead: string | null
  checks: Finding[] | null
  progress: { done: number; total: number } | null
  fault: string | null
  boundAt: Date | null
  boundBy: string | null
  boundSeat: string | null
  boundAccount: string | null
  retainUntil: string | null
  agency: string
  begunAt: Date
  begunBy: string
  endedAt: Date | null
  endedReason: string | null
}

const columns = sql`v.id, v.case_id, v.kind, v.grid_code, v.object_id, v.title, v.party, v.case_number, v.closed_at, v.retention_key,
  v.state, v.version, v.edits, v.fonds, v.category, v.year, v.retention, v.unit, v.item, v.archive_no, v.checker, v.checker_seat, v.situation,
  v.pages, v.sha256, v.sm3, v.size, v.case_acts, v.case_head, v.checks, v.progress, v.fault, v.bound_at, v.bound_by, v.bound_seat,
  v.bound_account, v.retain_until, v.agency, v.begun_at, v.begun_by, v.ended_at, v.ended_reason`

const seen = (scope: Scope): RawBuilder<boolean> => inScope(scope, 'v', 'id')

export type NewVolume = Pick<
  VolumeRow,
  | 'id'
  | 'caseId'
  | 'kind'
  | 'gridCode'
  | 'objectId'
  | 'title'
  | 'party'
  | 'caseNumber'
  | 'closedAt'
  | 'retentionKey'
  | 'begunBy'
>

/** @returns false when the case has a volume at hand already */
export async function insertVolume(tx: Tx, row: NewVolume): Promise<boolean> {
  const done = await sql`
    insert into archive_volume (id, case_id, kind, grid_code, object_id, title, party, case_number, closed_at, retention_key, state,
      begun_by)
    values (${row.id}, ${row.caseId}, ${row.kind}, ${row.gridCode}, ${row.objectId}, ${row.title}, ${row.party},
      ${row.caseNumber}, ${row.closedAt}, ${row.retentionKey}, 'draft', ${row.begunBy})
    on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function findVolume(tx: Tx, scope: Scope, id: string): Promise<VolumeRow | undefined> {
  const found =
    await sql<VolumeRow>`select ${columns} from archive_volume v where v.id = ${id} and ${seen(scope)}`.execute(tx)
  return found.rows[0]
}

export async function findVolumeForUpdate(tx: Tx, scope: Scope, id: string): Promise<VolumeRow | undefined> {
  const found = await sql<VolumeRow>`
    select ${columns} from archive_volume v where v.id = ${id} and ${seen(scope)} for update`.execute(tx)
  return found.rows[0]
}

/** Volumes of a case, the latest first. */
export async function listOfCase(tx: Tx, scope: Scope, caseId: string): Promise<VolumeRow[]> {
  const found = await sql<VolumeRow>`
    select ${columns} from archive_volume v where v.case_id = ${caseId} and ${seen(scope)}
    order by v.begun_at desc, v.id desc`.execute(tx)
  return found.rows
}

/** What narrows the list of volumes. */
export interface VolumeWish {
  q?: string | undefined
  kind?: string | undefined
  year?: number | undefined
  retention?: Retention | undefined
  state?: VolumeState | undefined
  /** Whose period is over on this day. */
  overOn?: string | undefined
  /** Lent now, or asked for. */
  loan?: 'lent' | 'asked' | undefined
}

function matching(scope: Scope, wish: VolumeWish): RawBuilder<boolean> {
  const all = [seen(scope), sql<boolean>`v.state <> 'draft'`]
  if (wish.kind) all.push(sql<boolean>`v.kind = ${wish.kind}`)
  if (wish.year) all.push(sql<boolean>`v.year = ${wish.year}`)
  if (wish.retention) all.push(sql<boolean>`v.retention = ${wish.retention}`)
  if (wish.state) all.push(sql<boolean>`v.state = ${wish.state}`)
  if (wish.overOn) all.push(sql<boolean>`v.state = 'bound' and v.retain_until < ${wish.overOn}`)
  if (wish.loan)
    all.push(sql<boolean>`exists (select from archive_loan l where l.volume_id = v.id and l.state = ${wish.loan})`)
  if (wish.q) {
    const likeOf = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
    const [like, number] = [likeOf(wish.q), likeOf(tidyNumber(wish.q))]
    all.push(
      sql<boolean>`(v.archive_no like ${number} or v.title like ${like} or v.party like ${like} or v.case_number like ${like})`,
    )
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

/** Order of the list: the volume bound last first; those being bound stand at their head. */
const place = sql`coalesce(v.bound_at, 'infinity'::timestamptz)`

/** One page of volumes. @param after place and id of the last one before */
export async function listVolumes(
  tx: Tx,
  scope: Scope,
  wish: VolumeWish,
  page: { after: [string, string] | null; limit: number },
): Promise<(VolumeRow & { place: string })[]> {
  const rest = page.after ? sql`and (${place}, v.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)` : sql``
  const found = await sql<VolumeRow & { place: string }>`
    select ${columns}, ${place}::text as place from archive_volume v where ${matching(scope, wish)} ${rest}
    order by ${place} desc, v.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

export async function countVolumes(tx: Tx, scope: Scope, wish: VolumeWish): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from archive_volume v where ${matching(scope, wish)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export async function updateEdits(tx: Tx, id: string, edits: Edits): Promise<void> {
  await sql`
    update archive_volume set edits = ${JSON.stringify(edits)}::jsonb, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await sql`delete from archive_volume where id = ${id} and state in ('draft', 'failed') and bound_at is null`.execute(
    tx,
  )
}

/** What is settled when binding is asked for. */
export interface Numbered {
  fonds: string
  category: string
  year: number
  retention: Retention
  unit: string
  item: number
  archiveNo: string
  checker: string
  checkerSeat: string
  situation: string
  checks: readonly Finding[]
  total: number
  by: { name: string; body: string; seatId: string | null; accountId: string }
}

export async function updateBinding(tx: Tx, id: string, set: Numbered): Promise<void> {
  await sql`
    update archive_volume set state = 'binding', fonds = ${set.fonds}, category = ${set.category}, year = ${set.year},
      retention = ${set.retention}, unit = ${set.unit}, item = ${set.item}, archive_no = ${set.archiveNo},
      checker = ${set.checker}, checker_seat = ${set.checkerSeat}, situation = ${set.situation}, checks = ${JSON.stringify(set.checks)}::jsonb,
      progress = ${JSON.stringify({ done: 0, total: set.total, at: new Date() })}::jsonb, fault = null, bound_by = ${set.by.name}, agency = ${set.by.body},
      bound_seat = ${set.by.seatId}, bound_account = ${set.by.accountId}, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateProgress(tx: Tx, id: string, done: number, total: number): Promise<void> {
  await sql`
    update archive_volume set progress = ${JSON.stringify({ done, total, at: new Date() })}::jsonb where id = ${id} and state = 'binding'`.execute(
    tx,
  )
}

/** A binding that came to nothing: the number is given back by the caller. */
export async function updateFailed(tx: Tx, id: string, fault: string): Promise<void> {
  await sql`
    update archive_volume set state = 'failed', fault = ${fault}, fonds = null, category = null, year = null, retention = null,
      unit = null, item = null, archive_no = null, progress = null, version = version + 1
    where id = ${id}`.execute(tx)
}

export interface Bundle {
  pages: number
  sha256: string
  sm3: string
  size: number
  caseActs: number
  caseHead: string
  boundAt: string
  retainUntil: string | null
}

export async function updateBound(tx: Tx, id: string, bundle: Bundle): Promise<void> {
  await sql`
    update archive_volume set state = 'bound', pages = ${bundle.pages}, sha256 = ${bundle.sha256}, sm3 = ${bundle.sm3},
      size = ${bundle.size}, case_acts = ${bundle.caseActs}, case_head = ${bundle.caseHead}, bound_at = ${bundle.boundAt},
      retain_until = ${bundle.retainUntil}, progress = null, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateEnded(
  tx: Tx,
  id: string,
  end: { state: 'superseded' | 'destroyed'; reason: string; at: string },
): Promise<void> {
  await sql`
    update archive_volume set state = ${end.state}, ended_at = ${end.at}, ended_reason = ${end.reason}, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateRetainUntil(tx: Tx, id: string, until: string): Promise<void> {
  await sql`update archive_volume set retain_until = ${until}, version = version + 1 where id = ${id}`.execute(tx)
}

export interface EntryRow {
  volumeId: string
  n: number
  ref: string
  part: Part
  title: string
  number: string | null
  dated: string | null
  author: string
  mediaType: string
  fileName: string
  sha256: string
  sm3: string
  size: number
  pages: number
  firstPage: number | null
  annex: boolean
  note: string
}

export async function insertEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  await sql`
    insert into archive_entry (volume_id, n, ref, part, title, number, dated, author, media_type, file_name, sha256, sm3, size, pages,
      first_page, annex, note)
    select x."volumeId", x.n, x.ref, x.part, x.title, x.number, x.dated, x.author, x."mediaType", x."fileName", x.sha256, x.sm3,
      x.size, x.pages, x."firstPage", x.annex, x.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("volumeId" uuid, n int, ref text, part text, title text, number text,
      dated date, author text, "mediaType" text, "fileName" text, sha256 text, sm3 text, size bigint, pages int, "firstPage" int,
      annex boolean, note text)`.execute(tx)
}

/** Components of a volume in their order; whoever asks has read the volume inside his scope. */
export async function listEntries(tx: Tx, volumeId: string): Promise<EntryRow[]> {
  const found = await sql<EntryRow>`
    select e.volume_id, e.n, e.ref, e.part, e.title, e.number, e.dated, e.author, e.media_type, e.file_name, e.sha256, e.sm3,
      e.size, e.pages, e.first_page, e.annex, e.note
    from archive_entry e where e.volume_id = ${volumeId} order by e.n`.execute(tx)
  return found.rows
}

/** Volumes for an export or a check of all, in the order of their numbers. */
export async function listForExport(
  tx: Tx,
  scope: Scope,
  wish: { archiveNo?: string | undefined; year?: number | undefined },
): Promise<VolumeRow[]> {
  const found = await sql<VolumeRow>`
    select ${columns} from archive_volume v
    where ${seen(scope)} and v.state in ('bound', 'superseded')
      and (${wish.archiveNo ?? null}::text is null or v.archive_no = ${wish.archiveNo ?? null})
      and (${wish.year ?? null}::int is null or v.year = ${wish.year ?? null})
    order by v.archive_no`.execute(tx)
  return found.rows
}

/** Whether other volumes still need some bytes. */
export async function isNeededElsewhere(tx: Tx, volumeId: string, sha256: string): Promise<boolean> {
  const found = await sql<{ needed: boolean }>`
    select exists (select from archive_volume v where v.sha256 = ${sha256} and v.id <> ${volumeId} and v.state <> 'destroyed')
        or exists (select from archive_entry e join archive_volume v on v.id = e.volume_id
                   where e.sha256 = ${sha256} and v.id <> ${volumeId} and v.state <> 'destroyed') as needed`.execute(tx)
  return found.rows[0]?.needed ?? true
}

/** Volumes that are being bound and whose worker has not been heard of for a quarter of an hour. */
export async function listStuck(tx: Tx): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select v.id from archive_volume v
    where v.state = 'binding' and coalesce((v.progress ->> 'at')::timestamptz, v.begun_at) < now() - interval '15 minutes'`.execute(
    tx,
  )
  return found.rows.map(({ id }) => id)
}

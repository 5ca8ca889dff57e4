import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

/** What must hold of the newest place of a device in the moment something is sent to it. */
export interface PlaceGuard {
  atMostKmh: number | null
  /** Degrees, WGS-84, and metres around. */
  near: { lng: number; lat: number; metres: number } | null
  /** How long ago the place may have come. */
  placeAgeSeconds: number
}

export interface NewCommand {
  id: string
  deviceId: string
  /** Message of its protocol, and its fields. */
  message: string
  body: object
  expiresSeconds: number
  guard: PlaceGuard | null
}

/** waiting 待发, sent 已发, answered 已执行, refused 终端拒绝, unanswered 未应答, expired 过期未发, withdrawn 撤回. */
export type CommandState = 'waiting' | 'sent' | 'answered' | 'refused' | 'unanswered' | 'expired' | 'withdrawn'

/** Why a command that waits could not be sent when that was tried last. */
export type HeldBy = 'no-place' | 'place-old' | 'clock' | 'speed' | 'moved' | 'busy' | 'udp' | 'silent' | 'unwritable'

/** Hands a command over: the gateway the device is connected to sends it, once, while it is valid. @returns until when, by the clock of the database */
export async function insertCommand(tx: Tx, { id, deviceId, message, body, ...command }: NewCommand): Promise<Date> {
  const { atMostKmh = null, near = null, placeAgeSeconds = null } = command.guard ?? {}
  const made = await sql<{ expiresAt: Date }>`
    insert into device_command (id, device_id, message, body, made_at, expires_at, at_most_kmh, near_lng, near_lat, near_m, place_age_s)
    values (${id}, ${deviceId}, ${message}, ${JSON.stringify(body)}::jsonb, clock_timestamp(),
      clock_timestamp() + ${command.expiresSeconds} * interval '1 second', ${atMostKmh}, ${near?.lng ?? null}, ${near?.lat ?? null},
      ${near?.metres ?? null}, ${placeAgeSeconds})
    returning expires_at`.execute(tx)
  return (made.rows[0] as { expiresAt: Date }).expiresAt
}

/** Takes back a command that was not sent yet. @returns whether it was in time */
export async function withdrawCommand(tx: Tx, id: string): Promise<boolean> {
  const done = await sql`
    update device_command set state = 'withdrawn' where id = ${id} and state = 'waiting' and expires_at > clock_timestamp()`.execute(
    tx,
  )
  return done.numAffectedRows === 1n
}

export interface WaitingCommand {
  id: string
  /** Code of the device. */
  code: string
  isGuarded: boolean
}

const MOST_WAITING = 1_000

/** Commands that wait to be sent, the oldest first. */
export async function listWaiting(tx: Tx): Promise<WaitingCommand[]> {
  const found = await sql<WaitingCommand>`
    select c.id, d.code, c.place_age_s is not null as is_guarded from device_command c join device d on d.id = c.device_id
    where c.state = 'waiting' and c.expires_at > clock_timestamp() order by c.made_at limit ${MOST_WAITING}`.execute(tx)
  return found.rows
}

/** A terminal whose clock is farther off than this cannot be trusted with where it was when. */
const CLOCK_OFF_S = 60

/** Metres between the newest place and the one that was judged; the earth is flat at this distance. */
const metres = sql`sqrt(power((p.lng - c.near_lng) * cos(radians(c.near_lat)) * 111320, 2) + power((p.lat - c.near_lat) * 110574, 2))`

const held = sql`case
  when c.place_age_s is null then null
  when p.device_id is null then 'no-place'
  when p.received_at is null or p.received_at < clock_timestamp() - c.place_age_s * interval '1 second' then 'place-old'
  when abs(extract(epoch from p.received_at - p.at)) > ${CLOCK_OFF_S} then 'clock'
  when c.at_most_kmh is not null and coalesce(p.speed, 'infinity') > c.at_most_kmh then 'speed'
  when c.near_m is not null and ${metres} > c.near_m then 'moved' end`

export interface ClaimedCommand {
  message: string
  body: object
  /** For how long it may still be sent, counted from when this was asked. */
  leftMs: number
}

/**
 * Claims a command for sending. It is claimed once, before it expires, and only while what it asks of the place holds: all of it is one statement
 * by the clock of the database, so neither two gateways nor a wrong clock can send it twice or late.
 * @param line why the line of the device does not allow it, noted like the others; and how long a question over it took: less time left is none
 * @returns null when it may not be sent now
 */
export async function claimCommand(
  tx: Tx,
  id: string,
  line: { hindrance: HeldBy | null; tripMs: number },
): Promise<ClaimedCommand | null> {
  const claimed = await sql<ClaimedCommand & { state: CommandState }>`
    with judged as (
      select c.id, c.expires_at <= clock_timestamp() + ${line.tripMs} * interval '1 millisecond' as is_over, coalesce(${line.hindrance}::text, ${held}) as held
      from device_command c left join position_last p on p.device_id = c.device_id
      where c.id = ${id} and c.state = 'waiting' for update of c)
    update device_command c set held_by = j.held, sent_at = case when not is_over and held is null then clock_timestamp() end,
      state = case when is_over then 'expired' when held is null then 'sent' else 'waiting' end
    from judged j where j.id = c.id
    returning c.state, c.message, c.body, extract(epoch from c.expires_at - clock_timestamp()) * 1000 as left_ms`.execute(
    tx,
  )
  const [row] = claimed.rows
  return row?.state === 'sent' ? { message: row.message, body: row.body, leftMs: Number(row.leftMs) } : null
}

/** Gives back a command of which not one byte was sent. */
export async function unclaimCommand(tx: Tx, id: string, heldBy: HeldBy): Promise<void> {
  await sql`
    update device_command set state = 'waiting', sent_at = null, held_by = ${heldBy} where id = ${id} and state = 'sent'`.execute(
    tx,
  )
}

/** Notes what the device answered; null when it answered nothing while the command was valid. */
export async function settleCommand(tx: Tx, id: string, result: number | null): Promise<void> {
  const state: CommandState = result === null ? 'unanswered' : result === 0 ? 'answered' : 'refused'
  await sql`
    update device_command set state = ${state}, result = ${result}, answered_at = case when ${result !== null} then clock_timestamp() end
    where id = ${id} and state = 'sent'`.execute(tx)
}

/** Seconds after which nobody waits for the answer of a command that expired: its gateway is gone. */
const FORGOTTEN_S = 60

/** Closes commands that waited too long, and those whose gateway died before their answer. @returns how many */
export async function closeCommands(tx: Tx): Promise<number> {
  const done = await sql`
    update device_command set state = case state when 'waiting' then 'expired' else 'unanswered' end
    where state = 'waiting' and expires_at <= clock_timestamp()
      or state = 'sent' and expires_at < clock_timestamp() - ${FORGOTTEN_S} * interval '1 second'`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

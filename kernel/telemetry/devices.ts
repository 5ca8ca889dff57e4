import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { hashToken } from '#kernel/identity/hash.ts'

/** How a device speaks. */
export const protocols = {
  http: 'HTTP 批量',
  mqtt: 'MQTT',
  hj212: 'HJ 212',
  jt808: 'JT/T 808',
  modbus: 'Modbus TCP',
  file: '文件',
} as const
export type Protocol = keyof typeof protocols

export interface NewDevice {
  code: string
  protocol: Protocol
  name: string
  gridCode: string
  objectId: string | null
}

/** 144 random bits in 24 characters, the most a data logger takes; or six digits for those that take no more. */
const newSecret = (isDigits: boolean): string =>
  isDigits ? String(randomInt(1_000_000)).padStart(6, '0') : randomBytes(18).toString('base64url')

/** Enters a device. @returns its id, and its secret, which is told this once and kept as a hash; a terminal of JT/T 808 has none before it registers */
export async function insertDevice(
  tx: Tx,
  device: NewDevice,
  isDigits = false,
): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), newSecret(isDigits)]
  const kept = device.protocol === 'jt808' ? null : hashToken(secret)
  await sql`
    insert into device (id, code, protocol, name, grid_code, object_id, secret_hash)
    values (${id}, ${device.code}, ${device.protocol}, ${device.name}, ${device.gridCode}, ${device.objectId}, ${kept})`.execute(
    tx,
  )
  return { id, secret }
}

/** Enters a terminal of JT/T 808, or finds the one of the same object. @returns its id; null when its number belongs to somebody else */
export async function ensureTerminal(tx: Tx, terminal: Omit<NewDevice, 'protocol'>): Promise<string | null> {
  const found = await sql<{ id: string }>`
    insert into device (id, code, protocol, name, grid_code, object_id)
    values (${newId()}, ${terminal.code}, 'jt808', ${terminal.name}, ${terminal.gridCode}, ${terminal.objectId})
    on conflict (code) do update set name = excluded.name, object_id = excluded.object_id
      where device.protocol = 'jt808' and (device.object_id is null or device.object_id = excluded.object_id)
    returning id`.execute(tx)
  return found.rows[0]?.id ?? null
}

/** What is known of a device when it wants to speak. */
export interface Credential {
  protocol: Protocol
  /** Null while a terminal has not registered. */
  secretHash: string | null
  isStopped: boolean
  /** When its present secret was used first. */
  provedAt: Date | null
}

/** What the devices of these codes prove themselves by; codes nobody has are left out. */
export async function findCredentials(tx: Tx, codes: readonly string[]): Promise<Map<string, Credential>> {
  const found = await sql<Credential & { code: string }>`
    select code, protocol, secret_hash, stopped_at is not null as is_stopped, proved_at from device
    where code = any(${codes}::text[])`.execute(tx)
  return new Map(found.rows.map(({ code, ...credential }) => [code, credential]))
}

/** What the device of a code proves itself by; null for a code nobody has. */
export const findCredential = async (tx: Tx, code: string): Promise<Credential | null> =>
  (await findCredentials(tx, [code])).get(code) ?? null

/** Whether a secret is the one behind a credential; false where there is none and for devices that were stopped. */
export function isSecretOf(credential: Credential | null, secret: string): boolean {
  if (!credential?.secretHash || credential.isStopped) return false
  return timingSafeEqual(Buffer.from(credential.secretHash), Buffer.from(hashToken(secret)))
}

/** Whether a secret is that of the device of this code; false for codes nobody has and for devices that were stopped. */
export const proves = async (tx: Tx, code: string, secret: string): Promise<boolean> =>
  isSecretOf(await findCredential(tx, code), secret)

/** Gives a device another secret; the one before is worth nothing from then on. @returns it, told this once */
export async function rotateSecret(tx: Tx, code: string, isDigits = false): Promise<string> {
  const secret = newSecret(isDigits)
  await sql`
    update device set secret_hash = ${hashToken(secret)}, proved_at = null where code = ${code}`.execute(tx)
  return secret
}

/** What a device is, for whoever has changed something about it. */
export interface DeviceBrief {
  id: string
  protocol: Protocol
  gridCode: string
}

/** Takes the secret of a device away; a terminal may register again then. @returns the device; null when there is none */
export async function forgetSecret(tx: Tx, code: string): Promise<DeviceBrief | null> {
  const found = await sql<DeviceBrief>`
    update device set secret_hash = null, proved_at = null where code = ${code} returning id, protocol, grid_code`.execute(
    tx,
  )
  return found.rows[0] ?? null
}

export type Registration = { kind: 'done'; secret: string } | { kind: 'unknown' } | { kind: 'registered' }

/**
 * Registers a terminal that has no secret yet, or whose secret was never used: the answer that carried it may have been lost. One that has used its
 * secret keeps it until somebody takes it away.
 */
export async function registerTerminal(tx: Tx, code: string): Promise<Registration> {
  // Short enough for the length byte of every edition and for terminals that keep few characters.
  const secret = randomBytes(12).toString('base64url')
  const done = await sql`
    update device set secret_hash = ${hashToken(secret)}
    where code = ${code} and stopped_at is null and proved_at is null returning id`.execute(tx)
  if (done.rows.length > 0) return { kind: 'done', secret }
  const known = await findCredential(tx, code)
  return known && !known.isStopped ? { kind: 'registered' } : { kind: 'unknown' }
}

/** Notes that the present secret of a device was used. */
export const noteProof = (tx: Tx, code: string) =>
  sql`update device set proved_at = now() where code = ${code} and proved_at is null`.execute(tx)

/** Stops a device or lets it speak again: nothing of a stopped one is taken in. @returns the device; null when there is none */
export async function stopDevice(tx: Tx, code: string, isStopped: boolean): Promise<DeviceBrief | null> {
  const found = await sql<DeviceBrief>`
    update device set stopped_at = case when ${isStopped} then coalesce(stopped_at, now()) end where code = ${code}
    returning id, protocol, grid_code`.execute(tx)
  return found.rows[0] ?? null
}

export interface DeviceLine {
  code: string
  protocol: Protocol
  name: string
  gridCode: string
  heardAt: Date | null
  isStopped: boolean
}

/** All devices in the order of their codes. */
export async function listDevices(tx: Tx, limit: number): Promise<DeviceLine[]> {
  const found = await sql<DeviceLine>`
    select code, protocol, name, grid_code, heard_at, stopped_at is not null as is_stopped from device order by code limit ${limit}`.execute(
    tx,
  )
  return found.rows
}

/** Devices by their ids. */
export async function listDevicesByIds(tx: Tx, ids: readonly string[]): Promise<(DeviceLine & { id: string })[]> {
  const found = await sql<DeviceLine & { id: string }>`
    select id, code, protocol, name, grid_code, heard_at, stopped_at is not null as is_stopped from device
    where id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

export interface LedgerHour {
  hour: Date
  sent: number
  received: number
  doubled: number
  refused: number
  readings: number
  stored: number
}

/** The ledger of a device, the newest hour first. */
export async function listLedger(tx: Tx, deviceId: string, hours: number): Promise<LedgerHour[]> {
  const found = await sql<LedgerHour>`
    select hour, sent, received, doubled, refused, readings, stored from device_hour
    where device_id = ${deviceId} order by hour desc limit ${hours}`.execute(tx)
  return found.rows
}

/** What is missing of a device by number, the oldest first. */
export async function listMissing(
  tx: Tx,
  deviceId: string,
): Promise<{ first: number; last: number; noticedAt: Date }[]> {
  const found = await sql<{ first: number; last: number; noticedAt: Date }>`
    select first, last, noticed_at from device_gap where device_id = ${deviceId} order by noticed_at, first limit 500`.execute(
    tx,
  )
  return found.rows
}

import { randomBytes, timingSafeEqual } from 'node:crypto'
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

/** Enters a device. @returns its id, and its secret, which is told this once and kept as a hash */
export async function insertDevice(tx: Tx, device: NewDevice): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), randomBytes(24).toString('base64url')]
  await sql`
    insert into device (id, code, protocol, name, grid_code, object_id, secret_hash)
    values (${id}, ${device.code}, ${device.protocol}, ${device.name}, ${device.gridCode}, ${device.objectId}, ${hashToken(secret)})`.execute(
    tx,
  )
  return { id, secret }
}

/** Whether a secret is that of the device of this code; false for codes nobody has and for devices that were stopped. */
export async function proves(tx: Tx, code: string, secret: string): Promise<boolean> {
  const found = await sql<{ secretHash: string }>`
    select secret_hash from device where code = ${code} and stopped_at is null and secret_hash is not null`.execute(tx)
  const kept = found.rows[0]?.secretHash
  return kept !== undefined && timingSafeEqual(Buffer.from(kept), Buffer.from(hashToken(secret)))
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

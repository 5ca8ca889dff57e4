import { createHash } from 'node:crypto'
import { canonical } from '#kernel/audit/canonical.ts'

/** An act as it is sealed. */
export interface SealedAct {
  caseId: string
  seq: number
  act: string
  seatId: string | null
  personId: string | null
  actor: { name?: string; seat?: string; body?: string }
  /** Clock of the server, ISO 8601. */
  at: string
  /** Clock of the device, as it was sent. */
  deviceAt: string | null
  place: { lng: number; lat: number; accuracyM: number | null } | null
  input: Record<string, unknown>
  attachments: { fileId: string; sha256: string }[]
  holderSeatId: string | null
  previousHash: string
}

/** Where every chain begins: the hash before the first act. */
export const CHAIN_START = '0'.repeat(64)

/** What is hashed of an act: its parts in a fixed order, the hash of the one before it first. */
export function sealText(act: SealedAct): string {
  return JSON.stringify([
    act.previousHash,
    act.caseId,
    act.seq,
    act.act,
    act.seatId,
    act.personId,
    canonical(act.actor),
    act.at,
    act.deviceAt,
    act.place && [act.place.lng, act.place.lat, act.place.accuracyM],
    canonical(act.input),
    act.attachments.map(({ fileId, sha256 }) => [fileId, sha256]),
    act.holderSeatId,
  ])
}

/** SM3 over an act and the hash of the one before it (GB/T 32905); any change of what is stored shows. */
export const sealAct = (act: SealedAct): string => createHash('sm3').update(sealText(act)).digest('hex')

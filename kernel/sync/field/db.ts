import { Dexie, type EntityTable, type Table } from 'dexie'
import type { z } from 'zod'
import type { FieldLimits } from '../model/grade.ts'
import type { Outcome } from '../model/operation.ts'
import type { OperationInput } from '../model/schema.ts'
import type { HeldChallenge } from '../model/stamp.ts'

/** How an operation stands on this device: kept here, delivered, in want of a decision, or given up with a reason. */
export type KeptState = 'kept' | 'delivered' | 'problem' | 'dropped'

/** A write this device made, until long after the server took it. */
export interface KeptOperation extends OperationInput {
  /** Whose it is: nobody else sends it. */
  accountId: string
  personName: string
  /** What was done and to whom, for the outbox. */
  title: string
  detail: string
  /** Photographs that must be there before it is sent. */
  photoIds: string[]
  madeAt: string
  state: KeptState
  outcome: Outcome | null
  receipt: string | null
  grade: string | null
  reasons: string[]
  /** Why it was not taken, in the server's words. */
  fault: string | null
  deliveredAt: string | null
  /** Why it was given up, or what took its place. */
  droppedWhy: string | null
  /** Its photographs go by whatever line there is: somebody said so. */
  byAnyLine?: boolean
  /** The operation that took its place. */
  became?: string | null
  /** The operation without which this one means nothing: given up together. */
  goesWith?: string | null
  /** What the server is told when it is given up: a write of its own, with the reason in it. */
  whenDropped?: { path: string; body: Record<string, unknown>; title: string } | null
  /** What it was made of, to be changed when it is not taken; and the page of the app where that is done. */
  draft: { key: string; values: Record<string, unknown>; page: string } | null
}

/** A photograph, signature or voice note taken on this device; its bytes stay until the server has them. */
export interface KeptPhoto {
  id: string
  accountId: string
  name: string
  blob: Blob | null
  size: number
  sha256: string
  objectId: string | null
  gridCode: string | null
  takenAt: string
  /** How long a voice note is. */
  seconds?: number
  state: 'kept' | 'uploaded' | 'refused'
  /** Bytes the server has. */
  sent: number
  fault: string | null
}

/** Something the server gave this device to use once, with one write: a number, a slip of a pad. */
export interface Allotment {
  /** Account and what it is. */
  key: string
  accountId: string
  /** What it is for. */
  kind: string
  /** Its place among those of its kind. */
  order: number
  body: unknown
  /** `gone`: the server took it back or says it is void. */
  state: 'free' | 'spent' | 'gone'
  /** The write it was used with. */
  operationId: string | null
}

/** A paper made on this device for somebody to hold: it stays to be read and printed when what it tells was sent. */
export interface KeptPaper {
  id: string
  accountId: string
  /** What it is about. */
  aboutId: string
  operationId: string
  body: unknown
  madeAt: string
}

/** An answer of the server taken along: what a page shows without a network, and from when it is. */
export interface TakenAnswer {
  /** Account and path. */
  key: string
  accountId: string
  path: string
  body: unknown
  at: string
  bytes: number
}

/** The mark of an object, known beforehand: what stands at its gate to be read. */
export interface KnownMark {
  /** Account and code. */
  key: string
  accountId: string
  code: string
  objectId: string
  name: string
  at: string
}

/** A mark that was read at an object, the last one of each. */
export interface Sighting {
  /** Account and object. */
  key: string
  accountId: string
  objectId: string
  code: string
  seenAt: string
}

/** What was begun and not handed in yet. */
export interface FieldDraft {
  key: string
  accountId: string
  values: Record<string, unknown>
  changedAt: string
}

/** Who works on this device, kept for when there is no network to ask. */
export interface FieldPerson {
  accountId: string
  /** Missing where the device knows the account from before this was told. */
  personId?: string
  personName: string
  seatTitle: string
  bodyName: string
  gridCode: string
  objectId: string | null
  permissions: string[]
}

/** What the device knows of itself. */
export interface DeviceState {
  key: 'device'
  deviceId: string
  person: FieldPerson | null
  /** Whether photographs and voice notes wait for Wi-Fi; they do unless somebody said otherwise. */
  heavy?: 'wifi' | 'any'
  /** The person says that this line is metered, where the browser says nothing. */
  saysMetered?: boolean
  limits: FieldLimits | null
}

/** The line of stamps of one account on this device, and the last word of the server. */
export interface StampLine {
  accountId: string
  seq: number
  previous: string | null
  challenge: z.output<typeof HeldChallenge> | null
}

/** Everything this device keeps. */
export class FieldDb extends Dexie {
  declare operations: EntityTable<KeptOperation, 'id'>
  declare photos: EntityTable<KeptPhoto, 'id'>
  declare taken: EntityTable<TakenAnswer, 'key'>
  declare drafts: EntityTable<FieldDraft, 'key'>
  declare lines: EntityTable<StampLine, 'accountId'>
  declare device: Table<DeviceState, 'device'>
  declare allotments: EntityTable<Allotment, 'key'>
  declare papers: EntityTable<KeptPaper, 'id'>
  declare marks: EntityTable<KnownMark, 'key'>
  declare sightings: EntityTable<Sighting, 'key'>

  constructor(name = 'angrid-field') {
    super(name)
    this.version(1).stores({
      operations: 'id, [accountId+state], madeAt',
      photos: 'id, [accountId+state]',
      taken: 'key, accountId',
      drafts: 'key, accountId',
      lines: 'accountId',
      device: 'key',
    })
    // In the order they were made, so that sending reads what it sends and not the whole outbox.
    this.version(2).stores({ operations: 'id, [accountId+state], [accountId+state+stamp.seq], after, madeAt' })
    this.version(3).stores({
      allotments: 'key, [accountId+kind+state]',
      papers: 'id, [accountId+aboutId], operationId',
    })
    // How much was taken along is told without reading it.
    this.version(4).stores({ taken: 'key, accountId, [accountId+bytes]' })
    this.version(5).stores({ marks: 'key, accountId, [accountId+objectId]', sightings: 'key, accountId' })
  }
}

export const fieldDb = new FieldDb()

import { Dexie, type EntityTable } from 'dexie'
import type { AlongFile, TemplateAlong } from '../model/schema.ts'

/** Which enterprises somebody took along. */
export type Choice = { grid: string } | { ids: string[] }

/** An area on this device: what was chosen, how far it came, from when it is. */
export interface TakenArea {
  /** Account and id. */
  key: string
  accountId: string
  id: string
  title: string
  choice: Choice
  /** For what whole names and numbers came along; null where they came masked. */
  purpose: string | null
  total: number
  taken: number
  bytes: number
  /** Whether the base map is wanted too. */
  wantsTiles?: boolean
  /** Where to go on: a cursor of the server, or how many of the ids are done. */
  next: string | null
  begunAt: string
  /** Tiles of the base map that came with it; none where there is no base map or nobody wanted it. */
  tiles?: { count: number; to: number; bytes: number } | null
  /** When everything of it was here; null while something is missing. */
  doneAt: string | null
}

/** An enterprise on this device as lists and the map show it; its file lies beside. */
export interface AlongLine {
  key: string
  accountId: string
  id: string
  name: string
  /** What it is searched by, in small letters. */
  words: string
  gridCode: string
  gridName: string
  address: string
  riskLevel: string | null
  hasMajorHazard: boolean
  lng: number | null
  lat: number | null
  openHazards: number
  at: string
  bytes: number
  /** Keys of the areas it came with. */
  areas: string[]
}

/** A whole file on this device. */
interface KeptFile {
  key: string
  accountId: string
  body: AlongFile
  at: string
}

interface KeptTemplate {
  key: string
  accountId: string
  body: TemplateAlong
}

/** A tile of the base map on this device; its address on the server stands in the key. */
interface KeptTile {
  key: string
  accountId: string
  bytes: ArrayBuffer
}

/** What was taken along of enterprises, apart from what was done here: it can be forgotten without losing work. */
class AlongDb extends Dexie {
  declare areas: EntityTable<TakenArea, 'key'>
  declare lines: EntityTable<AlongLine, 'key'>
  declare files: EntityTable<KeptFile, 'key'>
  declare templates: EntityTable<KeptTemplate, 'key'>
  declare tiles: EntityTable<KeptTile, 'key'>

  constructor() {
    super('angrid-along')
    this.version(1).stores({
      areas: 'key, accountId',
      lines: 'key, accountId, *areas',
      files: 'key, accountId',
      templates: 'key, accountId',
    })
    this.version(2).stores({ tiles: 'key, accountId' })
  }
}

export const alongDb = new AlongDb()

export const keyOf = (accountId: string, id: string): string => `${accountId} ${id}`

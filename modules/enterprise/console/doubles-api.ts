import type { DoubleReason } from '../model/doubles.ts'

/** One enterprise of a pair, personal data masked. */
export interface DoubleMember {
  id: string
  name: string
  creditCode: string | null
  gridCode: string
  gridName: string
  address: string | null
  contact: string | null
  contactPhone: string | null
  legalRepresentative: string | null
  operatingState: string
  version: number
  createdAt: string
}

/** Two enterprises that may be one, and what somebody said of them. */
export interface DoublePair {
  score: number
  reasons: DoubleReason[]
  members: [DoubleMember, DoubleMember]
  told: { by: string; at: string; reason: string | null } | null
}

/** One page of pairs; `due` enterprises were written since the last search. */
export interface DoublePage {
  items: DoublePair[]
  nextCursor: string | null
  total: number
  due: number
}

/** A registered enterprise near to what is about to be registered. */
export interface NearEnterprise {
  score: number
  reasons: DoubleReason[]
  member: DoubleMember
}

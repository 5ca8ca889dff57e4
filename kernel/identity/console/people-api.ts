/** A person with account and seats; the phone is masked. */
export interface Person {
  id: string
  name: string
  phone: string | null
  login: string | null
  disabled: boolean
  secondFactor: boolean
  lastActiveAt: string | null
  seats: { id: string; title: string; role: string; gridCode: string; bodyName: string }[]
}

/** A first password, given once. */
export interface IssuedSecret {
  id: string
  login: string
  secret: string | null
  secretExpiresAt: string
}

/** A seat with those who sit on it. */
export interface Seat {
  id: string
  title: string
  role: string
  bodyId: string
  bodyName: string
  gridCode: string
  layer: string
  fromOn: string
  toOn: string | null
  holders: { personId: string; name: string; fromOn: string; toOn: string | null; standsInFor: string | null }[]
}

/** A body (单位) that has seats. */
export interface Body {
  id: string
  name: string
  shortName: string
  kind: string
  gridCode: string
}

/** Some rows with the next cursor. */
export interface Rows<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

export { ROLE_NAMES as roleNames } from '../model/roles.ts'

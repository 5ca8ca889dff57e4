/** A person with account and seats; the phone is masked. */
export interface Person {
  id: string
  name: string
  phone: string | null
  login: string | null
  disabled: boolean
  secondFactor: boolean
  lastActiveAt: string | null
  seats: { id: string; title: string; role: string; gridCode: string }[]
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
  holders: { personId: string; name: string; fromOn: string; toOn: string | null }[]
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

/** Roles as people say them. */
export const roleNames: Record<string, string> = {
  city_admin: '市级管理员',
  leader: '领导',
  city_officer: '市级监管员',
  county_officer: '县级监管员',
  town_officer: '镇街监管员',
  grid_chief: '网格长',
  grid_officer: '网格员',
  enterprise_contact: '企业安全管理员',
}

/** Roles from the top down; nobody grants a role above his own. Roles of one line stand side by side. */
const RANKS: readonly (readonly string[])[] = [
  ['city_admin', 'leader', 'security_admin', 'audit_admin'],
  ['city_officer'],
  ['county_officer'],
  ['archivist'],
  ['town_officer'],
  ['grid_chief'],
  ['grid_officer'],
  ['enterprise_contact'],
]

export const ROLES = RANKS.flat()

/** Roles as people say them. */
export const ROLE_NAMES: Readonly<Record<string, string>> = {
  city_admin: '市级管理员',
  security_admin: '安全管理员',
  audit_admin: '审计管理员',
  leader: '领导',
  city_officer: '市级监管员',
  county_officer: '县级监管员',
  archivist: '档案员',
  town_officer: '镇街监管员',
  grid_chief: '网格长',
  grid_officer: '网格员',
  enterprise_contact: '企业安全管理员',
}

/** The three administrators (三员): of the system, of security, of the audit (GB/T 22239-2019 8.1.4.2). */
export const ADMIN_ROLES: readonly string[] = ['city_admin', 'security_admin', 'audit_admin']

/** Roles that keep watch and do no supervision: no work rises to them. */
export const WATCHING_ROLES: ReadonlySet<string> = new Set(['security_admin', 'audit_admin', 'archivist'])

/** Roles whose seat sees one supervised object and nothing else. */
export const OBJECT_ROLES: ReadonlySet<string> = new Set(['enterprise_contact'])

/** Roles nobody may have together, and why. */
const CONFLICTS: readonly { roles: readonly [string, string]; why: string }[] = [
  { roles: ['city_admin', 'security_admin'], why: '管系统的人不能兼管安全策略' },
  { roles: ['city_admin', 'audit_admin'], why: '管系统的人不能审计自己' },
  { roles: ['security_admin', 'audit_admin'], why: '管安全策略的人不能审计自己' },
  ...['city_officer', 'county_officer', 'town_officer', 'leader'].map((role) => ({
    roles: ['audit_admin', role] as const,
    why: '办业务的人不能审计自己',
  })),
]

/** Length of the longest grid code a role may be given for: a role of city rank is not one for a town. */
const REACH: Readonly<Record<string, number>> = {
  city_admin: 4,
  security_admin: 4,
  audit_admin: 4,
  city_officer: 4,
  leader: 6,
  county_officer: 6,
  archivist: 6,
  town_officer: 9,
}

/** 0 at the top; a role nobody knows ranks below all others. */
export function rankOf(role: string): number {
  const at = RANKS.findIndex((line) => line.includes(role))
  return at < 0 ? RANKS.length : at
}

/** Why somebody with these roles may not have another one too; null when nothing speaks against it. */
export function conflictOf(held: readonly string[], role: string): string | null {
  for (const other of held) {
    const conflict = CONFLICTS.find(({ roles }) => roles.includes(other) && roles.includes(role) && other !== role)
    if (conflict) return `${ROLE_NAMES[other]}和${ROLE_NAMES[role]}不能由一人担任：${conflict.why}`
  }
  return null
}

/**
 * Whether a role may be given on a grid. Where the whole installation begins deeper, say at a county, its top grid may
 * have every role.
 * @param topGrid grid of the body nearest to the root
 */
export function reaches(role: string, gridCode: string, topGrid: string): boolean {
  return gridCode.length <= Math.max(REACH[role] ?? 15, topGrid.length)
}

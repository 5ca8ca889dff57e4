/** Roles from the top down; nobody grants a role above his own. Roles of one line stand side by side. */
const RANKS: readonly (readonly string[])[] = [
  ['city_admin', 'leader'],
  ['city_officer'],
  ['county_officer'],
  ['town_officer'],
  ['grid_chief'],
  ['grid_officer'],
  ['enterprise_contact'],
]

export const ROLES = RANKS.flat()

/** Roles whose seat sees one supervised object and nothing else. */
export const OBJECT_ROLES: ReadonlySet<string> = new Set(['enterprise_contact'])

/** 0 at the top; a role nobody knows ranks below all others. */
export function rankOf(role: string): number {
  const at = RANKS.findIndex((line) => line.includes(role))
  return at < 0 ? RANKS.length : at
}

/** A permission word: what it lets one do, and the roles that have it from the start. */
export interface Grant {
  title: string
  roles: readonly string[]
}

export type Grants = Record<string, Grant>

/** Which permission words each role has, out of the grants all modules declare. */
export class PermissionTable {
  readonly #byRole = new Map<string, Set<string>>()

  constructor(grants: Grants[]) {
    for (const [word, grant] of grants.flatMap((table) => Object.entries(table))) {
      for (const role of grant.roles) this.#of(role).add(word)
    }
  }

  /** Words of a role; an unknown role has none. */
  ofRole(role: string): ReadonlySet<string> {
    return this.#byRole.get(role) ?? new Set()
  }

  /** All roles somebody may have. */
  roles(): string[] {
    return [...this.#byRole.keys()].sort()
  }

  #of(role: string): Set<string> {
    const known = this.#byRole.get(role) ?? new Set<string>()
    this.#byRole.set(role, known)
    return known
  }
}

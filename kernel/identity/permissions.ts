/** A permission word: what it lets one do, and the roles that have it from the start. */
export interface Grant {
  title: string
  roles: readonly string[]
  /** With the duties of the administrators apart (三员分立) only this one of `roles` has the word. */
  apart?: string
}

export type Grants = Record<string, Grant>

/** Which permission words each role has, out of the grants all modules declare. */
export class PermissionTable {
  readonly #together = new Map<string, Set<string>>()
  readonly #apart = new Map<string, Set<string>>()
  readonly #titles = new Map<string, string>()

  constructor(grants: Grants[]) {
    for (const [word, grant] of grants.flatMap((table) => Object.entries(table))) {
      this.#titles.set(word, grant.title)
      for (const role of grant.roles) wordsOf(this.#together, role).add(word)
      for (const role of grant.apart ? [grant.apart] : grant.roles) wordsOf(this.#apart, role).add(word)
    }
  }

  /** Words of a role; an unknown role has none. */
  ofRole(role: string, dutiesApart: boolean): ReadonlySet<string> {
    return (dutiesApart ? this.#apart : this.#together).get(role) ?? new Set()
  }

  /** What a word lets one do, in Chinese; the word itself when nobody declares it any more. */
  titleOf(word: string): string {
    return this.#titles.get(word) ?? word
  }

  /** All roles somebody may have. */
  roles(): string[] {
    return [...this.#together.keys()].sort()
  }
}

function wordsOf(table: Map<string, Set<string>>, role: string): Set<string> {
  const known = table.get(role) ?? new Set<string>()
  table.set(role, known)
  return known
}

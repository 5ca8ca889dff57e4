/** What a check says about one code. `reason` is a Chinese sentence for the user, null when valid. */
export interface CodeFinding {
  /** The text as it was given. */
  readonly value: string
  /** The stored form: half-width, upper case, without the separators this kind of code allows. */
  readonly normalized: string
  readonly valid: boolean
  readonly reason: string | null
  /** Remarks that do not make the code invalid. */
  readonly warnings?: readonly string[]
  /** A proposal the user may take; never applied automatically. */
  readonly hint?: string
}

/** Makes the finding of a valid code. */
export function accept(value: string, normalized: string, warnings: readonly string[] = []): CodeFinding {
  return warnings.length > 0
    ? { value, normalized, valid: true, reason: null, warnings }
    : { value, normalized, valid: true, reason: null }
}

/** Makes the finding of an invalid code. */
export function refuse(value: string, normalized: string, reason: string, hint?: string): CodeFinding {
  return hint === undefined
    ? { value, normalized, valid: false, reason }
    : { value, normalized, valid: false, reason, hint }
}

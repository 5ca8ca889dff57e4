/** A file an act refers to: attached and sealed with its hash, or named inside its input. */
export interface Attached {
  fileId: string
  /** Hash the act was sealed with; null where the input only names the file. */
  sha256: string | null
}

interface ActFiles {
  input: Readonly<Record<string, unknown>>
  attachments: readonly { fileId: string; sha256: string }[]
}

/** All files of an act, each once, in their order. Inputs name the files they rest on as `fileIds` or `files`. */
export function attachedFiles({ input, attachments }: ActFiles): Attached[] {
  const found = new Map<string, Attached>(attachments.map(({ fileId, sha256 }) => [fileId, { fileId, sha256 }]))
  for (const fileId of namedIn(input)) if (!found.has(fileId)) found.set(fileId, { fileId, sha256: null })
  return [...found.values()]
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function namedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'fileIds' || key === 'files') && Array.isArray(inner)
      ? inner.filter((id): id is string => typeof id === 'string' && ID.test(id))
      : namedIn(inner),
  )
}

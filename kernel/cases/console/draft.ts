import { useCallback, useState } from 'react'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import type { Values } from './fields.ts'

interface Draft {
  values: Values
  files: SentFile[]
  /** Id of the case this draft opens, so that sending it twice makes one case. */
  id: string
}

interface KeptDraft extends Draft {
  set(key: string, value: unknown): void
  setFiles(change: (files: SentFile[]) => SentFile[]): void
  clear(): void
}

/**
 * What was typed into a form, kept in this tab until it was taken: a lost line, a lost session or a reload loses
 * nothing. In the tab and not in the browser, because desks are shared.
 */
export function useDraft(name: string, first: Values = {}): KeptDraft {
  const key = `angrid.draft.${name}`
  const [draft, setDraft] = useState<Draft>(() => readDraft(key) ?? { values: first, files: [], id: newCaseId() })
  const change = useCallback(
    (next: (draft: Draft) => Draft) =>
      setDraft((present) => {
        const changed = next(present)
        keep(key, changed)
        return changed
      }),
    [key],
  )
  return {
    ...draft,
    set: useCallback(
      (field, value) => change((present) => ({ ...present, values: { ...present.values, [field]: value } })),
      [change],
    ),
    setFiles: useCallback((next) => change((present) => ({ ...present, files: next(present.files) })), [change]),
    clear: useCallback(() => {
      sessionStorage.removeItem(key)
      setDraft({ values: first, files: [], id: newCaseId() })
    }, [key, first]),
  }
}

function readDraft(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

/** Only files the server has can be found again after a reload. */
function keep(key: string, draft: Draft): void {
  const files = draft.files.filter(({ fileId }) => fileId).map(({ file: _file, ...sent }) => sent)
  sessionStorage.setItem(key, JSON.stringify({ ...draft, files }))
}

/** A UUIDv7, made by whoever opens the case. RFC 9562 §5.7. */
function newCaseId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

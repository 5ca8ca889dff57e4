import { useEffect, useState } from 'react'
import { fieldDb } from './db.ts'
import { usePerson } from './hooks.ts'

interface FieldDraftHandle<T> {
  key: string
  /** Null until it is read from the device. */
  values: T | null
  change(part: Partial<T>): void
  clear(): Promise<void>
}

/** What is being written, kept on the device with every change: a dead battery loses nothing. */
export function useFieldDraft<T extends object>(name: string, first: T): FieldDraftHandle<T> {
  const { accountId } = usePerson()
  const key = `${accountId} ${name}`
  const [values, setValues] = useState<T | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it begins with counts only once
  useEffect(() => {
    let over = false
    void fieldDb.drafts.get(key).then((kept) => {
      if (!over) setValues((kept?.values as T | undefined) ?? first)
    })
    return () => {
      over = true
    }
  }, [key])
  const change = (part: Partial<T>) =>
    setValues((present) => {
      const next = { ...(present ?? first), ...part }
      void fieldDb.drafts.put({
        ...{ key, accountId, changedAt: new Date().toISOString() },
        values: next as Record<string, unknown>,
      })
      return next
    })
  const clear = async () => {
    await fieldDb.drafts.delete(key)
    setValues(first)
  }
  return { key, values, change, clear }
}

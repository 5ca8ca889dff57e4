import { useState } from 'react'

/** A choice this browser keeps under a key; unreadable or missing means the fallback. */
export function useStored<T>(key: string, fallback: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? fallback
    } catch {
      return fallback
    }
  })
  const keep = (next: T) => {
    localStorage.setItem(key, JSON.stringify(next))
    setValue(next)
  }
  return [value, keep]
}

import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Query part of an address: plain strings, as they stand in the URL. */
export type Search = Record<string, string | undefined>

/** Reads `?a=b` without guessing types: codes such as 0370 stay text. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Writes the values that are set. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

/** The query of this page and a way to change parts of it; undefined removes a part. */
export function useAddress(): { search: Search; change(patch: Search, replace?: boolean): void } {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = useCallback(
    (patch: Search, replace = false) => {
      const next = (previous: Search) => ({ ...previous, ...patch })
      void navigate({ to: '.', search: next as never, replace })
    },
    [navigate],
  )
  return { search, change }
}

/** A parameter of this page's path. */
export function usePart(name: string): string {
  return (useParams({ strict: false }) as Record<string, string | undefined>)[name] ?? ''
}

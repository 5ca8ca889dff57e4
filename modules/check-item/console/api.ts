import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type {
  CheckItemFile,
  CheckItemView,
  CheckTemplateFile,
  CheckTemplateView,
  ImportPreview,
  JudgedRow,
} from '../model/schema.ts'

export type Check = z.output<typeof CheckItemView>
export type CheckFile = z.output<typeof CheckItemFile>
export type Template = z.output<typeof CheckTemplateView>
export type TemplateFile = z.output<typeof CheckTemplateFile>
export type Preview = z.output<typeof ImportPreview>
export type PreviewRow = z.output<typeof JudgedRow>

export interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

export const useChecks = (search: Search | null) =>
  useRead<Page<Check>>(search && `/check-items${queryString({ limit: 50, ...search })}`, { keep: true })

export const useCheckFile = (code: string, on?: string) =>
  useRead<CheckFile>(`/check-items/${encodeURIComponent(code)}${queryString({ on })}`, { keep: true })

export const useTemplates = (search: Search) =>
  useRead<Page<Template>>(`/check-templates${queryString(search)}`, { keep: true })

export const useTemplateFile = (code: string | null, on?: string) =>
  useRead<TemplateFile>(code && `/check-templates/${encodeURIComponent(code)}${queryString({ on })}`, { keep: true })

/** Reads the library anew wherever it is shown. */
export function useForgetLibrary(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({ predicate: ({ queryKey: [path] }) => /^\/check-(items|templates)/.test(String(path)) })
}

import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { Answer } from '../model/codes.ts'
import type {
  CheckFile as CheckFileSchema,
  CheckLine as CheckLineSchema,
  EnterpriseRow as EnterpriseRowSchema,
  ItemView,
  OfficeFigures as OfficeFiguresSchema,
  PlanView,
} from '../model/schema.ts'

export type CheckFile = z.output<typeof CheckFileSchema>
export type CheckLine = z.output<typeof CheckLineSchema>
export type CheckItem = z.output<typeof ItemView>
export type Plan = z.output<typeof PlanView>
export type EnterpriseRow = z.output<typeof EnterpriseRowSchema>
export type OfficeFigures = z.output<typeof OfficeFiguresSchema>

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

/** A template of the library, as far as a plan wants to know. */
export interface Template {
  code: string
  name: string
  industry: string
  industryName: string
  level: string
  levelName: string
  itemCodes: string[]
  minutes: number
}

export const usePlans = (objectId: string | null) =>
  useRead<Page<Plan>>(objectId && `/self-check-plans?objectId=${objectId}`)

export const useTemplates = () => useRead<Page<Template>>('/check-templates', { staleTime: 600_000 })

export const useChecks = (search: Search) =>
  useRead<Page<CheckLine>>(`/self-checks${queryString({ ...search, limit: search.limit ?? 50 })}`, { keep: true })

const pathOf = (id: string) => `/self-checks/${id}`
export const useCheck = (id: string) => useRead<CheckFile>(pathOf(id))

const OFFICE = ['grid', 'regulatorClass', 'month', 'state', 'doubtful', 'q'] as const

/** The filters of the office's list. */
export const officeFilterOf = (search: Search): Search =>
  Object.fromEntries(OFFICE.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

export const useEnterprises = (search: Search) =>
  useRead<Page<EnterpriseRow>>(
    `/self-check-enterprises${queryString({ ...officeFilterOf(search), cursor: search.cursor, limit: 50 })}`,
    { keep: true },
  )

/** Figures of the place and the month, whatever else the list is narrowed by. */
export const useFigures = ({ grid, month, regulatorClass }: Search) =>
  useRead<OfficeFigures>(`/self-check-figures${queryString({ grid, month, regulatorClass })}`, { keep: true })

/** Makes everything read of self-checks be read again. */
export function useForgetChecks(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/self-check'),
    })
}

/** Shows an answer in the check one does, without reading all of it again after each. */
export function useNoteAnswer(id: string): (code: string, change: Partial<CheckItem> & { answer: Answer }) => void {
  const client = useQueryClient()
  return (code, change) =>
    client.setQueryData<CheckFile>([pathOf(id)], (file) => {
      if (!file) return file
      const list = file.list.map((item) => (item.code === code ? { ...item, ...change } : item))
      const answered = list.filter(({ answer }) => answer !== null).length
      return { ...file, list, answered, bad: list.filter(({ answer }) => answer === 'bad').length }
    })
}

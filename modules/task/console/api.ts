import type { CaseOne } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'

/** One task as its page reads it; null asks nothing. */
export const useTask = (id: string | null) => useRead<CaseOne>(id && `/tasks/${id}`, { keep: false })

/** A template of the library, as far as a task wants to know. */
interface Template {
  code: string
  name: string
  industryName: string
  itemCodes: string[]
}

const KEPT_MS = 600_000

/** Check templates of the library; they change with the platform only. */
export const useTemplates = () => useRead<{ items: Template[] }>('/check-templates', { staleTime: KEPT_MS })

/** What a template looks at; null asks nothing. */
export const useTemplateItems = (code: string | null) =>
  useRead<{ items: { code: string; question: string; basis: string; verified: boolean }[] }>(
    code && `/check-items${queryString({ template: code, limit: 1000 })}`,
    { staleTime: KEPT_MS },
  )

export interface GridReadiness {
  gridCode: string
  gridName: string
  ready: boolean
  missing: string[]
}

/** Grids right below a task, and what each lacks to carry it out. */
export const useReadiness = (id: string | null) =>
  useRead<{ items: GridReadiness[] }>(id ? `/tasks/${id}/readiness` : null)

export interface GridProgress {
  gridCode: string
  gridName: string
  targets: number
  done: number
  problems: number
  taskId: string | null
  state: string | null
}

export interface TaskProgress {
  items: GridProgress[]
  asOf: string
  choosing: { chosen: number; total: number } | null
}

const SOON_MS = 2_000

/** Progress by the grids below; looked at again every two seconds while targets are still being chosen. */
export const useProgress = (id: string | null) =>
  useRead<TaskProgress>(id ? `/tasks/${id}/progress` : null, {
    every: (data) => (data?.choosing ? SOON_MS : false),
  })

export interface Target {
  objectId: string
  name: string
  gridName: string
  result: 'done' | 'problem' | 'not_applicable' | null
  text: string
}

/** Targets of a task, those not done first. */
export const useTargets = (id: string | null, result?: string) =>
  useRead<{ items: Target[]; total: number }>(
    id ? `/tasks/${id}/targets?limit=200${result ? `&result=${result}` : ''}` : null,
  )

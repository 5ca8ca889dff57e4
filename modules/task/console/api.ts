import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type {
  AssessedView,
  AssessmentYear,
  FeedbackView,
  GridProgressView,
  LevelAverage,
  PartView,
  ReadinessView,
  TemplateView,
} from '../model/schema.ts'

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

export type GridReadiness = z.output<typeof ReadinessView>

/** Grids right below a task: their enterprises, and what each lacks to carry it out. */
export interface Readiness {
  items: GridReadiness[]
  /** Enterprises that lie in none of these grids. */
  own: number
  /** What comes of the enterprises of a grid the task is not handed to. */
  rest: 'here' | 'out'
}

export const useReadiness = (id: string | null) => useRead<Readiness>(id ? `/tasks/${id}/readiness` : null)

export type GridProgress = z.output<typeof GridProgressView>
export type Feedback = z.output<typeof FeedbackView>
export type Part = z.output<typeof PartView>
export type Assessed = z.output<typeof AssessedView>
export type Level = z.output<typeof LevelAverage>
export type YearBoard = z.output<typeof AssessmentYear>
export type TaskTemplate = z.output<typeof TemplateView>

/** A task and its parts below, the upper levels first. */
export const useTree = (id: string | null) =>
  useRead<{ items: Part[]; asOf: string; isBound: boolean }>(id && `/tasks/${id}/tree`)

/** Running tasks of a grid, its own and those it was handed. */
export const useRunning = (grid: string | undefined) =>
  useRead<{ items: Part[]; total: number; asOf: string }>(`/task-timeline${queryString({ grid })}`, { keep: true })

/** How the grids below a task came out. */
export const useAssessment = (id: string | null) =>
  useRead<{ items: Assessed[]; levels: Level[]; isBound: boolean }>(id && `/tasks/${id}/assessment`)

/** Points of the grids below one in a year. */
export const useYear = (grid: string | undefined, year: string | undefined) =>
  useRead<YearBoard>(`/task-assessment${queryString({ grid, year })}`, { keep: true })

const TEMPLATES = '/task-templates'

/** Words of tasks kept by one's office and the offices above. */
export const useTaskTemplates = (wanted: boolean) => useRead<{ items: TaskTemplate[] }>(wanted && TEMPLATES)

/** One of them; null asks nothing. */
export const useTaskTemplate = (id: string | null) => useRead<TaskTemplate>(id && `${TEMPLATES}/${id}`)

/** Reads the templates anew after one was saved or changed. */
export function useForgetTemplates(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith(TEMPLATES) })
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

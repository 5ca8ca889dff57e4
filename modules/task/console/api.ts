import { useRead } from '#kernel/ui/query.ts'

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

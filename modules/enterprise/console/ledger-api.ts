import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { Grading as GradingSchema, RecordView } from '../model/schema.ts'

/** One row of a ledger. */
export type LedgerRow = z.output<typeof RecordView>

/** How a major hazard installation was graded, step by step. */
export type Grading = z.output<typeof GradingSchema>

/** A major hazard installation with its grading. */
export interface Installation {
  id: string
  name: string
  unitType: string
  exposedPeople: number
  stocks: { chemical: string; tonnes: number; symbol?: string | string[] }[]
  s: number
  alpha: number
  r: number
  level: number | null
  assessedOn: string | null
  filingNumber: string | null
  filedOn: string | null
  version: number
  grading: Grading
}

interface Rows<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

/** Path of all ledger rows of an enterprise; the cache key too. */
export const recordsPath = (enterpriseId: string) => `/enterprises/${enterpriseId}/records`

/** Path of the installations of an enterprise; the cache key too. */
export const installationsPath = (enterpriseId: string) => `/enterprises/${enterpriseId}/major-hazards`

/** All ledger rows of an enterprise. */
export const useRecords = (enterpriseId: string) => useRead<Rows<LedgerRow>>(recordsPath(enterpriseId))

/** The major hazard installations of an enterprise. */
export const useInstallations = (enterpriseId: string) => useRead<Rows<Installation>>(installationsPath(enterpriseId))

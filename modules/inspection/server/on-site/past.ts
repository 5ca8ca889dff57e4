import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { inspectionType } from '../../model/inspection.ts'
import { readInspection } from '../../model/inspection-story.ts'
import { type HazardOf, insertHazardsOf, writeInspections } from './store.ts'

/** An inspection of the time before the platform, with the office that made it and the hazards it ordered to be put right. */
export interface PastInspection {
  case: PastCase
  officeGrid: string
  hazardIds: readonly string[]
}

/** Enters inspections with their stories. */
export async function enterInspections(tx: Tx, past: readonly PastInspection[], now: Date): Promise<void> {
  const entered = await enterCases(
    tx,
    inspectionType,
    past.map((one) => one.case),
    now,
  )
  const rows = past.flatMap(({ case: { id, gridCode, objectId, acts }, officeGrid }, at) => {
    const told = readInspection(
      acts.map(({ act, at: when, input }) => ({ act, at: when.toISOString(), on: today(when), input })),
    )
    const state = entered[at]?.state ?? ''
    return told ? [{ id, gridCode, objectId: String(objectId), officeGrid, state, told }] : []
  })
  await writeInspections(tx, rows)
  const hazards = past.flatMap(({ case: { id, gridCode, objectId }, hazardIds }): HazardOf[] =>
    hazardIds.map((hazardId, at) => ({
      inspectionId: id,
      no: at + 1,
      hazardId,
      gridCode,
      objectId: String(objectId),
    })),
  )
  await insertHazardsOf(tx, hazards)
}

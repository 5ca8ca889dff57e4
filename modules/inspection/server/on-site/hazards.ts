import type { CaseDone } from '#kernel/cases/holder.ts'
import { actOnCase, openCase } from '#kernel/cases/service.ts'
import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { hazardCase } from '#modules/hazard/model/states.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import type { ReinspectValue } from '../../model/inspection.ts'
import type { Inspection } from '../../model/inspection-story.ts'
import * as store from './store.ts'

/** States in which a hazard is still to be put right or looked at. */
const OPEN = ['found', 'rectifying', 'submitted', 'reinspection']

/** A hazard of an inspection as it stands. */
export interface StandingHazard {
  no: number
  hazardId: string
  what: string
  state: string
  stateTitle: string
  dueOn: string | null
  open: boolean
  /** The enterprise says it is put right. */
  submitted: boolean
}

/** The hazards an inspection ordered to be put right as they stand now, by number. */
export async function listStanding(tx: Tx, actor: Actor, inspectionId: string): Promise<StandingHazard[]> {
  const all: StandingHazard[] = []
  for (const { no, hazardId } of await store.listHazardsOf(tx, inspectionId)) {
    const row = await findCase(tx, actor.scope, hazardId)
    if (!row) continue
    const state = hazardCase.states[row.state as keyof typeof hazardCase.states]
    all.push({
      no,
      hazardId,
      what: row.title,
      state: row.state,
      stateTitle: state?.title ?? row.state,
      dueOn: row.clock?.dueOn ?? null,
      open: OPEN.includes(row.state),
      submitted: row.state === 'reinspection',
    })
  }
  return all
}

/**
 * Opens every finding as a hazard and orders it to be put right, in the transaction of the order: the enterprise finds them in its own list,
 * each with its term.
 */
export async function orderFindings(tx: Tx, { actor, case: about, act }: CaseDone, told: Inspection): Promise<void> {
  const now = new Date(act.at)
  const { gridCode } = about
  const objectId = String(about.objectId)
  const rows: store.HazardOf[] = []
  for (const [at, { fileIds, ...finding }] of told.findings.entries()) {
    const no = at + 1
    const hazardId = newId(now.getTime())
    const { what, where, itemCode = null } = finding
    const found = { what, where, itemCode, source: 'government_inspection' }
    const title = hazardKind.titleOf(found)
    const opening = { id: hazardId, act: 'register', title, gridCode, objectId, input: found, attachments: fileIds }
    await openCase(tx, actor, hazardKind, opening, now)
    const { rank, category, criterion = null, requirement, basis } = finding
    const dueOn = told.terms.find((one) => one.no === no)?.dueOn ?? String(told.dueOn)
    const input = { rank, category, criterion, requirement, basis, dueOn }
    await actOnCase(tx, actor, hazardKind, hazardId, 'order', { input }, null, now)
    rows.push({ inspectionId: about.id, no, hazardId, gridCode, objectId })
  }
  await store.insertHazardsOf(tx, rows)
}

/** Writes what the reinspection saw into the hazards the enterprise said are put right. */
export async function reinspectHazards(tx: Tx, { actor, case: about, act }: CaseDone): Promise<void> {
  const { results, dueOn = null } = act.input as { results: ReinspectValue[]; dueOn?: string | null }
  const standing = await listStanding(tx, actor, about.id)
  for (const { hazardId, passed, text, fileIds } of results) {
    if (!standing.some((one) => one.hazardId === hazardId && one.submitted)) continue
    const input = { passed, text, dueOn: passed ? null : dueOn }
    await actOnCase(
      tx,
      actor,
      hazardKind,
      hazardId,
      'reinspect',
      { input, attachments: fileIds },
      null,
      new Date(act.at),
    )
  }
}

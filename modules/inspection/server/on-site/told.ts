import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { doneOf } from '#kernel/cases/sealing.ts'
import { listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Inspection, readInspection } from '../../model/inspection-story.ts'

/** The acts of an inspection; whoever asks has read it inside his scope. */
export const actsOf = async (tx: Tx, id: string): Promise<DoneAct[]> => (await listActs(tx, id)).map(doneOf)

/** An inspection as its acts say, with the items and findings no table holds. */
export async function toldOf(tx: Tx, id: string): Promise<Inspection | null> {
  const acts = await listActs(tx, id)
  return readInspection(
    acts.map(({ act, at, input }) => ({ act, at: at.toISOString(), on: today(at), input: { ...input } })),
  )
}

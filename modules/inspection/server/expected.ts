import type { Tx } from '#kernel/db/db.ts'

/** What somebody who knows better than the rule expects of one check at some enterprises. */
export interface Expected {
  /** By what, in words, such as the day the model was trained. */
  by: string
  /** Where its features and weights are shown. */
  link: string
  /** Hazards by the id of the enterprise. */
  hazards: ReadonlyMap<string, number>
}

type Expecting = (tx: Tx, gridCode: string, objectIds: readonly string[]) => Promise<Expected | null>

let expecting: Expecting = async () => null

/** Lets proposals say how much is expected beside why they are made; the rule alone decides the order. @returns takes it out again */
export function expectWith(given: Expecting): () => void {
  const before = expecting
  expecting = given
  return () => {
    expecting = before
  }
}

/** What is expected of one check at some enterprises of a grid; null where nobody says. */
export const expectedAt: Expecting = (tx, gridCode, objectIds) => expecting(tx, gridCode, objectIds)

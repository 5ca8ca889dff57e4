import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'

/** What an inspection says when it asks for a case to be filed (提请立案). */
export interface Clue {
  inspectionId: string
  objectId: string
  gridCode: string
  /** Where on site, and the day it was seen. */
  site: string
  foundOn: string
  /** Why, in the words of the officers. */
  text: string
  at: Date
  hazardIds: readonly string[]
}

type ClueTaker = (tx: Tx, actor: Actor, clue: Clue) => Promise<void>

let taker: ClueTaker | null = null

/** Lets the room that keeps penalty cases take clues, in the transaction that gives them; told by whoever composes the platform. */
export function takeClues(take: ClueTaker): () => void {
  taker = take
  return () => {
    if (taker === take) taker = null
  }
}

/** Gives a clue on; without a taker the inspection itself says that it was filed. */
export const giveClue: ClueTaker = async (tx, actor, clue) => taker?.(tx, actor, clue)

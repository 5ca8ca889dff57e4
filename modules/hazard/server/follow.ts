import type { CaseDone } from '#kernel/cases/holder.ts'
import type { Tx } from '#kernel/db/db.ts'

type Follower = (tx: Tx, done: CaseDone) => Promise<void>

const followers = new Map<string, Follower>()

/** Lets a room know of every act on a hazard, in its transaction. Said again under the same name, it replaces. */
export function followHazards(name: string, follower: Follower): void {
  followers.set(name, follower)
}

/** Tells those who follow hazards of an act that was just sealed. */
export async function announceHazard(tx: Tx, done: CaseDone): Promise<void> {
  for (const follower of followers.values()) await follower(tx, done)
}

import type { Tx } from '#kernel/db/db.ts'

/** Somebody who keeps rows about supervised objects and lets them go along, so that they stay inside the same scopes. */
export interface ObjectFollower {
  /** The object lies in another grid now. */
  moved(tx: Tx, objectId: string, gridCode: string): Promise<void>
  /** Two objects turned out to be one: what was the one's is the other's. */
  merged(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void>
}

const followers = new Map<string, ObjectFollower>()

/** Lets a room follow supervised objects, in the transaction that moves them. Said again under the same name, it replaces. */
export function followObjects(name: string, follower: ObjectFollower): void {
  followers.set(name, follower)
}

export async function announceObjectMoved(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  for (const follower of followers.values()) await follower.moved(tx, objectId, gridCode)
}

export async function announceObjectMerged(
  tx: Tx,
  fromId: string,
  into: { id: string; gridCode: string },
): Promise<void> {
  for (const follower of followers.values()) await follower.merged(tx, fromId, into)
}

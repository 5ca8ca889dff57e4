import { followObjects } from '#kernel/scope/object-moves.ts'
import { giveTo, moveToGrid } from './store/follow.ts'

/** Points, what was noticed of them and their devices go along with the enterprise they belong to. */
export const followWithPoints = (): void => followObjects('points', { moved: moveToGrid, merged: giveTo })

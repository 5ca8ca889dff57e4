import { followObjects } from '#kernel/scope/object-moves.ts'
import { giveArms } from './store/finding.ts'

/** Places in orders go along with an enterprise that was merged into another. */
export const followWithInsight = (): void =>
  followObjects('insight-arms', { moved: async () => undefined, merged: giveArms })

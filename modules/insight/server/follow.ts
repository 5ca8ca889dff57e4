import { followObjects } from '#kernel/scope/object-moves.ts'
import { expectWith } from '#modules/inspection/server/expected.ts'
import { expectAt } from './ranking.ts'
import { giveArms } from './store/finding.ts'

/** Places in orders go along with an enterprise that was merged into another. */
export const followWithInsight = (): void =>
  followObjects('insight-arms', { moved: async () => undefined, merged: giveArms })

/** Plans made by rule say beside their reasons what the model expects. */
export const adviseInspections = (): (() => void) => expectWith(expectAt)

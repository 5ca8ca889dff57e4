import { followObjects } from '#kernel/scope/object-moves.ts'
import { giveTo, moveToGrid } from './store/follow.ts'

/** Vehicles, crews and waybills go along with the enterprise they belong to. */
export const followWithVehicles = (): void => followObjects('vehicles', { moved: moveToGrid, merged: giveTo })

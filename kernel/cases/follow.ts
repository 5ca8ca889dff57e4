import { followObjects } from '#kernel/scope/object-moves.ts'
import { giveCases, moveCasesOfObject } from './store.ts'

/** Cases go along with the object they are about; their acts stay as they were sealed. */
export const followWithCases = (): void => followObjects('cases', { moved: moveCasesOfObject, merged: giveCases })

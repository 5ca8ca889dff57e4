import { taskCase } from './states.ts'

/** What a state is called. */
export const stateTitle = (state: string): string =>
  taskCase.states[state as keyof typeof taskCase.states]?.title ?? state

/** Whether nothing is to be done any more. */
export const isEnded = (state: string): boolean => ['closed', 'exempted', 'cancelled'].includes(state)

/** Whether a part is late on a day: its last day has passed and it neither waits for acceptance nor has ended. */
export const isLate = ({ state, dueOn }: { state: string; dueOn: string | null }, on: string): boolean =>
  dueOn !== null && dueOn < on && (state === 'running' || state === 'leading')

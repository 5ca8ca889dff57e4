import { day } from '#kernel/ui/format.ts'

/** The days of a check: 11-22, or 11-01 – 11-30. */
export const periodWords = ({ fromOn, dueOn }: { fromOn: string; dueOn: string }): string =>
  fromOn === dueOn ? day(dueOn) : `${day(fromOn)} – ${day(dueOn)}`

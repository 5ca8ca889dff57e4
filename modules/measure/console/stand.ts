import type { StatusKind } from '#kernel/ui/marks.tsx'
import type { OwnLine } from './api.ts'

/** How a measure stands for the enterprise: over, taken back before it was served, or running. */
export function standOf({ liftedOn, servedOn, stage }: Pick<OwnLine, 'liftedOn' | 'servedOn' | 'stage'>): StatusKind {
  if (liftedOn) return 'done'
  return servedOn === null && stage === '已撤回' ? 'off' : 'going'
}

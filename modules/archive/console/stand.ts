import type { StatusKind } from '#kernel/ui/marks.tsx'
import { type LoanState, loanStates, type VolumeState, volumeStates } from '../model/codes.ts'

const VOLUMES: Record<VolumeState, StatusKind> = {
  draft: 'open',
  binding: 'waiting',
  failed: 'late',
  bound: 'done',
  superseded: 'off',
  destroyed: 'off',
}

const LOANS: Record<LoanState, StatusKind> = {
  asked: 'waiting',
  lent: 'open',
  refused: 'back',
  withdrawn: 'off',
  returned: 'done',
  expired: 'done',
}

export const volumeStand = (state: VolumeState) => ({ kind: VOLUMES[state], word: volumeStates[state] })
export const loanStand = (state: LoanState) => ({ kind: LOANS[state], word: loanStates[state] })

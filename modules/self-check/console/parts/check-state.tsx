import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { type CheckState, checkStates } from '../../model/codes.ts'
import type { CheckLine } from '../api.ts'

const KINDS: Readonly<Record<CheckState, StatusKind>> = { due: 'open', doing: 'going', done: 'done', missed: 'late' }

/** How a check stands, and what came of a finished one. */
export function CheckStateMark({ check }: { check: CheckLine }) {
  const words = check.state === 'done' ? (check.zero ? '零报告' : `发现 ${check.bad} 项`) : checkStates[check.state]
  return <StatusMark kind={KINDS[check.state]}>{words}</StatusMark>
}

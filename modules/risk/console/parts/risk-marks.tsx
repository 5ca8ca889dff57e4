import { StatusMark } from '#kernel/ui/marks.tsx'
import type { RiskLine } from '../api.ts'

/** What somebody has to do something about; a point in order carries no mark. */
export function RiskMarks({ line }: { line: RiskLine }) {
  return (
    <>
      {line.directReason && <span className="ag-kind">直判</span>}
      {line.reassessSince && <StatusMark kind="late">需重新评估</StatusMark>}
      {line.controlsFailed > 0 && <StatusMark kind="late">措施失效</StatusMark>}
      {line.opinionOpen && <StatusMark kind="open">意见没有回复</StatusMark>}
    </>
  )
}

import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { feedbackStates } from '../../model/feedback.ts'
import type { Feedback } from '../api.ts'

/** How the feedback of a part stands, short enough for a row; a dash where none is asked. */
export function FeedbackMark({ next }: { next: Feedback | null | undefined }) {
  if (!next?.state || !next.dueOn) return <>—</>
  if (next.state === 'waiting') return <span className="ag-soft">{day(next.dueOn)} 前反馈</span>
  return (
    <StatusMark kind={next.state === 'late' ? 'late' : 'waiting'}>
      {feedbackStates[next.state]}
      {next.missed > 1 && next.state === 'late' && ` ${next.missed} 期`}
    </StatusMark>
  )
}

/** When the next word is due, when the last one came and how many were missed, as a line of facts. */
export function feedbackLine(next: Feedback) {
  return (
    <span>
      {nextWords(next)}
      <br />
      <span className="ag-meta">
        {next.lastAt ? `上次 ${day(next.lastAt)}` : '还没有反馈过'}
        {next.missed > 0 && `，共 ${next.missed} 期没有按时反馈`}
        {next.guessed && '；该年放假安排还没有公布，按周一至周五算'}
      </span>
    </span>
  )
}

function nextWords({ state, dueOn }: Feedback) {
  if (!state || !dueOn) return '现在不用反馈'
  if (state === 'late') return <strong className="ag-warn">已逾期未反馈，应在 {day(dueOn)} 以前</strong>
  if (state === 'due') return <strong className="ag-soon">该反馈了，最晚 {day(dueOn)}</strong>
  return `下次反馈最晚 ${day(dueOn)}`
}

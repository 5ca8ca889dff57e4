import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { type ApiProblem, send } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { Plan } from '../../boundary-api.ts'

interface AskPlanProps {
  /** What to work out; a file is sent as it is. */
  ask: { body: object } | { file: Blob }
  /** Why it cannot be asked yet, in a few characters; null when it can. */
  missing: string | null
}

/** Asks what a change would do, and leads to the answer. What was drawn stays on the page when it is refused. */
export function AskPlan({ ask, missing }: AskPlanProps) {
  const act = useAct()
  const navigate = useNavigate()
  const work = async () => {
    let plan: Plan | undefined
    const done = await act.run(async () => {
      plan =
        'file' in ask
          ? await send<Plan>('POST', '/grid-boundaries/import', { body: ask.file })
          : await send<Plan>('POST', '/grid-plans', { body: ask.body })
    })
    if (done && plan) void navigate({ to: `/grid-plans/${plan.planId}` })
  }
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      <Places problem={act.problem} />
      <div className="ag-row ag-wrap">
        <Button type="primary" disabled={act.busy || missing !== null} onClick={() => void work()}>
          {act.busy ? '正在测算…' : '测算影响'}
        </Button>
        <span className="ag-meta">{missing ?? '只测算，不改动网格'}</span>
      </div>
    </div>
  )
}

const SHOWN = 20

/** Everything wrong, place by place, when there is more than the sentence says. */
export function Places({ problem }: { problem: ApiProblem | null }) {
  if (!problem || problem.errors.length < 2) return null
  return (
    <ul className="ag-faults">
      {problem.errors.slice(0, SHOWN).map(({ pointer, message }) => (
        <li key={`${pointer}${message}`}>{message}</li>
      ))}
      {problem.errors.length > SHOWN && <li>另有 {count(problem.errors.length - SHOWN)} 处</li>}
    </ul>
  )
}

import { Select } from 'antd'
import { count } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { VisitPlan } from '../api.ts'
import type { Visit } from '../use-visit.ts'
import { CheckForm } from './check-form.tsx'

/** The list of checks, which may be another one, and what was answered so far. */
export function CheckList({ plan, visit }: { plan: VisitPlan; visit: Visit }) {
  const { draft, template, checks, open, answered, place, faultsOf } = visit
  return (
    <Sheet
      title="二　看一遍"
      meta={`${count(answered.length)} / ${count(checks.length)} 项`}
      acts={
        open.length > 0 &&
        answered.length > 0 && (
          <button type="button" className="ag-link" onClick={() => draft.answerAll(open, 'ok')}>
            其余 {open.length} 项都合格
          </button>
        )
      }
    >
      <div className="ag-pad ag-stack">
        {plan.templates.length > 1 && (
          <div className="ag-field">
            <label htmlFor="visit-template">检查表</label>
            <Select
              id="visit-template"
              value={template?.code}
              options={plan.templates.map(({ code, name, items, minutes }) => ({
                value: code,
                label: `${name}（${items.length} 项，约 ${minutes} 分钟）`,
              }))}
              onChange={(code: string) => draft.set('template', code)}
            />
          </div>
        )}
        <ol className="ag-patrol-form">
          {checks.map((check, at) => (
            <CheckForm
              key={check.code}
              number={at + 1}
              check={check}
              draft={draft}
              place={place}
              faults={faultsOf(check.code)}
            />
          ))}
        </ol>
      </div>
    </Sheet>
  )
}

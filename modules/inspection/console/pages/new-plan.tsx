import { Button } from 'antd'
import { FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { OpeningFields } from '#kernel/cases/console/parts/opening-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { type Me, useMay, useMe } from '#kernel/identity/console/me.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { planFace } from '../face.tsx'
import '#kernel/cases/console/act.css'
import '../inspection.css'

/** An office begins a plan: what it has; whom it inspects is laid down next. */
export function NewInspectionPlanPage() {
  const may = useMay()
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!may('inspection-plan.draft'))
    return (
      <EmptyState
        whole
        icon="none"
        title="执法检查计划由市、县监管岗位编制"
        acts={<To to="/inspection-plans">看计划</To>}
      >
        要您批准的计划在待办里。
      </EmptyState>
    )
  return <PlanForm me={me.data} />
}

const FIRST = { kind: 'annual', daysPerVisit: 1, cap: 2 }

function PlanForm({ me }: { me: Me }) {
  const sheet = useOpening(planFace, 'draft', { gridCode: me.gridCode }, FIRST)
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead
        trail={<To to="/inspection-plans">执法检查计划</To>}
        meta="先写有多少人、多少天，存下以后再排企业、报批。"
      >
        编制计划
      </PageHead>
      <form
        noValidate
        aria-label="编制计划"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void sheet.submit()
        }}
      >
        <Refusal problem={sheet.problem} />
        <Sheet title="计划和人力">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <OpeningFields face={planFace} sheet={sheet} />
          </div>
        </Sheet>
        <div>
          <Button type="primary" htmlType="submit" disabled={sheet.busy}>
            {sheet.busy ? '正在存…' : '存下，去排企业'}
          </Button>
        </div>
      </form>
    </div>
  )
}

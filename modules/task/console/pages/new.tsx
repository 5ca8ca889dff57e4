import { Button } from 'antd'
import { ActFields, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { taskFace } from '../face.tsx'
import '#kernel/cases/console/act.css'
import '../task.css'

/** Drafts a task for one's own grid; it is published on its own page, when it reads well. */
export function NewTaskPage() {
  const may = useMay()
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!may('task.draft'))
    return (
      <EmptyState whole icon="none" title="任务由监管岗位发起" acts={<To to="/tasks">看任务</To>}>
        下达给您的任务在待办里。
      </EmptyState>
    )
  return <DraftForm gridCode={me.data.gridCode} />
}

function DraftForm({ gridCode }: { gridCode: string }) {
  const sheet = useOpening(taskFace, 'draft', { gridCode }, { rule: {} })
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead trail={<To to="/tasks">任务</To>} meta="先起草，看好了再选下级网格发布；发布前谁也看不到待办。">
        起草任务
      </PageHead>
      <form
        noValidate
        aria-label="起草任务"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void sheet.submit()
        }}
      >
        <Refusal problem={sheet.problem} />
        <Sheet title="做什么、对谁做">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <ActFields
              face={taskFace}
              fields={sheet.shown}
              values={sheet.draft.values}
              faults={sheet.faults}
              prefix={sheet.prefix}
              caseId={null}
              onSet={sheet.draft.set}
            />
          </div>
        </Sheet>
        <div>
          <Button type="primary" htmlType="submit" disabled={sheet.busy}>
            {sheet.busy ? '正在存…' : '存为草稿'}
          </Button>
        </div>
      </form>
    </div>
  )
}

import { Button, Drawer, Popconfirm } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Clock } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { rhythms } from '../../model/codes.ts'
import { type CheckLine, type Plan, useChecks, useForgetChecks, usePlans } from '../api.ts'
import { periodWords } from '../period-words.ts'
import { CheckTable } from './check-table.tsx'
import { PlanForm } from './plan-form.tsx'

/** The enterprise's own page: what is to be checked now, how it is planned, what was done. */
export function OwnChecks({ objectId }: { objectId: string }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const due = useChecks({ objectId, state: 'due' })
  const doing = useChecks({ objectId, state: 'doing' })
  const waiting = [...(doing.data?.items ?? []), ...(due.data?.items ?? [])].toSorted((a, b) =>
    a.dueOn < b.dueOn ? -1 : 1,
  )
  const known = due.data && doing.data
  const error = due.error ?? doing.error
  return (
    <div className="ag-page">
      <PageHead
        acts={
          may('self-check.keep') && (
            <Button icon={<Icon name="plus" />} onClick={() => setOpen(true)}>
              安排自查
            </Button>
          )
        }
      >
        {known ? headWords(waiting.length) : '自查'}
      </PageHead>
      {error && !known && (
        <ProblemPanel
          error={error}
          retry={() => {
            void due.refetch()
            void doing.refetch()
          }}
        />
      )}
      {!known && !error && <Waiting lines={3} />}
      {known && waiting.length > 0 && (
        <ul className="ag-check-cards">
          {waiting.map((check) => (
            <CheckCard key={check.id} check={check} />
          ))}
        </ul>
      )}
      <div className="ag-two">
        <section aria-label="以前的自查">
          <h2 className="ag-check-head">全部自查</h2>
          <CheckTable objectId={objectId} />
        </section>
        <Plans objectId={objectId} onAdd={() => setOpen(true)} />
      </div>
      <Drawer open={open} onClose={() => setOpen(false)} size={480} destroyOnHidden title="安排自查">
        <PlanForm objectId={objectId} onDone={() => setOpen(false)} />
      </Drawer>
    </div>
  )
}

const headWords = (waiting: number) => (waiting > 0 ? `有 ${count(waiting)} 项自查要做` : '眼下没有要做的自查')

function CheckCard({ check }: { check: CheckLine }) {
  return (
    <li className="ag-check-card">
      <div className="ag-grow">
        <b>{check.templateName}</b>
        <div className="ag-page-meta">
          <span>{rhythms[check.rhythm]}</span>
          <span>{periodWords(check)}</span>
          <span>
            {check.answered > 0 ? `已查 ${count(check.answered)} / ${count(check.items)}` : `${count(check.items)} 项`}
          </span>
          <Clock due={check.dueOn} soonDays={1} />
        </div>
      </div>
      <To to={`/self-checks/${check.id}`}>
        <Button type="primary">{check.answered > 0 ? '接着查' : '开始自查'}</Button>
      </To>
    </li>
  )
}

function Plans({ objectId, onAdd }: { objectId: string; onAdd(): void }) {
  const plans = usePlans(objectId)
  const may = useMay()
  const standing = plans.data?.items.filter(({ endedOn }) => endedOn === null)
  return (
    <Sheet title="自查计划" meta={standing && `${count(standing.length)} 个`}>
      {plans.error && <ProblemPanel error={plans.error} retry={() => void plans.refetch()} />}
      {!plans.data && !plans.error && <Waiting lines={2} />}
      {standing?.length === 0 && (
        <EmptyState
          title="还没有安排自查"
          acts={
            may('self-check.keep') && (
              <button type="button" className="ag-link" onClick={onAdd}>
                安排自查
              </button>
            )
          }
        >
          选一个适合本行业的模板，到期平台会提醒。
        </EmptyState>
      )}
      <ul className="ag-queue">
        {standing?.map((plan) => (
          <PlanLine key={plan.id} plan={plan} mayEnd={may('self-check.keep')} />
        ))}
      </ul>
    </Sheet>
  )
}

function PlanLine({ plan, mayEnd }: { plan: Plan; mayEnd: boolean }) {
  const act = useAct()
  const forget = useForgetChecks()
  const end = () =>
    act.run(async () => {
      await send('POST', `/self-check-plans/${plan.id}/end`)
      await forget()
    }, '计划已停用')
  return (
    <li>
      <span className="ag-grow">
        {plan.templateName}
        <span className="ag-meta">
          {' '}
          {rhythms[plan.rhythm]}，{count(plan.items)} 项，{day(plan.fromOn)} 起
        </span>
        <Refusal problem={act.problem} />
      </span>
      {mayEnd && (
        <Popconfirm
          title="停用这个计划？"
          description="做过的自查都留着，以后不再提醒。"
          okText="停用"
          cancelText="不停用"
          onConfirm={() => void end()}
        >
          <button type="button" className="ag-link" disabled={act.busy}>
            停用
          </button>
        </Popconfirm>
      )}
    </li>
  )
}

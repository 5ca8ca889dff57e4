import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { count, time } from '#kernel/ui/format.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { type Plan, useForgetGrid } from '../../boundary-api.ts'
import { Places } from './ask-plan.tsx'

/** What can be done with a plan now, and if nothing, why. */
export function PlanAct({ plan }: { plan: Plan }) {
  const may = useMay()
  if (plan.state === 'applied') return <Applied plan={plan} />
  if (plan.state === 'expired')
    return (
      <Sheet title="方案已过期" className="ag-turn">
        <div className="ag-stack ag-pad">
          <p className="ag-soft">方案只保留 24 小时，{time(plan.expiresAt)} 到期。网格和企业可能已经变了。</p>
          <Again plan={plan} />
        </div>
      </Sheet>
    )
  if (!plan.applicable)
    return (
      <Sheet title="这个方案不能执行" className="ag-turn">
        <div className="ag-stack ag-pad">
          <p className="ag-soft">同级网格不能重叠，拆分要分完。看下面的问题，改好边界再测算。</p>
          <To to={`/grids/${plan.gridCode}/boundaries`} search={{ view: viewOf(plan), plan: plan.planId }}>
            回去改
          </To>
        </div>
      </Sheet>
    )
  return may('grid.edit') ? <ApplyForm plan={plan} /> : <Proposed plan={plan} />
}

const viewOf = ({ kind }: Plan) => (kind === 'boundary' ? undefined : kind)

function Proposed({ plan }: { plan: Plan }) {
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(location.href)
    void message.success('地址复制好了')
  }
  return (
    <Sheet title="等市级管理员执行" className="ag-turn">
      <div className="ag-stack ag-pad">
        <p className="ag-soft">
          您可以提方案，不能执行。把这一页的地址发给市级管理员，{time(plan.expiresAt)} 前执行；过期要重新测算。
        </p>
        <div>
          <Button onClick={() => void copy()}>复制这一页的地址</Button>
        </div>
      </div>
    </Sheet>
  )
}

function Applied({ plan }: { plan: Plan }) {
  const left = plan.seats.filter(({ needsPlace }) => needsPlace).length
  return (
    <Sheet title="已执行" className="ag-turn">
      <div className="ag-stack ag-pad">
        <p>
          {time(plan.appliedAt)} 执行，理由：{plan.reason}
          {plan.documentNumber && `；依据：${plan.documentNumber}`}
        </p>
        {left > 0 && (
          <p className="ag-soon">
            {count(left)} 个岗位还在撤销的网格上，
            <To to={`/grids/${plan.gridCode}/boundaries`} search={{ view: 'seats' }} className="ag-opens">
              给它们安排新网格
            </To>
          </p>
        )}
        <To to={`/grids/${plan.gridCode}`}>打开{plan.gridName}</To>
      </div>
    </Sheet>
  )
}

/** Works the same change out for the grid of this moment. */
function Again({ plan }: { plan: Plan }) {
  const act = useAct()
  const navigate = useNavigate()
  const work = async () => {
    let made: Plan | undefined
    const done = await act.run(async () => {
      made = await send<Plan>('POST', `/grid-plans/${plan.planId}/again`)
    })
    if (done && made) void navigate({ to: `/grid-plans/${made.planId}` })
  }
  return (
    <>
      <Refusal problem={act.problem} />
      <div>
        <Button type="primary" disabled={act.busy} onClick={() => void work()}>
          {act.busy ? '正在测算…' : '按现在的网格重新测算'}
        </Button>
      </div>
    </>
  )
}

function ApplyForm({ plan }: { plan: Plan }) {
  const act = useAct()
  const { modal } = App.useApp()
  const forget = useForgetGrid()
  const [reason, setReason] = useState('')
  const [document, setDocument] = useState('')
  const stale = act.problem?.type === 'grid/plan-outdated' || act.problem?.type === 'grid/plan-expired'
  const apply = () =>
    modal.confirm({
      title: '执行这个调整方案',
      content: consequences(plan),
      okText: '执行，改动网格',
      cancelText: '先不执行',
      onOk: async () => {
        const body = { reason: reason.trim(), documentNumber: document.trim() || null }
        const done = await act.run(() => send('POST', `/grid-plans/${plan.planId}/apply`, { body }), '方案执行好了')
        if (done) await forget()
      },
    })
  return (
    <Sheet title="执行方案" meta={`${time(plan.expiresAt)} 到期`} className="ag-turn">
      <form
        className="ag-stack ag-pad"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <Refusal problem={act.problem} />
        <Places problem={act.problem} />
        {stale && <Again plan={plan} />}
        <TextField
          id="apply-document"
          label="依据文件"
          hint="选填，如 东政发〔2026〕12号"
          pointer="/documentNumber"
          problem={act.problem}
          max={100}
          value={document}
          onChange={setDocument}
        />
        <FormField
          id="apply-reason"
          label="调整理由"
          hint="写入每个网格的变更记录"
          pointer="/reason"
          problem={act.problem}
        >
          <Input.TextArea
            id="apply-reason"
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </FormField>
        <div className="ag-row ag-wrap">
          <Button
            type={stale ? 'default' : 'primary'}
            htmlType="submit"
            disabled={act.busy || reason.trim().length < 2}
          >
            {act.busy ? '正在执行…' : '执行方案'}
          </Button>
          {reason.trim().length < 2 && <span className="ag-meta">先写调整理由</span>}
        </div>
      </form>
    </Sheet>
  )
}

function consequences(plan: Plan): string {
  const { changed, created, retired, enterprises, places, duties } = plan
  const parts = [
    changed.length > 0 && `改 ${count(changed.length)} 个网格的边界`,
    retired.length > 0 && `撤销 ${count(retired.length)} 个网格，编码不再使用`,
    created.length > 0 && `新设 ${count(created.length)} 个网格`,
    enterprises.total > 0 && `移动 ${count(enterprises.total)} 家企业`,
    places.total > 0 && `移动 ${count(places.total)} 个场所`,
    duties.some(({ becomes }) => becomes.length > 0) && '监管责任转到新网格',
  ].filter(Boolean)
  return `${parts.join('，')}。全部办成或者一样不办；办成后没有撤销，只能再做一次调整。`
}

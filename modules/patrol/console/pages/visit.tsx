import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useSendAct } from '#kernel/cases/console/send-act.ts'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import type { FieldFault } from '#kernel/ui/api.ts'
import { count, day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { grades } from '../../model/codes.ts'
import { RecordPatrol } from '../../model/schema.ts'
import { type Patrol, useVisitPlan, type VisitPlan } from '../api.ts'
import { CheckForm } from '../parts/check-form.tsx'
import { CheckIn } from '../parts/check-in.tsx'
import { SignaturePad } from '../parts/signature-pad.tsx'
import { bodyOf, useVisitDraft } from '../visit-draft.ts'
import '#kernel/cases/console/act.css'
import '../patrol.css'

/** Recording a visit on a phone: arrive, look, send. */
export function VisitPage() {
  const objectId = usePart('objectId')
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!me.data.permissions.includes('patrol.record'))
    return (
      <EmptyState whole icon="none" title="巡查由网格和监管岗位登记" acts={<To to="/patrols/records">看巡查记录</To>}>
        您的岗位可以看巡查，不能登记。
      </EmptyState>
    )
  return <Planned key={objectId} objectId={objectId} />
}

function Planned({ objectId }: { objectId: string }) {
  const plan = useVisitPlan(objectId)
  if (plan.error && !plan.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={plan.error}
          retry={() => void plan.refetch()}
          acts={<To to="/patrols">回到待巡查</To>}
        />
      </div>
    )
  return plan.data ? <Visit plan={plan.data} /> : <Waiting lines={8} />
}

function Visit({ plan }: { plan: VisitPlan }) {
  const draft = useVisitDraft(plan.objectId)
  const sending = useSendAct()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const template = plan.templates.find(({ code }) => code === draft.template) ?? plan.templates[0]
  const checks = template?.items ?? []
  const codes = checks.map(({ code }) => code)
  const open = codes.filter((code) => !draft.answers[code]?.result)
  const answered = codes.filter((code) => draft.answers[code]?.result)
  const place = plan.kind === 'enterprise' ? { objectId: plan.objectId } : { gridCode: plan.gridCode }
  const bodyNow = () => ({
    ...bodyOf(draft, plan.objectId, codes, new Date().toISOString()),
    template: template?.code,
  })
  // Judged anew with every key once it was sent, so that a complaint goes when it is mended.
  const told = checked ? faultsIn(bodyNow()) : []
  const faults = [...told, ...(sending.problem?.errors ?? [])]
  const faultsOf = (code: string): Record<string, string> => {
    const prefix = `/items/${answered.indexOf(code)}/`
    return Object.fromEntries(
      faults.flatMap(({ pointer, message }) =>
        pointer.startsWith(prefix) ? [[pointer.slice(prefix.length), message]] : [],
      ),
    )
  }
  const submit = async () => {
    sending.clear()
    const body = bodyNow()
    setChecked(true)
    const [first] = faultsIn(body)
    if (first) {
      const at = /^\/items\/(\d+)\//.exec(first.pointer)?.[1]
      const target = at === undefined ? 'visit-arrive' : `check-${answered[Number(at)]}`
      return document.getElementById(target)?.focus()
    }
    const answer = await sending.send<Patrol>('/patrols', body, false)
    if (!answer) return
    draft.clear()
    await client.invalidateQueries()
    void navigate({ to: `/patrols/${answer.id}` })
  }
  return (
    <div className="ag-page ag-patrol-visit">
      <PageHead
        trail={<To to="/patrols">待巡查</To>}
        meta={
          <>
            <span>
              {grades[plan.grade]}，
              {plan.lastOn ? (
                <To to="/patrols/records" search={{ objectId: plan.objectId }}>
                  上次 {day(plan.lastOn)}
                </To>
              ) : (
                '还没有走访过'
              )}
              {plan.openHazards > 0 && (
                <>
                  ，
                  <To to="/hazards" search={{ objectId: plan.objectId, open: 'true' }}>
                    {count(plan.openHazards)} 条隐患没有改完
                  </To>
                </>
              )}
            </span>
            <span>
              {plan.gridName}
              {plan.address && `　${plan.address}`}
            </span>
            <span>巡查不是执法检查：看、劝、报，不处罚，不计入检查次数</span>
          </>
        }
      >
        走访 {plan.name}
      </PageHead>
      <form
        noValidate
        aria-label="登记走访"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Sheet title="一　到场打卡">
          <CheckIn
            plan={plan}
            draft={draft}
            place={place}
            fault={faults.find(({ pointer }) => pointer === '/checkIn/reason')?.message}
          />
        </Sheet>
        <Sheet
          title="二　看一遍"
          meta={`${count(answered.length)} / ${count(codes.length)} 项`}
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
        <Sheet title="三　说明和签名">
          <div className="ag-pad ag-stack">
            <div className="ag-field">
              <label htmlFor="visit-note">
                说明<span className="ag-pale ag-optional">选填</span>
              </label>
              <Input.TextArea
                id="visit-note"
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={1000}
                value={draft.note}
                onChange={({ target }) => draft.set('note', target.value)}
              />
            </div>
            <div className="ag-field">
              <label htmlFor="visit-met">
                在场的人<span className="ag-pale ag-optional">选填</span>
              </label>
              <Input
                id="visit-met"
                maxLength={50}
                placeholder="对方谁在场"
                value={draft.metBy}
                onChange={({ target }) => draft.set('metBy', target.value)}
              />
            </div>
            <div className="ag-field">
              <span className="ag-field-label">
                签名<span className="ag-pale ag-optional">选填</span>
              </span>
              <SignaturePad
                place={place}
                value={draft.signature}
                onChange={(fileId) => draft.set('signature', fileId)}
              />
            </div>
          </div>
        </Sheet>
        <div className="ag-patrol-go">
          <Refusal problem={sending.problem} />
          {told.length > 0 && !sending.problem && (
            <p className="ag-warn" role="alert">
              {told.map(({ message }) => message).join('；')}。填的内容都还在。
            </p>
          )}
          <Button type="primary" size="large" htmlType="submit" block disabled={sending.busy || draft.under}>
            {sending.busy ? '正在交…' : draft.under ? '等照片传完' : '离开，交记录'}
          </Button>
          {open.length > 0 && answered.length > 0 && (
            <p className="ag-pale">还有 {count(open.length)} 项没有看，不看的不会记为合格。</p>
          )}
        </div>
      </form>
    </div>
  )
}

/** What is wrong before it is sent, by the schema the server asks; whoever has not arrived cannot leave. */
function faultsIn(body: ReturnType<typeof bodyOf>): FieldFault[] {
  if (body.startedAt === body.endedAt) return [{ pointer: '/startedAt', message: '先打卡再交' }]
  if (!body.checkIn.position && body.checkIn.reason.trim().length < 2)
    return [{ pointer: '/checkIn/reason', message: '没有定位，写明原因' }]
  const read = RecordPatrol.safeParse(body)
  if (read.success) return []
  return read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }))
}

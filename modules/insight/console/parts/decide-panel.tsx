import { Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { roads } from '../../model/schema.ts'
import { type Finding, useForgetInsight } from '../api.ts'

type Way = 'send' | 'entrust' | 'ignore'

const WAYS: Readonly<Record<Way, string>> = { send: '下达', entrust: '交办', ignore: '不采纳' }

/** What is to be done with a finding now: send its order, hand it to one's office, or put it aside with a reason. */
export function DecidePanel({ one }: { one: Finding }) {
  const open = waysOf(one)
  const [chosen, setChosen] = useState<Way | null>(null)
  if (one.state !== 'open') return null
  const [first] = open
  if (!first)
    return (
      <Sheet title="现在不能办" className="ag-insight-act">
        <div>{one.whyNot}</div>
      </Sheet>
    )
  const way = chosen ?? first
  return (
    <Sheet
      title={chosen && chosen !== first ? WAYS[chosen] : `轮到你：${open.map((one) => WAYS[one]).join('或')}`}
      className="ag-insight-act"
      acts={open
        .filter((other) => other !== way)
        .map((other) => (
          <button key={other} type="button" className="ag-link" onClick={() => setChosen(other)}>
            {WAYS[other]}
          </button>
        ))}
    >
      <div>
        {one.whyNot && <p className="ag-meta">{one.whyNot}。</p>}
        {way === 'send' ? <Accept one={one} /> : way === 'entrust' ? <Entrust one={one} /> : <Ignore one={one} />}
      </div>
    </Sheet>
  )
}

function waysOf({ openActs }: Finding): Way[] {
  const ways: Way[] = []
  if (openActs.includes('task') || openActs.includes('plan')) ways.push('send')
  if (openActs.includes('entrust')) ways.push('entrust')
  if (openActs.includes('ignore')) ways.push('ignore')
  return ways
}

function Entrust({ one }: { one: Finding }) {
  const forget = useForgetInsight()
  const [draft, setDraft] = useState({
    seatId: one.entrustTo[0]?.seatId ?? null,
    words: '',
    dueOn: one.order?.dueOn ?? today(),
  })
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }))
  if (one.entrustTo.length === 0) return <p>本单位现在没有在岗的监管岗位，没有人可以交办。</p>
  return (
    <ActForm
      request={{ method: 'POST', path: `/insight-findings/${one.id}/entrust`, body: draft }}
      label="交办这条研判"
      busyLabel="正在交办…"
      done="已交办"
      isReady={draft.seatId !== null && draft.words.trim().length >= 2}
      onDone={forget}
      onMovedOn={forget}
    >
      <FormField id="insight-seat" label="交给" pointer="/seatId" hint="进他的消息，标为要办；处理了自动消掉">
        <Select
          id="insight-seat"
          value={draft.seatId}
          options={one.entrustTo.map(({ seatId, title, personName }) => ({
            value: seatId,
            label: `${personName} · ${title}`,
          }))}
          onChange={(seatId) => set({ seatId })}
        />
      </FormField>
      <FormField id="insight-words" label="交办意见" pointer="/words">
        <Input.TextArea
          id="insight-words"
          rows={3}
          maxLength={300}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </FormField>
      <DayField
        id="insight-entrust-due"
        label="什么时候以前处理"
        pointer="/dueOn"
        min={today()}
        value={draft.dueOn}
        onChange={(dueOn) => set({ dueOn })}
      />
    </ActForm>
  )
}

function Ignore({ one }: { one: Finding }) {
  const forget = useForgetInsight()
  const [why, setWhy] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/insight-findings/${one.id}/ignore`, body: { why } }}
      label="不采纳这条研判"
      busyLabel="正在登记…"
      done="已登记不采纳"
      isReady={why.trim().length >= 2}
      onDone={forget}
      onMovedOn={forget}
    >
      <FormField id="insight-why" label="理由" hint="留存，和研判一起显示" pointer="/why">
        <Input.TextArea
          id="insight-why"
          rows={3}
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}

/** The part of the seed of whoever accepts, made in his browser. */
const makeNonce = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

function Accept({ one }: { one: Finding }) {
  const forget = useForgetInsight()
  const order = one.order as NonNullable<Finding['order']>
  const [draft, setDraft] = useState(() => ({
    id: crypto.randomUUID() as string,
    nonce: makeNonce(),
    road: (one.openActs.includes('task') ? 'task' : 'plan') as keyof typeof roads,
    planId: null as string | null,
    byRank: order.byRank as number | null,
    control: order.control as number | null,
    dueOn: order.dueOn,
    name: order.name,
    requirements: order.requirements,
  }))
  const [out, setOut] = useState({ ids: [] as string[], why: '' })
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }))
  const { planId, ...rest } = draft
  const isPlan = draft.road === 'plan'
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/insight-findings/${one.id}/accept`,
        body: {
          ...rest,
          ...(isPlan ? { planId } : {}),
          leftOut: out.ids.map((objectId) => ({ objectId, why: out.why })),
        },
      }}
      label={isPlan ? '采纳并排进计划' : '采纳并下达任务'}
      busyLabel="正在抽取和下达…"
      done={isPlan ? '已排进计划' : '任务已下达'}
      isReady={
        (out.ids.length === 0 || out.why.trim().length >= 2) &&
        draft.byRank !== null &&
        draft.control !== null &&
        (!isPlan || planId !== null)
      }
      onDone={forget}
      onMovedOn={forget}
    >
      <Radio.Group
        value={draft.road}
        onChange={(event) => set({ road: event.target.value })}
        options={(['task', 'plan'] as const).map((road) => ({
          value: road,
          label: roads[road],
          disabled: !one.openActs.includes(road) || (road === 'plan' && order.plans.length === 0),
        }))}
      />
      {order.plans.length === 0 && <p className="ag-meta">本单位没有正在编制的计划，只能下达任务。</p>}
      {isPlan && (
        <FormField id="insight-plan" label="排进哪个计划" pointer="/planId">
          <Select
            id="insight-plan"
            value={planId}
            options={order.plans.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => set({ planId: value })}
          />
        </FormField>
      )}
      <TextField
        id="insight-name"
        label="名称"
        pointer="/name"
        max={80}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <FormField
        id="insight-rank"
        label="按排序取 家"
        pointer="/byRank"
        hint={order.visits === null ? '没有执行中的计划，按平台默认' : `本单位计划每月约能检查 ${order.visits} 家次`}
      >
        <InputNumber id="insight-rank" min={1} max={100} value={draft.byRank} onChange={(byRank) => set({ byRank })} />
      </FormField>
      <FormField id="insight-control" label="随机对照 家" pointer="/control" hint="一起下达，查的人不知道谁是对照">
        <InputNumber
          id="insight-control"
          min={1}
          max={100}
          value={draft.control}
          onChange={(control) => set({ control })}
        />
      </FormField>
      <LeaveOut order={order} out={out} onChange={setOut} />
      <DayField
        id="insight-due"
        label="完成期限"
        pointer="/dueOn"
        min={today()}
        value={draft.dueOn}
        onChange={(dueOn) => set({ dueOn })}
      />
      <FormField id="insight-requirements" label="要求" pointer="/requirements">
        <Input.TextArea
          id="insight-requirements"
          autoSize={{ minRows: 6, maxRows: 14 }}
          maxLength={2000}
          value={draft.requirements}
          onChange={(event) => set({ requirements: event.target.value })}
        />
      </FormField>
    </ActForm>
  )
}

interface LeaveOutProps {
  order: NonNullable<Finding['order']>
  out: { ids: string[]; why: string }
  onChange(out: LeaveOutProps['out']): void
}

/** Who is not sent to, and why: the next by rank takes the place. */
function LeaveOut({ order, out, onChange }: LeaveOutProps) {
  return (
    <>
      <FormField id="insight-out" label="不排哪几家 选填" pointer="/leftOut" hint="名次顺延，理由留存">
        <Select
          id="insight-out"
          mode="multiple"
          value={out.ids}
          options={order.enterprises.map(({ objectId, name }) => ({ value: objectId, label: name }))}
          onChange={(ids: string[]) => onChange({ ...out, ids })}
        />
      </FormField>
      {out.ids.length > 0 && (
        <TextField
          id="insight-out-why"
          label="为什么不排"
          max={100}
          value={out.why}
          onChange={(why) => onChange({ ...out, why })}
        />
      )}
    </>
  )
}

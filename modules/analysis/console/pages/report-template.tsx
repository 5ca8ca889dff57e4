import { useNavigate } from '@tanstack/react-router'
import { Button, Input, InputNumber, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useDictionary } from '#kernel/indicators/console/api.ts'
import { useAct } from '#kernel/ui/act.ts'
import { usePart } from '#kernel/ui/address.ts'
import { type ApiProblem, queryString, send } from '#kernel/ui/api.ts'
import { count, time } from '#kernel/ui/format.ts'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type Block, gridRules, periodRules, rhythms, rhythmText } from '../../model/report.ts'
import type { Content, ReportTemplate, TemplateInput } from '../../model/report-schema.ts'
import { useReportTemplate } from '../api.ts'
import { BlockEditor } from '../parts/block-editor.tsx'
import { ReportBody } from '../parts/report-body.tsx'
import '../analysis.css'

const EMPTY: TemplateInput = {
  title: '',
  gridRule: 'own',
  periodRule: 'month',
  days: null,
  rhythm: 'hand',
  onDay: null,
  seats: [],
  blocks: [
    { kind: 'para', text: '期内政府检查发现隐患 {hazard.office-found}，企业自查上报 {hazard.self-found}。' },
    { kind: 'table', by: 'grid', codes: ['enterprise.count'] },
  ],
}

/** A new template of one's own grid. */
export const NewReportTemplatePage = () => <Editor known={null} onSaved={null} />

/** A template: what it says, for whom, when; a look at it with live figures; written now or left to the worker. */
export function ReportTemplatePage() {
  const id = usePart('id')
  const read = useReportTemplate(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/reports">看全部报告</To>} />
      </div>
    )
  if (!read.data) return <Waiting lines={10} />
  return <Editor key={read.data.version} known={read.data} onSaved={() => void read.refetch()} />
}

interface EditorProps {
  known: ReportTemplate | null
  onSaved: (() => void) | null
}

const inputOf = ({
  title,
  gridRule,
  periodRule,
  days,
  rhythm,
  onDay,
  seats,
  blocks,
}: TemplateInput): TemplateInput => ({
  ...{ title, gridRule, periodRule, days, rhythm, onDay, seats, blocks },
})

function Editor({ known, onSaved }: EditorProps) {
  const navigate = useNavigate()
  const [draft, setDraft] = useState<TemplateInput>(() => inputOf(known ?? EMPTY))
  const [preview, setPreview] = useState<Content | null>(null)
  const act = useAct()
  const patch = (change: Partial<TemplateInput>) => setDraft({ ...draft, ...change })
  const isOpen = known === null || known.mayKeep
  const look = () =>
    act.run(async () => {
      // Seats are told when it is written; to look at it nobody need be named.
      const body = { template: { ...draft, title: draft.title || '没有标题', seats: [] } }
      setPreview(await send<Content>('POST', '/report-previews', { body }))
    })
  const save = () =>
    act.run(async () => {
      if (known) {
        await send('PUT', `/report-templates/${known.id}`, { body: draft, version: known.version })
        onSaved?.()
      } else {
        const { id } = await send<{ id: string }>('POST', '/report-templates', { body: draft })
        await navigate({ to: `/report-templates/${id}` })
      }
    }, '模板已保存')
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/reports">报告</To>}
        meta={known && <Meta known={known} />}
        acts={
          <>
            <Button disabled={act.busy} onClick={() => void look()}>
              用真数看一眼
            </Button>
            {known?.mayKeep && <WriteNow id={known.id} onDone={() => onSaved?.()} />}
            {isOpen && (
              <Button type="primary" disabled={act.busy} onClick={() => void save()}>
                {known ? '存成新的一版' : '保存模板'}
              </Button>
            )}
          </>
        }
      >
        {known
          ? `${known.title}：${rhythmText(known.rhythm, known.onDay)}${known.retiredAt ? '，已停用' : ''}`
          : '新建报告模板'}
      </PageHead>
      {act.problem && <ProblemPanel error={act.problem} />}
      <div className="ag-stack">
        <Settings draft={draft} patch={patch} problem={act.problem} />
        <Sheet title="内容" meta="文字里的指标写出时换成当时的数">
          <Blocks draft={draft} patch={patch} problem={act.problem} />
        </Sheet>
        {preview && <ReportBody content={preview} />}
        {known && known.versions.length > 1 && (
          <Sheet title="历次版本">
            <ul className="ag-pad">
              {known.versions.map(({ version, savedAt, savedBy }) => (
                <li key={version}>
                  第 {version} 版　{savedBy}　{time(savedAt)}
                </li>
              ))}
            </ul>
          </Sheet>
        )}
        {known?.mayKeep && <Retire id={known.id} onDone={() => onSaved?.()} />}
      </div>
    </div>
  )
}

const Meta = ({ known }: { known: ReportTemplate }) => (
  <>
    <span>{known.gridName}</span>
    <span>
      第 {known.version} 版，{known.savedBy} {time(known.savedAt)}
    </span>
    <span>{known.nextOn ? `下一份 ${known.nextOn} 写` : '手动写'}</span>
    <To to="/reports" search={{ template: known.id }}>
      写过 {count(known.written)} 份
    </To>
  </>
)

interface PartProps {
  draft: TemplateInput
  patch(change: Partial<TemplateInput>): void
  problem: ApiProblem | null
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

/** Title, grids, period, day and seats. */
function Settings({ draft, patch, problem }: PartProps) {
  const fault = (pointer: string) => {
    const said = problem?.about(pointer)
    return said ? (
      <span className="ag-fault" role="alert">
        {said}
      </span>
    ) : null
  }
  return (
    <Sheet title="写什么、什么时候写、发给谁">
      <div className="ag-report-form">
        <div className="ag-field">
          <label htmlFor="report-title">标题</label>
          {fault('/title')}
          <Input
            id="report-title"
            value={draft.title}
            maxLength={60}
            onChange={({ target }) => patch({ title: target.value })}
          />
        </div>
        <div className="ag-field">
          <label htmlFor="report-grids">为哪些网格</label>
          <Select
            id="report-grids"
            value={draft.gridRule}
            options={optionsOf(gridRules)}
            onChange={(gridRule) => patch({ gridRule })}
          />
        </div>
        <div className="ag-field">
          <label htmlFor="report-period">哪段时间</label>
          {fault('/days')}
          <div className="ag-row">
            <Select
              id="report-period"
              style={{ flex: 1 }}
              value={draft.periodRule}
              options={optionsOf(periodRules)}
              onChange={(periodRule) => patch({ periodRule, days: periodRule === 'days' ? 7 : null })}
            />
            {draft.periodRule === 'days' && (
              <InputNumber
                aria-label="几天"
                min={1}
                max={366}
                value={draft.days}
                suffix="天"
                onChange={(days) => patch({ days })}
              />
            )}
          </div>
        </div>
        <div className="ag-field">
          <label htmlFor="report-rhythm">什么时候写</label>
          {fault('/onDay')}
          <div className="ag-row">
            <Select
              id="report-rhythm"
              style={{ flex: 1 }}
              value={draft.rhythm}
              options={optionsOf(rhythms)}
              onChange={(rhythm) => patch({ rhythm, onDay: rhythm === 'hand' ? null : 1 })}
            />
            {draft.rhythm !== 'hand' && (
              <Select
                aria-label="在哪一天"
                style={{ width: 110 }}
                value={draft.onDay}
                options={Array.from({ length: draft.rhythm === 'weekly' ? 7 : 28 }, (_, at) => ({
                  value: at + 1,
                  label: rhythmText(draft.rhythm, at + 1).slice(2),
                }))}
                onChange={(onDay) => patch({ onDay })}
              />
            )}
          </div>
        </div>
        <div className="ag-field ag-report-seats">
          <label htmlFor="report-seats">发给哪些岗位</label>
          <small>选填，只能是辖区内的岗位；写出以后收到消息，点开就是这一份</small>
          {fault('/seats')}
          <SeatsChoice value={draft.seats} onChange={(seats) => patch({ seats })} />
        </div>
      </div>
    </Sheet>
  )
}

interface SeatLine {
  id: string
  title: string
  bodyName: string
  objectId: string | null
  holders: { name: string }[]
}

/** Seats of one's own grid by title, office or name. */
function SeatsChoice({ value, onChange }: { value: string[]; onChange(seats: string[]): void }) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useRead<{ items: SeatLine[] }>(`/seats${queryString({ q: wanted, limit: 200 })}`, { keep: true })
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map())
  const [chosen] = useState(value)
  const before = useRead<{ items: SeatLine[] }>(
    chosen.length > 0 && `/seats${queryString({ ids: chosen.join(), limit: 100 })}`,
  )
  const items = (found.data?.items ?? []).filter(({ objectId }) => objectId === null)
  const labelOf = ({ title, bodyName, holders }: SeatLine) =>
    `${bodyName} ${title}${holders.length > 0 ? ` · ${holders.map(({ name }) => name).join('、')}` : ''}`
  const options = items.map((seat) => ({ value: seat.id, label: labelOf(seat) }))
  const missing = value.filter((id) => !options.some((one) => one.value === id))
  const named = new Map([...(before.data?.items ?? []).map((seat) => [seat.id, labelOf(seat)] as const), ...known])
  const otherwise = before.isLoading ? '…' : '已撤销或不在辖区的岗位'
  return (
    <Select
      id="report-seats"
      mode="multiple"
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="按岗位、单位或姓名找"
      notFoundContent="辖区里没有这样的岗位"
      value={value}
      options={[...missing.map((id) => ({ value: id, label: named.get(id) ?? otherwise })), ...options]}
      onChange={(seats: string[]) => {
        setKnown(new Map([...known, ...options.map(({ value: id, label }) => [id, label] as const)]))
        onChange(seats)
      }}
    />
  )
}

/** The parts of the report in their order. */
function Blocks({ draft: { blocks }, patch, problem }: PartProps) {
  const dictionary = useDictionary()
  const indicators = dictionary.data?.items ?? []
  const put = (next: Block[]) => patch({ blocks: next })
  const move = (at: number, by: -1 | 1) => {
    const next = [...blocks]
    const [taken] = next.splice(at, 1)
    if (taken) next.splice(Math.max(0, at + by), 0, taken)
    put(next)
  }
  const add = (block: Block) => put([...blocks, block])
  return (
    <div className="ag-report-blocks">
      {blocks.map((block, at) => (
        <BlockEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
          key={`${at} ${block.kind}`}
          at={at}
          block={block}
          indicators={indicators}
          fault={
            problem?.about(`/blocks/${at}`) ??
            problem?.about(`/blocks/${at}/text`) ??
            problem?.about(`/blocks/${at}/codes`)
          }
          onChange={(next) => put(blocks.map((one, place) => (place === at ? next : one)))}
          onMove={(by) => move(at, by)}
          onRemove={() => put(blocks.filter((_, place) => place !== at))}
        />
      ))}
      <div className="ag-row ag-wrap">
        <Button onClick={() => add({ kind: 'heading', text: '' })}>加小标题</Button>
        <Button onClick={() => add({ kind: 'para', text: '' })}>加文字</Button>
        <Button onClick={() => add({ kind: 'table', by: 'grid', codes: [] })}>加分项表</Button>
      </div>
    </div>
  )
}

/** Writes the saved version now and opens it. */
function WriteNow({ id, onDone }: { id: string; onDone(): void }) {
  const navigate = useNavigate()
  const act = useAct()
  const write = () =>
    act.run(async () => {
      const { ids } = await send<{ ids: string[] }>('POST', `/report-templates/${id}/write`)
      onDone()
      if (ids.length === 1) await navigate({ to: `/reports/${ids[0]}` })
      else await navigate({ to: '/reports', search: { template: id } as never })
    })
  return (
    <>
      <Button disabled={act.busy} onClick={() => void write()}>
        {act.busy ? '正在写…' : '现在写一份并发出'}
      </Button>
      {act.problem && <span className="ag-warn">{act.problem.detail}</span>}
    </>
  )
}

/** Ends a template; its reports stay. */
function Retire({ id, onDone }: { id: string; onDone(): void }) {
  const act = useAct()
  const [isAsked, setAsked] = useState(false)
  const retire = async () => {
    if (await act.run(() => send('POST', `/report-templates/${id}/retire`), '模板已停用')) onDone()
  }
  return (
    <div className="ag-row">
      {isAsked ? (
        <>
          <Button danger disabled={act.busy} onClick={() => void retire()}>
            停用，以后不再写
          </Button>
          <button type="button" className="ag-link" onClick={() => setAsked(false)}>
            不停用
          </button>
        </>
      ) : (
        <button type="button" className="ag-link" onClick={() => setAsked(true)}>
          停用这个模板
        </button>
      )}
      {act.problem && <span className="ag-warn">{act.problem.detail}</span>}
    </div>
  )
}

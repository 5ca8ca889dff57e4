import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { ActFields, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { type TaskTemplate, useTask, useTaskTemplate, useTaskTemplates } from '../api.ts'
import { taskFace } from '../face.tsx'
import { factsOf } from '../facts.ts'
import '#kernel/cases/console/act.css'
import '../task.css'

/** Drafts a task for one's own grid, maybe with the words of an earlier one; it is published on its own page, when it reads well. */
export function NewTaskPage() {
  const may = useMay()
  const me = useMe()
  const { search } = useAddress()
  const copied = useTask(search.copy ?? null)
  const template = useTaskTemplate(search.template ?? null)
  const source = search.copy ? copied : template
  const wanted = search.copy ?? search.template
  if (!me.data) return <Waiting lines={8} />
  if (!may('task.draft'))
    return (
      <EmptyState whole icon="none" title="任务由监管岗位发起" acts={<To to="/tasks">看任务</To>}>
        下达给您的任务在待办里。
      </EmptyState>
    )
  if (wanted && source.error)
    return (
      <ProblemPanel
        whole
        error={source.error}
        retry={() => void source.refetch()}
        acts={<To to="/tasks/new">不用它，写新的</To>}
      />
    )
  if (wanted && !source.data) return <Waiting lines={8} />
  const given = wanted ? givenBy(search.copy ? copied.data : undefined, template.data) : undefined
  return <DraftForm gridCode={me.data.gridCode} given={given} />
}

/** Words a draft may begin with, and what they are called. */
interface Given {
  title: string
  words: Record<string, unknown>
}

function givenBy(copied: CaseOne | undefined, template: TaskTemplate | undefined): Given | undefined {
  if (copied) return { title: copied.title, words: wordsOf(copied) }
  return template && { title: template.name, words: template.words }
}

const FIRST = { rule: {} }
/** What shows that somebody has begun to write. */
const WRITTEN = ['name', 'goal', 'requirements']

function DraftForm({ gridCode, given }: { gridCode: string; given: Given | undefined }) {
  const sheet = useOpening(taskFace, 'draft', { gridCode }, FIRST)
  const { change } = useAddress()
  const [source, setSource] = useState<string | null>(null)
  const { values, set } = sheet.draft
  const begun = WRITTEN.some((key) => values[key])
  const forget = () => change({ copy: undefined, template: undefined }, true)
  const take = ({ title, words }: Given) => {
    for (const [key, value] of Object.entries(words)) set(key, value)
    setSource(title)
    forget()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: an empty form takes the words once, when the task is there
  useEffect(() => {
    if (given && !begun) take(given)
  }, [given?.title])
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
        <Templates onChoose={(template) => change({ template, copy: undefined })} />
        {given && begun && <WhichWords title={given.title} onTake={() => take(given)} onKeep={forget} />}
        {source && (
          <p className="ag-soft" role="status">
            照「{source}」填好了，改过再存；期限和下级网格发布时另选。
          </p>
        )}
        <Refusal problem={sheet.problem} />
        <Sheet title="做什么、对谁做">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <ActFields
              face={taskFace}
              fields={sheet.shown}
              values={values}
              faults={sheet.faults}
              prefix={sheet.prefix}
              caseId={null}
              onSet={set}
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

/** Begins with the words of a template; nothing where there is none. */
function Templates({ onChoose }: { onChoose(id: string): void }) {
  const read = useTaskTemplates(true)
  if (!read.data || read.data.items.length === 0) return null
  return (
    <div className="ag-row ag-wrap">
      <label htmlFor="task-template">用模板</label>
      <Select
        id="task-template"
        style={{ width: 'min(320px, 100%)' }}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="选一个，填好内容再改"
        value={null}
        options={read.data.items.map(({ id, name, mine, gridName }) => ({
          value: id,
          label: mine ? name : `${name}　${gridName}`,
        }))}
        onChange={(id: string | null) => id && onChoose(id)}
      />
      <To to="/tasks/templates">管理模板</To>
    </div>
  )
}

/** What a task says, as a new draft says it. */
function wordsOf(one: CaseOne): Record<string, unknown> {
  const facts = factsOf(one)
  if (!facts) return {}
  const { kind, feedback, rule, goal, requirements, measures, standard, template } = facts
  return { name: one.title, kind, feedback, rule, goal, requirements, measures, standard, template }
}

interface WhichWordsProps {
  title: string
  onTake(): void
  onKeep(): void
}

/** What somebody began to write is not lost without being asked. */
function WhichWords({ title, onTake, onKeep }: WhichWordsProps) {
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      <strong>您有一份没有存的草稿，要换成「{title}」的内容吗？</strong>
      <span className="ag-row ag-wrap">
        <Button size="small" type="primary" onClick={onTake}>
          换成它的内容
        </Button>
        <Button size="small" onClick={onKeep}>
          接着写原来的
        </Button>
      </span>
    </div>
  )
}

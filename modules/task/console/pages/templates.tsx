import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { feedbackRhythms, taskKinds } from '../../model/codes.ts'
import { type TaskTemplate, useForgetTemplates, useTaskTemplates } from '../api.ts'
import { ruleWords } from '../parts/rule-choice.tsx'
import '../task.css'

type Words = { kind?: keyof typeof taskKinds; feedback?: keyof typeof feedbackRhythms; goal?: string; rule?: unknown }

/** Words of tasks kept by one's office and the offices above: to use, to rename, to take out of use. */
export function TaskTemplatesPage() {
  const may = useMay()
  const read = useTaskTemplates(may('task.draft'))
  const [renamed, setRenamed] = useState<TaskTemplate | null>(null)
  const [retired, setRetired] = useState<TaskTemplate | null>(null)
  const rows = read.data?.items
  if (!may('task.draft'))
    return (
      <EmptyState whole icon="none" title="任务模板由起草任务的岗位使用" acts={<To to="/tasks">看任务</To>}>
        下达给您的任务在待办里。
      </EmptyState>
    )
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/tasks">任务</To>}
        meta="本单位存的和上级单位存的；上级的只能用。在任务页点「存为模板」添加。"
      >
        {rows ? `${count(rows.length)} 个任务模板` : '任务模板'}
      </PageHead>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption="任务模板"
          columns={columnsOf(setRenamed, setRetired)}
          rows={rows}
          rowKey={({ id }) => id}
          skeletonRows={4}
          under={({ gridName, savedAt }) => `${gridName} · ${day(savedAt)}`}
          empty={
            <Sheet>
              <EmptyState title="还没有任务模板" acts={<To to="/tasks">看任务</To>}>
                打开一项写得好的任务，点「存为模板」；下次起草时可以选。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      {renamed && <RenameBox template={renamed} onClose={() => setRenamed(null)} />}
      {retired && <RetireBox template={retired} onClose={() => setRetired(null)} />}
    </div>
  )
}

const columnsOf = (
  onRename: (template: TaskTemplate) => void,
  onRetire: (template: TaskTemplate) => void,
): Column<TaskTemplate>[] => [
  {
    key: 'name',
    head: '模板',
    lead: true,
    cell: ({ id, name, words }) => (
      <>
        <To to="/tasks/new" search={{ template: id }}>
          {name}
        </To>
        <div className="ag-meta">{String((words as Words).goal ?? '')}</div>
      </>
    ),
  },
  {
    key: 'kind',
    head: '种类',
    width: 150,
    wide: true,
    cell: ({ words }) => {
      const { kind, feedback } = words as Words
      const rhythm = feedback && feedback !== 'none' ? `，${feedbackRhythms[feedback]}反馈` : ''
      return `${kind ? taskKinds[kind] : '—'}${rhythm}`
    },
  },
  { key: 'rule', head: '对象范围', wide: true, cell: ({ words }) => ruleWords((words as Words).rule) },
  {
    key: 'of',
    head: '谁存的',
    width: 190,
    roomy: true,
    cell: ({ gridName, savedBy, savedAt }) => (
      <>
        {gridName} {savedBy} <span className="ag-meta">{day(savedAt)}</span>
      </>
    ),
  },
  {
    key: 'acts',
    head: '',
    width: 140,
    cell: (template) => (
      <span className="ag-row ag-wrap">
        <To to="/tasks/new" search={{ template: template.id }}>
          起草
        </To>
        {template.mine && (
          <>
            <button type="button" className="ag-link" onClick={() => onRename(template)}>
              改名
            </button>
            <button type="button" className="ag-link" onClick={() => onRetire(template)}>
              停用
            </button>
          </>
        )}
      </span>
    ),
  },
]

interface BoxProps {
  template: TaskTemplate
  onClose(): void
}

function RenameBox({ template, onClose }: BoxProps) {
  const [name, setName] = useState(template.name)
  const forget = useForgetTemplates()
  return (
    <Modal open title={`给「${template.name}」改名`} footer={null} onCancel={onClose}>
      <ActForm
        request={{ method: 'POST', path: `/task-templates/${template.id}/rename`, body: { name } }}
        label="改名"
        busyLabel="正在改…"
        done="已改名"
        isReady={name.trim().length > 1 && name.trim() !== template.name}
        onDone={async () => {
          await forget()
          onClose()
        }}
      >
        <TextField id="template-new-name" label="新名称" pointer="/name" value={name} max={40} onChange={setName} />
      </ActForm>
    </Modal>
  )
}

function RetireBox({ template, onClose }: BoxProps) {
  const act = useAct()
  const forget = useForgetTemplates()
  const retire = async () => {
    const done = await act.run(async () => {
      await send('POST', `/task-templates/${template.id}/retire`, { body: {} })
      await forget()
    }, `模板「${template.name}」已停用`)
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={`停用「${template.name}」？`}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>不停用</Button>
          <Button danger disabled={act.busy} onClick={() => void retire()}>
            {act.busy ? '正在停用…' : '停用'}
          </Button>
        </>
      }
    >
      <Refusal problem={act.problem} />
      <p>停用后本单位和下级起草时都选不到它；用它起草过的任务不变。</p>
    </Modal>
  )
}

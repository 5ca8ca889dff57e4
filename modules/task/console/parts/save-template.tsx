import { Popover } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { TextField } from '#kernel/ui/text-field.tsx'
import { useForgetTemplates } from '../api.ts'

const MOST = 40

/** Keeps the words of a task under a name; nothing for those who draft none. */
export function SaveTemplate({ id, title }: { id: string; title: string }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('task.draft')) return null
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      destroyOnHidden
      title="存为本单位的任务模板"
      content={<NameForm id={id} title={title} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="ag-link">
        存为模板
      </button>
    </Popover>
  )
}

function NameForm({ id, title, onDone }: { id: string; title: string; onDone(): void }) {
  const [name, setName] = useState(title.slice(0, MOST))
  const forget = useForgetTemplates()
  return (
    <div style={{ width: 'min(300px, 78vw)' }}>
      <ActForm
        request={{ method: 'POST', path: '/task-templates', body: { name, taskId: id } }}
        label="存为模板"
        busyLabel="正在存…"
        done="模板已存，起草任务时可以选"
        isReady={name.trim().length > 1}
        onDone={async () => {
          await forget()
          onDone()
        }}
        aside={<To to="/tasks/templates">看全部模板</To>}
      >
        <TextField
          id="task-template-name"
          label="模板名称"
          hint="下级单位也能用；期限和下级网格不存"
          pointer="/name"
          value={name}
          max={MOST}
          onChange={setName}
        />
      </ActForm>
    </div>
  )
}

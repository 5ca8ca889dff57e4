import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import type { EnterpriseFile } from '../api.ts'
import { useRefreshFile } from '../file-api.ts'

/** Moves an enterprise to another grid; whoever answers there takes over. */
export function MoveButton({ file }: { file: EnterpriseFile }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Icon name="grid" />} onClick={() => setOpen(true)}>
        调整网格
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} size={480} destroyOnHidden title="调整所在网格">
        <MoveForm file={file} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function MoveForm({ file, onDone }: { file: EnterpriseFile; onDone(): void }) {
  const act = useAct()
  const refresh = useRefreshFile(file.id)
  const [gridCode, setGridCode] = useState<string>()
  const [reason, setReason] = useState('')
  const same = gridCode === file.gridCode
  const save = async () => {
    const body = { values: {}, gridCode, reason: reason.trim() }
    const done = await act.run(async () => {
      await send('PATCH', `/enterprises/${file.id}`, { body, version: file.version })
      await refresh()
    }, '网格调整好了')
    if (done) onDone()
  }
  return (
    <form
      className="ag-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Refusal problem={act.problem} />
      <p className="ag-soft">
        现在在 {file.gridPath.map((node) => node.name).join(' / ')} <span className="ag-code">{file.gridCode}</span>
      </p>
      <FormField id="move-grid" label="调到哪个网格" pointer="/gridCode" problem={act.problem}>
        <GridChoice id="move-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <TextField
        id="move-reason"
        label="调整原因"
        hint="写入经过"
        pointer="/reason"
        problem={act.problem}
        max={500}
        value={reason}
        onChange={setReason}
      />
      <div className="ag-row">
        <Button type="primary" htmlType="submit" disabled={act.busy || !gridCode || same || reason.trim().length < 2}>
          {act.busy ? '正在调…' : '调到这个网格'}
        </Button>
        {same && <span className="ag-meta">已经在这个网格</span>}
      </div>
    </form>
  )
}

import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
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
  const refresh = useRefreshFile(file.id)
  const [gridCode, setGridCode] = useState<string>()
  const [reason, setReason] = useState('')
  const same = gridCode === file.gridCode
  const finish = async () => {
    await refresh()
    onDone()
  }
  return (
    <ActForm
      request={{
        method: 'PATCH',
        path: `/enterprises/${file.id}`,
        body: { values: {}, gridCode, reason: reason.trim() },
        version: file.version,
      }}
      label="调到这个网格"
      busyLabel="正在调整…"
      done="网格已调整"
      isReady={Boolean(gridCode) && !same && reason.trim().length >= 2}
      onDone={finish}
      onMovedOn={refresh}
      aside={same && <span className="ag-meta">已经在这个网格</span>}
    >
      <p className="ag-soft">
        现在在 {file.gridPath.map((node) => node.name).join(' / ')} <span className="ag-code">{file.gridCode}</span>
      </p>
      <FormField id="move-grid" label="调到哪个网格" pointer="/gridCode">
        <GridChoice id="move-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <TextField
        id="move-reason"
        label="调整原因"
        hint="写入经过"
        pointer="/reason"
        max={500}
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  )
}

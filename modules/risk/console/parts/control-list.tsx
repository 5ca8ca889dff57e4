import { Button, Drawer, Input, Radio } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Clock, StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { type CheckRhythm, type ControlKind, checkRhythms, controlKinds } from '../../model/codes.ts'
import { type Control, type RiskFile, useForgetRisks } from '../api.ts'
import { ControlFields, controlBody, emptyControl } from './control-fields.tsx'

type Open = { act: 'check' | 'change' | 'withdraw'; control: Control } | { act: 'add' } | null

/** Measures of a risk point by kind; its enterprise looks at them, changes them, takes them down. */
export function ControlList({ file }: { file: RiskFile }) {
  const [open, setOpen] = useState<Open>(null)
  const keeps = file.openActs.includes('keep')
  const kinds = (Object.keys(controlKinds) as ControlKind[]).filter((kind) =>
    file.items.some((one) => one.kind === kind),
  )
  const close = () => setOpen(null)
  return (
    <Sheet
      title="管控措施"
      meta={`${count(file.items.length)} 条`}
      acts={
        keeps && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setOpen({ act: 'add' })}>
            加措施
          </Button>
        )
      }
    >
      {kinds.map((kind) => (
        <section key={kind} className="ag-control-group" aria-label={controlKinds[kind]}>
          <h3>{controlKinds[kind]}</h3>
          <ul>
            {file.items
              .filter((control) => control.kind === kind)
              .map((control) => (
                <ControlLine key={control.id} control={control} keeps={keeps} onOpen={setOpen} />
              ))}
          </ul>
        </section>
      ))}
      <Drawer open={open !== null} onClose={close} size={480} destroyOnHidden title={titleOf(open)}>
        {open?.act === 'add' && <AddForm file={file} onDone={close} />}
        {open?.act === 'change' && <ChangeForm file={file} control={presentOf(file, open.control)} onDone={close} />}
        {open?.act === 'check' && <CheckForm control={open.control} onDone={close} />}
        {open?.act === 'withdraw' && <WithdrawForm control={open.control} onDone={close} />}
      </Drawer>
    </Sheet>
  )
}

/** The measure as it was last read: after somebody else changed it, saving again goes by the new version. */
const presentOf = (file: RiskFile, control: Control): Control =>
  file.items.find(({ id }) => id === control.id) ?? control

const titleOf = (open: Open) =>
  open ? { add: '加一条措施', change: '修改措施', check: '检查措施', withdraw: '撤下措施' }[open.act] : ''

interface ControlLineProps {
  control: Control
  keeps: boolean
  onOpen(open: Open): void
}

function ControlLine({ control, keeps, onOpen }: ControlLineProps) {
  const rhythm = checkRhythms[control.every as CheckRhythm].name
  return (
    <li className="ag-control">
      <p>{control.text}</p>
      <div className="ag-page-meta">
        <span>
          {control.checker}，{rhythm}检查
        </span>
        {control.lastResult ? (
          <StatusMark kind={control.lastResult === 'works' ? 'done' : 'late'}>
            {day(control.lastCheckedOn)} {control.lastResult === 'works' ? '有效' : '失效'}
          </StatusMark>
        ) : (
          <span className="ag-pale">还没有检查过</span>
        )}
        <Clock due={control.checkDueOn} soonDays={0} />
        {control.failures > 0 && (
          <To to="/hazards" search={{ controlId: control.id, open: 'false', counted: 'true' }}>
            {count(control.failures)} 条隐患指到它
          </To>
        )}
      </div>
      {keeps && (
        <div className="ag-row ag-wrap ag-control-acts">
          <Button size="small" type="primary" ghost onClick={() => onOpen({ act: 'check', control })}>
            检查
          </Button>
          <Button size="small" onClick={() => onOpen({ act: 'change', control })}>
            改
          </Button>
          <Button size="small" onClick={() => onOpen({ act: 'withdraw', control })}>
            撤下
          </Button>
          {control.lastResult === 'failed' && (
            <To to="/hazards/report" search={{ controlId: control.id }}>
              上报隐患
            </To>
          )}
        </div>
      )}
    </li>
  )
}

function useDone(onDone: () => void) {
  const forget = useForgetRisks()
  return async () => {
    await forget()
    onDone()
  }
}

function AddForm({ file, onDone }: { file: RiskFile; onDone(): void }) {
  const done = useDone(onDone)
  const [draft, setDraft] = useState(() => emptyControl('management'))
  return (
    <ActForm
      request={{ method: 'POST', path: `/risk-points/${file.id}/controls`, body: controlBody(draft, file.level) }}
      label="登记措施"
      busyLabel="正在登记…"
      done="措施已登记"
      isReady={draft.text.trim().length > 1 && draft.checker.trim().length > 1}
      onDone={done}
    >
      <ControlFields draft={draft} level={file.level} pointer="" onChange={setDraft} />
    </ActForm>
  )
}

function ChangeForm({ file, control, onDone }: { file: RiskFile; control: Control; onDone(): void }) {
  const done = useDone(onDone)
  const forget = useForgetRisks()
  const { id, kind, text, checker, every } = control
  const [draft, setDraft] = useState({
    id,
    kind: kind as ControlKind,
    text,
    checker,
    every: every as CheckRhythm | undefined,
  })
  const { id: _, ...body } = controlBody(draft, file.level)
  return (
    <ActForm
      request={{ method: 'PUT', path: `/risk-controls/${id}`, body, version: control.version }}
      label="保存措施"
      busyLabel="正在保存…"
      done="措施已修改"
      isReady={draft.text.trim().length > 1 && draft.checker.trim().length > 1}
      onDone={done}
      onMovedOn={forget}
    >
      <ControlFields draft={draft} level={file.level} pointer="" onChange={setDraft} />
    </ActForm>
  )
}

function CheckForm({ control, onDone }: { control: Control; onDone(): void }) {
  const done = useDone(onDone)
  const [result, setResult] = useState<'works' | 'failed'>()
  const [text, setText] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/risk-controls/${control.id}/check`, body: { result, text: text.trim() } }}
      label="登记检查"
      busyLabel="正在登记…"
      done="检查已登记"
      isReady={result === 'works' || (result === 'failed' && text.trim().length > 1)}
      onDone={done}
    >
      <p>{control.text}</p>
      <FormField id="check-result" label="今天看了，这条措施" pointer="/result">
        <Radio.Group
          id="check-result"
          className="ag-answers"
          optionType="button"
          buttonStyle="solid"
          value={result}
          options={[
            { value: 'works', label: '有效' },
            { value: 'failed', label: '失效' },
          ]}
          onChange={({ target }) => setResult(target.value)}
        />
      </FormField>
      <FormField
        id="check-text"
        label={result === 'failed' ? '什么情况' : '说明（选填）'}
        hint={result === 'failed' ? '登记以后，接着把它作为隐患上报' : undefined}
        pointer="/text"
      >
        <Input.TextArea
          id="check-text"
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={300}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}

function WithdrawForm({ control, onDone }: { control: Control; onDone(): void }) {
  const done = useDone(onDone)
  return (
    <ActForm
      request={{ method: 'POST', path: `/risk-controls/${control.id}/withdraw` }}
      label="撤下这条措施"
      busyLabel="正在撤下…"
      done="措施已撤下"
      tone="danger"
      onDone={done}
      aside={<span className="ag-meta">记录保留</span>}
    >
      <p>{control.text}</p>
    </ActForm>
  )
}

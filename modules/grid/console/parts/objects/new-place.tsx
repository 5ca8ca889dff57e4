import { Button, Select } from 'antd'
import { useCallback, useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { today } from '#kernel/ui/format.ts'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { placeKinds } from '../../../model/boundary-objects.ts'
import { useForgetGrid } from '../../boundary-api.ts'
import { GridChoice } from '../grid-choice.tsx'
import { numbersOf, type Where, WhereField } from './where-field.tsx'

const kinds = Object.entries(placeKinds).map(([value, label]) => ({ value, label }))

/** Puts a school, a market or another place of class C under supervision. */
export function NewPlaceForm({ grid, onDone }: { grid: string | undefined; onDone(): void }) {
  const act = useAct()
  const forget = useForgetGrid()
  const [id] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<string>()
  const [name, setName] = useState('')
  const [where, setWhere] = useState<Where>({ lng: '', lat: '' })
  const [gridCode, setGridCode] = useState<string>()
  const [address, setAddress] = useState('')
  const [principal, setPrincipal] = useState('')
  const [fromOn, setFromOn] = useState(today())
  const found = useCallback((code: string) => setGridCode(code), [])
  const typed = Boolean(where.lng.trim() || where.lat.trim())
  const point = numbersOf(where)
  const save = async () => {
    const body = {
      id,
      kind,
      name: name.trim(),
      gridCode,
      address: address.trim() || null,
      principal: principal.trim() || null,
      fromOn: fromOn.trim(),
      ...point,
    }
    if (!(await act.run(() => send('POST', '/supervised-places', { body }), '登记好了'))) return
    await forget()
    onDone()
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
      <div className="ag-form-grid">
        <FormField id="place-kind" label="类别" pointer="/kind" problem={act.problem}>
          <Select id="place-kind" value={kind} options={kinds} onChange={setKind} />
        </FormField>
        <TextField
          id="place-name"
          label="名称"
          pointer="/name"
          problem={act.problem}
          max={120}
          value={name}
          onChange={setName}
        />
      </div>
      <WhereField value={where} problem={act.problem} grid={grid} onChange={setWhere} onFound={found} />
      <FormField id="place-grid" label="所在网格" pointer="/gridCode" problem={act.problem}>
        <GridChoice id="place-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <TextField
        id="place-address"
        label="地址"
        hint="选填"
        pointer="/address"
        problem={act.problem}
        max={200}
        value={address}
        onChange={setAddress}
      />
      <div className="ag-form-grid">
        <TextField
          id="place-principal"
          label="主要负责人"
          hint="选填，安全生产第一责任人"
          pointer="/principal"
          problem={act.problem}
          max={50}
          value={principal}
          onChange={setPrincipal}
        />
        <TextField
          id="place-from"
          label="从哪天起监管"
          hint="年-月-日"
          pointer="/fromOn"
          problem={act.problem}
          max={10}
          value={fromOn}
          onChange={setFromOn}
        />
      </div>
      <div className="ag-row ag-wrap">
        <Button
          type="primary"
          htmlType="submit"
          disabled={act.busy || !kind || name.trim().length < 2 || !gridCode || (typed && !point)}
        >
          {act.busy ? '正在登记…' : '登记场所'}
        </Button>
        {typed && !point && <span className="ag-meta">经度和纬度都要填数字</span>}
      </div>
    </form>
  )
}

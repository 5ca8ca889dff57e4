import { Select } from 'antd'
import { useCallback, useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { placeKinds } from '../../../model/boundary-objects.ts'
import { useForgetGrid } from '../../boundary-api.ts'
import { GridChoice } from '../grid-choice.tsx'
import { numbersOf, type Where, WhereField } from './where-field.tsx'

const kinds = Object.entries(placeKinds).map(([value, label]) => ({ value, label }))

/** Puts a school, a market or another place of class C under supervision. */
export function NewPlaceForm({ grid, onDone }: { grid: string | undefined; onDone(): void }) {
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
  const finish = async () => {
    await forget()
    onDone()
  }
  return (
    <ActForm
      request={{ method: 'POST', path: '/supervised-places', body }}
      label="登记场所"
      busyLabel="正在登记…"
      done="场所已登记"
      isReady={Boolean(kind && gridCode) && name.trim().length >= 2 && (!typed || point !== null)}
      onDone={finish}
      aside={typed && !point && <span className="ag-meta">经度和纬度都要填数字</span>}
    >
      <div className="ag-form-grid">
        <FormField id="place-kind" label="类别" pointer="/kind">
          <Select id="place-kind" value={kind} options={kinds} onChange={setKind} />
        </FormField>
        <TextField id="place-name" label="名称" pointer="/name" max={120} value={name} onChange={setName} />
      </div>
      <WhereField value={where} grid={grid} onChange={setWhere} onFound={found} />
      <FormField id="place-grid" label="所在网格" pointer="/gridCode">
        <GridChoice id="place-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <TextField
        id="place-address"
        label="地址"
        hint="选填"
        pointer="/address"
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
          max={50}
          value={principal}
          onChange={setPrincipal}
        />
        <DayField id="place-from" label="从哪天起监管" pointer="/fromOn" value={fromOn} onChange={setFromOn} />
      </div>
    </ActForm>
  )
}

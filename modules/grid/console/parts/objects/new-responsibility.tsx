import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { useRead } from '#kernel/ui/query.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { responsibilityKinds } from '../../../model/boundary-objects.ts'
import { useForgetGrid } from '../../boundary-api.ts'
import type { ResponsibilityNode } from '../../object-api.ts'
import { GridChoice } from '../grid-choice.tsx'
import { type ChosenEnterprise, EnterpriseChoice } from './enterprise-choice.tsx'

const heads = Object.entries(responsibilityKinds)
  .filter(([kind]) => kind !== 'subsidiary')
  .map(([value, label]) => ({ value, label }))

interface NewResponsibilityProps {
  /** The unit the new one belongs to; null for a head office. */
  parent: ResponsibilityNode | null
  onDone(): void
}

/** Adds a head office or a unit below one; what the register knows is not asked again. */
export function NewResponsibilityForm({ parent, onDone }: NewResponsibilityProps) {
  const forget = useForgetGrid()
  const seats = useRead<{ items: { id: string; title: string; bodyName: string }[] }>('/seats?limit=200')
  const [id] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<string | undefined>(parent ? 'subsidiary' : undefined)
  const [enterprise, setEnterprise] = useState<ChosenEnterprise>()
  const [name, setName] = useState('')
  const [creditCode, setCreditCode] = useState('')
  const [gridCode, setGridCode] = useState<string>()
  const [seatId, setSeatId] = useState<string>()
  const [fromOn, setFromOn] = useState(today())
  const choose = (chosen: ChosenEnterprise | undefined) => {
    setEnterprise(chosen)
    if (!chosen) return
    setName(chosen.name)
    setCreditCode(chosen.creditCode ?? '')
    setGridCode(chosen.gridCode)
  }
  const body = {
    id,
    parentId: parent?.id ?? null,
    kind,
    name: name.trim(),
    creditCode: creditCode.trim() || null,
    objectId: enterprise?.id ?? null,
    gridCode,
    seatId: seatId ?? null,
    fromOn: fromOn.trim(),
  }
  const finish = async () => {
    await forget()
    onDone()
  }
  return (
    <ActForm
      request={{ method: 'POST', path: '/responsibility-nodes', body }}
      label="登记单位"
      busyLabel="正在登记…"
      done="单位已登记"
      isReady={Boolean(kind && gridCode) && name.trim().length >= 2 && fromOn.trim() !== ''}
      onDone={finish}
    >
      {parent ? (
        <p className="ag-soft">
          挂在 {parent.name} <span className="ag-meta">{parent.kindName}</span> 下面
        </p>
      ) : (
        <FormField id="unit-kind" label="总部归谁管" pointer="/kind">
          <Select id="unit-kind" value={kind} options={heads} onChange={setKind} />
        </FormField>
      )}
      <FormField
        id="unit-enterprise"
        label="对应的企业档案"
        hint="选填；选了就带出名称、代码和网格"
        pointer="/objectId"
      >
        <EnterpriseChoice id="unit-enterprise" value={enterprise} onChange={choose} />
      </FormField>
      <TextField id="unit-name" label="单位名称" pointer="/name" max={120} value={name} onChange={setName} />
      <TextField
        id="unit-code"
        label="统一社会信用代码"
        hint="选填"
        pointer="/creditCode"
        max={24}
        value={creditCode}
        onChange={setCreditCode}
      />
      <FormField id="unit-grid" label="所在网格" pointer="/gridCode">
        <GridChoice id="unit-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <FormField id="unit-seat" label="联系它的岗位" hint="选填" pointer="/seatId">
        <Select
          id="unit-seat"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={seatId}
          options={seats.data?.items.map((seat) => ({ value: seat.id, label: `${seat.title} · ${seat.bodyName}` }))}
          onChange={setSeatId}
        />
      </FormField>
      <DayField id="unit-from" label="从哪天起" pointer="/fromOn" value={fromOn} onChange={setFromOn} />
    </ActForm>
  )
}

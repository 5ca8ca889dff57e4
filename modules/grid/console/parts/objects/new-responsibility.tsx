import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { today } from '#kernel/ui/format.ts'
import { useRead } from '#kernel/ui/query.ts'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
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
  const act = useAct()
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
  const save = async () => {
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
    if (!(await act.run(() => send('POST', '/responsibility-nodes', { body }), '登记好了'))) return
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
      {parent ? (
        <p className="ag-soft">
          挂在 {parent.name} <span className="ag-meta">{parent.kindName}</span> 下面
        </p>
      ) : (
        <FormField id="unit-kind" label="总部归谁管" pointer="/kind" problem={act.problem}>
          <Select id="unit-kind" value={kind} options={heads} onChange={setKind} />
        </FormField>
      )}
      <FormField
        id="unit-enterprise"
        label="对应的企业档案"
        hint="选填；选了就带出名称、代码和网格"
        pointer="/objectId"
        problem={act.problem}
      >
        <EnterpriseChoice id="unit-enterprise" value={enterprise} onChange={choose} />
      </FormField>
      <TextField
        id="unit-name"
        label="单位名称"
        pointer="/name"
        problem={act.problem}
        max={120}
        value={name}
        onChange={setName}
      />
      <TextField
        id="unit-code"
        label="统一社会信用代码"
        hint="选填"
        pointer="/creditCode"
        problem={act.problem}
        max={24}
        value={creditCode}
        onChange={setCreditCode}
      />
      <FormField id="unit-grid" label="所在网格" pointer="/gridCode" problem={act.problem}>
        <GridChoice id="unit-grid" value={gridCode} onChange={setGridCode} />
      </FormField>
      <FormField id="unit-seat" label="联系它的岗位" hint="选填" pointer="/seatId" problem={act.problem}>
        <Select
          id="unit-seat"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={seatId}
          options={seats.data?.items.map((seat) => ({ value: seat.id, label: `${seat.title} · ${seat.bodyName}` }))}
          onChange={setSeatId}
        />
      </FormField>
      <TextField
        id="unit-from"
        label="从哪天起"
        hint="年-月-日"
        pointer="/fromOn"
        problem={act.problem}
        max={10}
        value={fromOn}
        onChange={setFromOn}
      />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={act.busy || !kind || name.trim().length < 2 || !gridCode || !fromOn.trim()}
        >
          {act.busy ? '正在登记…' : '登记单位'}
        </Button>
      </div>
    </form>
  )
}

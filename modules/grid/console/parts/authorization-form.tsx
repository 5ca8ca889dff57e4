import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { today } from '#kernel/ui/format.ts'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { useGridWords } from '../duty-api.ts'

/** Gives a seat the authority to enforce: which businesses, on what basis, from when to when. */
export function AuthorizationForm({ seatId }: { seatId: string }) {
  const act = useAct()
  const words = useGridWords()
  const [businesses, setBusinesses] = useState<string[]>([])
  const [basis, setBasis] = useState('')
  const [fromOn, setFromOn] = useState(today())
  const [toOn, setToOn] = useState('')
  const save = async () => {
    const body = {
      businesses,
      basis: basis.trim(),
      fromOn: fromOn.trim(),
      ...(toOn.trim() ? { toOn: toOn.trim() } : {}),
    }
    if (!(await act.run(() => send('POST', `/seats/${seatId}/authorizations`, { body }), '授权登记好了'))) return
    setBusinesses([])
    setBasis('')
  }
  const options = words.data?.businesses
    .filter(({ enforcement }) => enforcement)
    .map(({ code, name }) => ({ value: code, label: name }))
  return (
    <form
      className="ag-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h3>执法授权</h3>
      <Refusal problem={act.problem} />
      <FormField
        id="authority-businesses"
        label="授权哪些业务"
        hint="执法类业务，没有授权就不能算有人负责"
        pointer="/businesses"
        problem={act.problem}
      >
        <Select
          id="authority-businesses"
          mode="multiple"
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={businesses}
          options={options}
          onChange={setBusinesses}
        />
      </FormField>
      <TextField
        id="authority-basis"
        label="授权依据"
        hint="文号或委托书，如 东应急委〔2026〕3 号"
        pointer="/basis"
        problem={act.problem}
        max={300}
        value={basis}
        onChange={setBasis}
      />
      <TextField
        id="authority-from"
        label="从哪天起"
        pointer="/fromOn"
        problem={act.problem}
        max={10}
        value={fromOn}
        onChange={setFromOn}
      />
      <TextField
        id="authority-to"
        label="到哪天止"
        hint="选填，如 2029-06-30"
        pointer="/toOn"
        problem={act.problem}
        max={10}
        value={toOn}
        onChange={setToOn}
      />
      <div>
        <Button htmlType="submit" disabled={act.busy || businesses.length === 0 || basis.trim().length < 2 || !fromOn}>
          {act.busy ? '正在登记…' : '登记授权'}
        </Button>
      </div>
    </form>
  )
}

import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { useGridWords } from '../duty-api.ts'

/** Gives a seat the authority to enforce: which businesses, on what basis, from when to when. */
export function AuthorizationForm({ seatId }: { seatId: string }) {
  const words = useGridWords()
  const [businesses, setBusinesses] = useState<string[]>([])
  const [basis, setBasis] = useState('')
  const [fromOn, setFromOn] = useState(today())
  const [toOn, setToOn] = useState('')
  const body = {
    businesses,
    basis: basis.trim(),
    fromOn: fromOn.trim(),
    ...(toOn.trim() ? { toOn: toOn.trim() } : {}),
  }
  const clear = () => {
    setBusinesses([])
    setBasis('')
  }
  const options = words.data?.businesses
    .filter(({ enforcement }) => enforcement)
    .map(({ code, name }) => ({ value: code, label: name }))
  return (
    <ActForm
      request={{ method: 'POST', path: `/seats/${seatId}/authorizations`, body }}
      label="登记授权"
      busyLabel="正在登记…"
      done="授权已登记"
      tone="plain"
      isReady={businesses.length > 0 && basis.trim().length >= 2 && fromOn.trim() !== ''}
      onDone={clear}
    >
      <h3>执法授权</h3>
      <FormField
        id="authority-businesses"
        label="授权哪些业务"
        hint="执法类业务，没有授权就不能算有人负责"
        pointer="/businesses"
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
        max={300}
        value={basis}
        onChange={setBasis}
      />
      <TextField id="authority-from" label="从哪天起" pointer="/fromOn" max={10} value={fromOn} onChange={setFromOn} />
      <TextField
        id="authority-to"
        label="到哪天止"
        hint="选填，如 2029-06-30"
        pointer="/toOn"
        max={10}
        value={toOn}
        onChange={setToOn}
      />
    </ActForm>
  )
}

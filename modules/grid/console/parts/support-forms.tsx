import { Input, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'

interface FormProps {
  code: string
  layer: string
  onDone(): void
}

/** People, equipment and work rules a grid has for its supervision (监管保障). */
export function SupportForm({ code, layer, onDone }: FormProps) {
  const [needed, setNeeded] = useState('')
  const [present, setPresent] = useState('')
  const [equipment, setEquipment] = useState('')
  const [rules, setRules] = useState('')
  const body = {
    layer,
    headcountNeeded: Number(needed),
    headcount: Number(present),
    equipment: equipment
      .split(/[、，,\n]/)
      .map((one) => one.trim())
      .filter(Boolean),
    workRules: rules.trim() || null,
  }
  return (
    <ActForm
      request={{ method: 'PUT', path: `/grids/${code}/support`, body }}
      label="登记监管保障"
      busyLabel="正在登记…"
      done="监管保障已登记"
      isReady={needed.trim() !== '' && present.trim() !== ''}
      onDone={onDone}
    >
      <TextField id="support-needed" label="应配人数" pointer="/headcountNeeded" value={needed} onChange={setNeeded} />
      <TextField id="support-present" label="实有人数" pointer="/headcount" value={present} onChange={setPresent} />
      <TextField
        id="support-equipment"
        label="装备"
        hint="用顿号分开，如 执法记录仪、便携式气体检测仪"
        pointer="/equipment"
        value={equipment}
        onChange={setEquipment}
      />
      <FormField id="support-rules" label="工作制度" hint="选填" pointer="/workRules">
        <Input.TextArea
          id="support-rules"
          rows={3}
          maxLength={4000}
          value={rules}
          onChange={(event) => setRules(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}

const networks = [
  { value: 'management', label: '管理网络' },
  { value: 'supervision', label: '监督网络' },
  { value: 'information', label: '信息网络' },
]

/** The rule by which one of the three networks runs (运行机制). */
export function MechanismForm({ code, layer, onDone }: FormProps) {
  const [network, setNetwork] = useState('management')
  const [rule, setRule] = useState('')
  const [since, setSince] = useState(today())
  const body = { layer, network, rule: rule.trim(), inForceOn: since.trim() }
  return (
    <ActForm
      request={{ method: 'PUT', path: `/grids/${code}/mechanisms`, body }}
      label="登记运行制度"
      busyLabel="正在登记…"
      done="运行制度已登记"
      isReady={rule.trim().length >= 2}
      onDone={onDone}
    >
      <FormField id="mechanism-network" label="哪张网络" pointer="/network">
        <Select id="mechanism-network" value={network} options={networks} onChange={setNetwork} />
      </FormField>
      <TextField id="mechanism-rule" label="制度名称" pointer="/rule" max={500} value={rule} onChange={setRule} />
      <DayField id="mechanism-since" label="施行日期" pointer="/inForceOn" value={since} onChange={setSince} />
    </ActForm>
  )
}

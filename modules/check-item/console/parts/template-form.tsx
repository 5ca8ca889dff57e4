import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { checkIndustries, checkLevels } from '#standards/check-item/check-item.ts'
import { minutesOf, templateFault } from '../../model/rules.ts'
import { type TemplateFile, useChecks, useForgetLibrary } from '../api.ts'
import { WhyField } from './why-field.tsx'

interface Picked {
  code: string
  question: string
}

interface TemplateFormProps {
  /** The template that is revised, or copied into a new one. */
  from?: TemplateFile
  revises: boolean
  onDone(code: string): void
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

/** Composes a template out of checks, in the order they are to be looked at. */
export function TemplateForm({ from, revises, onDone }: TemplateFormProps) {
  const forget = useForgetLibrary()
  const [name, setName] = useState(from ? (revises ? from.name : `${from.name}（本地）`) : '')
  const [industry, setIndustry] = useState(from?.industry ?? 'general')
  const [level, setLevel] = useState(from?.level ?? 'special')
  const [picked, setPicked] = useState<Picked[]>(from?.items.filter(({ standing }) => standing === 'in-force') ?? [])
  const [fromOn, setFromOn] = useState(today())
  const [why, setWhy] = useState('')
  const words = { name, industry, level, itemCodes: picked.map(({ code }) => code) }
  return (
    <ActForm<TemplateFile>
      request={{
        method: 'POST',
        path: revises ? `/check-templates/${from?.code}/revise` : '/check-templates',
        body: { words, fromOn, why },
        ...(revises && from ? { version: from.latest } : {}),
      }}
      label={revises ? '保存新的一版' : '新增模板'}
      done={revises ? '模板已记为新的一版' : '模板已新增'}
      isReady={name.trim().length > 1 && picked.length > 0 && why.trim().length > 1}
      onMovedOn={forget}
      onDone={async ({ code }) => {
        await forget()
        onDone(code)
      }}
    >
      <div className="ag-form-grid">
        <TextField id="template-name" label="模板名称" pointer="/words/name" value={name} max={40} onChange={setName} />
        <DayField
          id="template-from"
          label="起用日期"
          pointer="/fromOn"
          min={today()}
          value={fromOn}
          onChange={setFromOn}
        />
        <FormField id="template-industry" label="行业" pointer="/words/industry">
          <Select
            id="template-industry"
            showSearch={{ optionFilterProp: 'label' }}
            value={industry}
            options={options(checkIndustries)}
            onChange={setIndustry}
          />
        </FormField>
        <FormField id="template-level" label="用途" pointer="/words/level">
          <Select id="template-level" value={level} options={options(checkLevels)} onChange={setLevel} />
        </FormField>
      </div>
      <Picker industry={industry} level={level} picked={picked} onPick={setPicked} />
      <FormField
        id="template-picked"
        label={`放进去的检查项 ${count(picked.length)} 项，约 ${minutesOf(level, picked.length)} 分钟`}
        pointer="/words/itemCodes"
      >
        <PickedList picked={picked} onChange={setPicked} />
      </FormField>
      <WhyField value={why} hint="为什么这样组合" onChange={setWhy} />
    </ActForm>
  )
}

interface PickerProps {
  industry: string
  level: string
  picked: readonly Picked[]
  onPick(picked: Picked[]): void
}

/** Finds checks by their words among those that fit, and puts them at the end. */
function Picker({ industry, level, picked, onPick }: PickerProps) {
  const [text, setText] = useState('')
  const [all, setAll] = useState(false)
  const q = useDeferredValue(text.trim())
  const found = useChecks({ q, ...(all ? {} : { industry }), limit: '30' })
  const fitting = (found.data?.items ?? []).filter(
    (item) => !picked.some(({ code }) => code === item.code) && !templateFault(level, item),
  )
  return (
    <FormField
      id="template-search"
      label="添加检查项"
      hint={all ? '在全部行业里找' : `在「${checkIndustries[industry]}」里找`}
    >
      <Input
        id="template-search"
        allowClear
        prefix={<Icon name="search" />}
        placeholder="内容、依据或编码"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" className="ag-link" style={{ justifySelf: 'start' }} onClick={() => setAll(!all)}>
        {all ? '只在本行业里找' : '在全部行业里找'}
      </button>
      <div className="ag-check-picked" style={{ maxHeight: 240 }}>
        {fitting.map(({ code, question, industryName }) => (
          <div key={code}>
            <Icon name="plus" />
            <span>
              {question}
              <span className="ag-check-code">
                {' '}
                {industryName} {code}
              </span>
            </span>
            <Button size="small" onClick={() => onPick([...picked, { code, question }])}>
              放入
            </Button>
          </div>
        ))}
        {fitting.length === 0 && (
          <div>
            <Icon name="none" />
            <span className="ag-meta">{found.isPending ? '正在找…' : '没有能放进这个模板的检查项'}</span>
          </div>
        )}
      </div>
    </FormField>
  )
}

function PickedList({ picked, onChange }: { picked: readonly Picked[]; onChange(picked: Picked[]): void }) {
  const move = (at: number, by: number) => {
    const next = [...picked]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    onChange(next)
  }
  if (picked.length === 0) return <p className="ag-meta">还没有放检查项。</p>
  return (
    <div className="ag-check-picked" id="template-picked">
      {picked.map(({ code, question }, at) => (
        <div key={code}>
          <span className="ag-meta">{at + 1}</span>
          <span>
            {question} <span className="ag-check-code">{code}</span>
          </span>
          <span className="ag-row">
            <button type="button" className="ag-link" disabled={at === 0} onClick={() => move(at, -1)}>
              上移
            </button>
            <button
              type="button"
              className="ag-link"
              onClick={() => onChange(picked.filter((one) => one.code !== code))}
            >
              去掉
            </button>
          </span>
        </div>
      ))}
    </div>
  )
}

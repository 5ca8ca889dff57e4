import { Select } from 'antd'
import { useState } from 'react'
import { type Officer, useOfficers } from '../api.ts'
import '../officer.css'

interface OfficerChoiceProps {
  id: string
  /** The day on which they are to enforce. */
  on: string
  value: readonly string[]
  /** Names of those chosen before, where the list does not show them. */
  known?: Readonly<Record<string, string>>
  /** With the officers as the list shows them; those chosen before may not be among them. */
  onChange(personIds: string[], found: readonly Officer[]): void
}

/** Chooses officers, one's own office first; whoever may not enforce that day is shown with the reason. */
export function OfficerChoice({ id, on, value, known = {}, onChange }: OfficerChoiceProps) {
  const [words, setWords] = useState('')
  const found = useOfficers(words, on)
  const options = (found.data?.items ?? []).map(({ personId, name, number, gridName, why }) => ({
    value: personId,
    label: `${name}　${gridName}　${number}`,
    why: why?.replace(/^的/, '') ?? null,
    short: name,
    disabled: why !== null,
  }))
  const missing = value.filter((personId) => !options.some((one) => one.value === personId))
  for (const personId of missing) {
    const name = known[personId] ?? '…'
    options.push({ value: personId, label: name, why: null, short: name, disabled: false })
  }
  return (
    <Select
      id={id}
      mode="multiple"
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder="输入姓名或证号"
      optionLabelProp="short"
      optionRender={({ data }) => <Line {...data} />}
      notFoundContent={found.isFetching ? '正在找…' : found.error ? '没有读到人员，请稍后再试' : '没有找到执法人员'}
      value={[...value]}
      options={options}
      onChange={(ids: string[]) => onChange(ids, found.data?.items ?? [])}
    />
  )
}

/** One officer: who it is, and under it the whole reason why not. */
const Line = ({ label, why }: { label: string; why: string | null }) => (
  <span className="ag-officer-line">
    {label}
    {why && <small>{why}</small>}
  </span>
)

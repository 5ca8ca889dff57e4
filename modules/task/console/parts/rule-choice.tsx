import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { useMe } from '#kernel/identity/console/me.ts'
import { count } from '#kernel/ui/format.ts'
import { useRead } from '#kernel/ui/query.ts'
import { codeLists } from '#modules/enterprise/model/codes.ts'
import type { TargetRuleInput } from '../../model/rule.ts'

const list = (entries: readonly { key: string; name: string }[]) =>
  entries.map(({ key, name }) => ({ value: key, label: name }))

const PARTS: readonly { key: keyof TargetRuleInput; label: string; options: { value: string; label: string }[] }[] = [
  { key: 'regulatorClass', label: '监管行业', options: list(codeLists.regulatorClass) },
  { key: 'riskLevel', label: '风险等级', options: list(codeLists.riskLevel) },
  { key: 'scale', label: '规模', options: list(codeLists.scale) },
  { key: 'operatingState', label: '经营状态', options: list(codeLists.operatingState) },
  {
    key: 'majorHazard',
    label: '重大危险源',
    options: [
      { value: 'true', label: '涉及' },
      { value: 'false', label: '不涉及' },
    ],
  },
  { key: 'freshness', label: '档案时效', options: [{ value: 'stale', label: '过期或未核实' }] },
]

/** A rule as people say it: 监管行业 危化品，重大危险源 涉及. */
export function ruleWords(rule: unknown): string {
  const given = PARTS.flatMap(({ key, label, options }) => {
    const value = (rule as TargetRuleInput | null)?.[key]
    return value ? [`${label} ${options.find((option) => option.value === value)?.label ?? value}`] : []
  })
  const named = (rule as TargetRuleInput | null)?.objectIds
  if (named) given.push(`排定名单 ${named.length} 家`)
  return given.join('，') || '全部企业'
}

/** Chooses enterprises by a rule, with a live count of how many it is. */
export function RuleChoice({ id, value, onChange }: WidgetProps) {
  const me = useMe()
  const rule = (value ?? {}) as Record<string, string | undefined>
  const given = Object.entries(rule).filter(([, chosen]) => typeof chosen === 'string' && chosen) as [string, string][]
  const query = new URLSearchParams([['grid', me.data?.gridCode ?? ''], ...given])
  const read = useRead<{ total: number; isBound: boolean }>(me.data?.gridCode ? `/task-targets?${query}` : null)
  return (
    <div id={id} className="ag-stack" tabIndex={-1}>
      <div className="ag-task-rule">
        {PARTS.map(({ key, label, options }) => (
          <label key={key} htmlFor={`${id}-${key}`}>
            <span className="ag-meta">{label}</span>
            <Select
              id={`${id}-${key}`}
              allowClear
              placeholder="不限"
              value={rule[key]}
              options={options}
              onChange={(chosen) => onChange({ ...rule, [key]: chosen })}
            />
          </label>
        ))}
      </div>
      <p className="ag-soft" role="status">
        {read.data
          ? `您的辖区里有 ${count(read.data.total)}${read.data.isBound ? ' 家以上' : ' 家'}；发布时按选定的下级网格计入。`
          : '正在数有多少家…'}
      </p>
    </div>
  )
}

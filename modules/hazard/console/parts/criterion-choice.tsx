import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { today } from '#kernel/ui/format.ts'
import { criteria, criterionOf, criterionStandards } from '#standards/hazard/criteria.ts'

/** Chooses a national criterion that holds today, under the standard it stands in. */
export function CriterionChoice({ id, value, faulty, onChange }: WidgetProps) {
  const on = today()
  const groups = Object.entries(criterionStandards).map(([sector, { title }]) => ({
    label: title,
    options: criteria
      .filter((one) => one.sector === sector && criterionOf(one.code, on))
      .map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  }))
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="编号或关键词，如 报警"
      value={(value as string | undefined) || undefined}
      options={groups.filter(({ options }) => options.length > 0)}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

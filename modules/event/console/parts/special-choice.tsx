import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { specialMatters } from '../../model/codes.ts'

/** Says that a matter is one that goes straight to the county; most are not. */
export function SpecialChoice({ id, value, faulty, onChange }: WidgetProps) {
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      allowClear
      placeholder="不是特殊事项"
      value={(value as string | undefined) || undefined}
      options={Object.entries(specialMatters).map(([key, label]) => ({ value: key, label }))}
      onChange={(next: string | undefined) => onChange(next)}
    />
  )
}

import { InputNumber } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'

/** Days, to the half. */
export const DaysInput = ({ id, value, faulty, onChange }: WidgetProps) => (
  <InputNumber
    id={id}
    min={0.5}
    max={10}
    step={0.5}
    precision={1}
    status={faulty ? 'error' : ''}
    value={value as number | undefined}
    onChange={(days) => onChange(days ?? undefined)}
  />
)

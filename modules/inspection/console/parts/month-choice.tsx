import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { today } from '#kernel/ui/format.ts'
import { monthWords } from '../../model/words.ts'
import { monthsOf } from '../../model/workload.ts'

/** A month of this year or the next. */
export function MonthChoice({ id, value, faulty, onChange }: WidgetProps) {
  const year = Number(today().slice(0, 4))
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      placeholder="选月份"
      value={value as string | undefined}
      options={monthsOf(`${year}-01`, `${year + 1}-12`).map((month) => ({ value: month, label: monthWords(month) }))}
      onChange={onChange}
    />
  )
}

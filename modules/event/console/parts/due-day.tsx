import { useEffect } from 'react'
import { useCase } from '#kernel/cases/console/api.ts'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { findEventItem, lastDayOf, limitDays } from '../../model/catalogue.ts'
import { eventCase } from '../../model/states.ts'
import { factsOf } from '../facts.ts'

/** The day by which an event is to be handled: the last one its item allows, unless an earlier one is chosen. */
export function DueDay({ id, value, faulty, caseId, onChange }: WidgetProps) {
  const facts = factsOf(useCase(eventCase.path, caseId ?? '').data ?? {})
  const item = findEventItem(facts?.itemCode)
  const last = item && [lastDayOf(item, today()), facts?.dueOn ?? ''].sort().at(-1)
  const empty = value === undefined || value === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is empty is filled, once the item is known
  useEffect(() => {
    if (empty && last) onChange(last)
  }, [empty, last])
  return (
    <span className="ag-row ag-wrap">
      <DayInput
        id={id}
        faulty={faulty}
        min={today()}
        max={last}
        value={typeof value === 'string' ? value : ''}
        onChange={onChange}
      />
      {item && last && (
        <span className="ag-meta">
          这一事项限 {limitDays(item)} 天（未经核实），最晚 {day(last)}
        </span>
      )}
    </span>
  )
}

import { useRef, useState } from 'react'
import { today } from '../format.ts'
import { Icon } from '../icons.tsx'
import { openPicker, useTyped } from '../typed.ts'
import { typedDate, typedTime, weekdayOf } from '../typed-time.ts'

interface BoxProps {
  id: string
  /** What was chosen; empty for nothing. */
  value: string
  onChange(value: string): void
}

interface DateBoxProps extends BoxProps {
  min?: string
  max?: string
}

/** A date as 2026-11-22 with its weekday, typed in any usual way or picked from the calendar, whatever language the browser speaks. */
export function DateBox({ min, max, ...box }: DateBoxProps) {
  const far = box.value && ((min && box.value < min) || (max && box.value > max))
  return (
    <Box
      {...box}
      kind="date"
      example="2026-11-22"
      read={(text) => typedDate(text, today().slice(0, 4))}
      beside={box.value && weekdayOf(box.value)}
      picker={{ label: '打开日历', icon: 'calendar', ...(min ? { min } : {}), ...(max ? { max } : {}) }}
      fault={far ? `选 ${[min && `${min} 及以后`, max && `${max} 及以前`].filter(Boolean).join('、')}` : undefined}
    />
  )
}

/** A time of day as 09:30, by the clock of twenty-four hours whatever language the browser speaks. */
export const TimeBox = (box: BoxProps) => (
  <Box {...box} kind="time" example="09:30" read={typedTime} picker={{ label: '选时间', icon: 'clock' }} />
)

/** A moment as the date and the time of it, told as 2026-11-22T09:30; empty until both are there. */
export function MomentBox({ id, value, onChange }: BoxProps) {
  const [parts, setParts] = useState(() => value.split('T'))
  const [day = '', time = ''] = parts
  const change = (next: [string, string]) => {
    setParts(next)
    onChange(next.every(Boolean) ? next.join('T') : '')
  }
  return (
    <div className="fd-moment">
      <DateBox id={id} value={day} onChange={(chosen) => change([chosen, time])} />
      <TimeBox id={`${id}-time`} value={time.slice(0, 5)} onChange={(chosen) => change([day, chosen])} />
    </div>
  )
}

interface TypedProps extends BoxProps {
  kind: 'date' | 'time'
  example: string
  read(text: string): string | null
  beside?: string
  picker: { label: string; icon: 'calendar' | 'clock'; min?: string; max?: string }
  fault?: string | undefined
}

/** A line to type a date or a time into, with the picker of the phone beside it. */
function Box({ id, value, onChange, kind, example, read, beside, picker, fault }: TypedProps) {
  const native = useRef<HTMLInputElement>(null)
  const { label, icon, ...bounds } = picker
  const { isOdd, pick, ...typed } = useTyped({ value, onChange, read })
  const said = isOdd ? `写成 ${example}` : fault
  return (
    <div className="fd-dated">
      <div className="fd-date">
        <input
          id={id}
          inputMode="text"
          autoComplete="off"
          maxLength={20}
          placeholder={example}
          aria-describedby={`${id}-said`}
          {...typed}
        />
        {beside && <span className="fd-weekday">{beside}</span>}
        <button type="button" className="fd-plain" aria-label={label} onClick={() => openPicker(native.current)}>
          <Icon name={icon} size={20} />
        </button>
        <input
          ref={native}
          className="fd-native"
          type={kind}
          tabIndex={-1}
          aria-hidden="true"
          {...bounds}
          value={value}
          onChange={({ target }) => pick(target.value)}
        />
      </div>
      <small id={`${id}-said`} className={said ? 'fd-fault' : undefined} role="status">
        {said}
      </small>
    </div>
  )
}

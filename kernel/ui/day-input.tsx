import { Input, Tooltip } from 'antd'
import { useRef } from 'react'
import { today } from './format.ts'
import { Icon } from './icons.tsx'
import { openPicker, useTyped } from './typed.ts'
import { typedDate, typedTime } from './typed-time.ts'

interface DayInputProps {
  id?: string
  'aria-label'?: string
  /** 2026-11-22; empty for none. */
  value: string
  onChange(value: string): void
  min?: string | undefined
  max?: string | undefined
  size?: 'small' | 'middle'
  faulty?: boolean
}

/** Whole dates are told while one types; 11-2 may still become 11-22. */
const WHOLE = /^\s*\d{4}\D?\d{2}\D?\d{2}\D?\s*$/

const read = (text: string) => typedDate(text, today().slice(0, 4))
const readWhole = (text: string) => (WHOLE.test(text.normalize('NFKC')) ? read(text) : null)

/** A day as 2026-11-22, typed in any usual way or picked from the calendar, whatever language the browser speaks. */
export function DayInput({ value, onChange, min, max, size = 'middle', faulty, ...named }: DayInputProps) {
  const native = useRef<HTMLInputElement>(null)
  const { isOdd, pick, ...typed } = useTyped({ value, onChange, read, readAtOnce: readWhole })
  return (
    <Tooltip title={isOdd ? '写成 2026-11-22' : undefined}>
      <span className={`ag-day ${size === 'small' ? 'ag-day-small' : ''}`}>
        <Input
          {...named}
          {...typed}
          size={size}
          status={faulty || isOdd ? 'error' : ''}
          aria-invalid={faulty || isOdd}
          placeholder="年-月-日"
          autoComplete="off"
          maxLength={20}
          suffix={
            <button
              type="button"
              className="ag-day-open"
              aria-label="打开日历"
              tabIndex={-1}
              onClick={() => openPicker(native.current)}
            >
              <Icon name="calendar" size={14} />
            </button>
          }
        />
        <input
          ref={native}
          className="ag-day-native"
          type="date"
          tabIndex={-1}
          aria-hidden="true"
          {...{ min, max }}
          value={value}
          onChange={({ target }) => pick(target.value)}
        />
      </span>
    </Tooltip>
  )
}

interface MomentInputProps {
  id: string
  /** 2026-11-22T09:30; empty until both are there. */
  value: string
  onChange(value: string): void
  max?: string
}

/** A moment by the clock of twenty-four hours: its day, and its time beside it. */
export function MomentInput({ id, value, onChange, max }: MomentInputProps) {
  const [day = '', time = ''] = value.split('T')
  const parts = useRef({ day, time: time.slice(0, 5) })
  if (day && time) parts.current = { day, time: time.slice(0, 5) }
  const change = (patch: Partial<typeof parts.current>) => {
    parts.current = { ...parts.current, ...patch }
    const { day, time } = parts.current
    onChange(day && time ? `${day}T${time}` : '')
  }
  const {
    isOdd,
    pick: _,
    ...typed
  } = useTyped({
    value: parts.current.time,
    onChange: (time) => change({ time }),
    read: typedTime,
    readAtOnce: (text) => (/^\d{2}:\d{2}$/.test(text) ? typedTime(text) : null),
  })
  return (
    <span className="ag-row">
      <DayInput id={id} value={parts.current.day} max={max?.slice(0, 10)} onChange={(day) => change({ day })} />
      <Input
        {...typed}
        className="ag-time"
        aria-label="时间"
        status={isOdd ? 'error' : ''}
        placeholder="09:30"
        autoComplete="off"
        maxLength={8}
      />
    </span>
  )
}

import { Input, Radio, Select } from 'antd'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { daysUntil, today } from '#kernel/ui/format.ts'
import type { Field } from '../../model/fields.ts'
import type { CaseFace, WidgetProps } from '../face.ts'
import { answersOf } from '../input-words.ts'
import { CaseChoice } from './case-choice.tsx'
import { SeatChoice } from './seat-choice.tsx'

interface FieldControlProps extends WidgetProps {
  face: CaseFace
  field: Field
  /** The case the act is about; none while it is being opened. */
  caseId: string | null
}

/** Widgets every kind can use; a field with another needs one of its kind. */
const KNOWN = 'text line date choice money count pass yes-no seat case check-item check-template'.split(' ')

/** Whether a field can be filled in here. */
export const canFill = (face: CaseFace, { widget }: Field) => KNOWN.includes(widget) || Boolean(face.widgets?.[widget])

/** Choices up to this many stand side by side, so that all are seen at once. */
const SIDE_BY_SIDE = 4

/** The control for one field of an act, by the widget its declaration names. */
export function FieldControl({ face, field, caseId, ...control }: FieldControlProps) {
  const { id, value, faulty, onChange } = control
  const Own = face.widgets?.[field.widget]
  if (Own) return <Own {...control} caseId={caseId} />
  const status = faulty ? ('error' as const) : undefined
  const text = value === undefined || value === null ? '' : String(value)
  const typed = (event: { target: { value: string } }) => onChange(event.target.value)
  switch (field.widget) {
    case 'text':
      return (
        <Input.TextArea id={id} status={status} autoSize={{ minRows: 3, maxRows: 12 }} value={text} onChange={typed} />
      )
    case 'date':
      return <DateInput {...control} />
    case 'money':
      return <Input id={id} status={status} inputMode="decimal" suffix="元" value={text} onChange={typed} />
    case 'count':
      return <Input id={id} status={status} inputMode="decimal" style={{ width: 170 }} value={text} onChange={typed} />
    case 'pass':
    case 'yes-no':
      return <Answers {...control} label={field.title} answers={answersOf(field)} asBoolean />
    case 'choice':
      return Object.keys(field.options ?? {}).length <= SIDE_BY_SIDE ? (
        <Answers {...control} label={field.title} answers={field.options ?? {}} />
      ) : (
        <Select
          id={id}
          status={status}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={`选${field.title}`}
          value={text || undefined}
          options={Object.entries(field.options ?? {}).map(([key, label]) => ({ value: key, label }))}
          onChange={onChange}
        />
      )
    case 'seat':
      return <SeatChoice {...control} path={face.type.path} caseId={caseId} />
    case 'case':
      return <CaseChoice {...control} face={face} caseId={caseId} />
    default:
      return <Input id={id} status={status} value={text} onChange={typed} />
  }
}

/** A day, with how many days it leaves beside it. */
function DateInput({ id, value, faulty, onChange }: WidgetProps) {
  const day = typeof value === 'string' ? value : ''
  return (
    <span className="ag-row ag-wrap">
      <DayInput id={id} faulty={faulty} value={day} onChange={onChange} />
      <span className="ag-meta">{/^\d{4}-\d\d-\d\d$/.test(day) ? leftWords(day) : ''}</span>
    </span>
  )
}

function leftWords(day: string): string {
  const weekday = new Intl.DateTimeFormat('zh-CN', { weekday: 'short', timeZone: 'UTC' }).format(new Date(day))
  const left = daysUntil(day)
  if (day === today()) return `今天，${weekday}`
  return left > 0 ? `${left} 天，到${weekday}` : `${weekday}，已经过去`
}

interface AnswersProps extends WidgetProps {
  label: string
  answers: Readonly<Record<string, string>>
  asBoolean?: boolean
}

function Answers({ id, label, value, answers, asBoolean, onChange }: AnswersProps) {
  return (
    <Radio.Group
      id={id}
      className="ag-answers"
      aria-label={label}
      optionType="button"
      buttonStyle="solid"
      value={value === undefined || value === null ? undefined : String(value)}
      options={Object.entries(answers).map(([key, word]) => ({ value: key, label: word }))}
      onChange={({ target }) => onChange(asBoolean ? target.value === 'true' : target.value)}
    />
  )
}

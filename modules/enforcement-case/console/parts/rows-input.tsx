import { Button, Input } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { yuanWords } from '../../model/words.ts'
import { numberOf } from '../money-words.ts'
import '../penalty.css'

type Row = Record<string, unknown>

interface RowsProps {
  id: string
  rows: readonly Row[]
  /** What one more row is called. */
  add: string
  blank: Row
  onChange(rows: Row[]): void
  line(row: Row, at: number, set: (patch: Row) => void): React.ReactNode
}

/** Some rows of the same fields, each to be taken out again. */
function Rows({ id, rows, add, blank, onChange, line }: RowsProps) {
  const put = (at: number, patch: Row) => onChange(rows.map((row, own) => (own === at ? { ...row, ...patch } : row)))
  return (
    <div id={id} tabIndex={-1} className="ag-pen-rows">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands in its place
        <div key={at}>
          {line(row, at, (patch) => put(at, patch))}
          <Button
            type="text"
            size="small"
            aria-label={`去掉第 ${at + 1} 行`}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange(rows.filter((_, own) => own !== at))}
          />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" />} onClick={() => onChange([...rows, blank])}>
        {add}
      </Button>
    </div>
  )
}

const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : [])
const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))

/** Who took part in a discussion and what each said. */
export function Attendees({ id, value, onChange }: WidgetProps) {
  return (
    <Rows
      id={id}
      rows={rowsIn(value)}
      add="加一名参加人"
      blank={{ name: '', opinion: '' }}
      onChange={onChange}
      line={(row, at, set) => (
        <>
          <Input
            aria-label={`第 ${at + 1} 名的姓名`}
            placeholder="姓名"
            maxLength={50}
            style={{ width: 96 }}
            value={textOf(row.name)}
            onChange={({ target }) => set({ name: target.value })}
          />
          <Input
            aria-label={`第 ${at + 1} 名的意见`}
            placeholder="意见"
            maxLength={500}
            value={textOf(row.opinion)}
            onChange={({ target }) => set({ opinion: target.value })}
          />
        </>
      )}
    />
  )
}

/** Parts of a fine with their days, and what they come to. */
export function Instalments({ id, value, onChange }: WidgetProps) {
  const rows = rowsIn(value)
  const sum = rows.reduce((total, { amount }) => total + (typeof amount === 'number' ? amount : 0), 0)
  return (
    <>
      <Rows
        id={id}
        rows={rows}
        add="加一期"
        blank={{}}
        onChange={onChange}
        line={(row, at, set) => (
          <>
            <DayInput
              aria-label={`第 ${at + 1} 期的日期`}
              value={textOf(row.dueOn)}
              onChange={(dueOn) => set({ dueOn })}
            />
            <Input
              aria-label={`第 ${at + 1} 期的金额`}
              inputMode="decimal"
              suffix="元"
              value={textOf(row.amount)}
              onChange={({ target }) => set({ amount: numberOf(target.value) })}
            />
          </>
        )}
      />
      {rows.length > 0 && <p className="ag-meta">合计 {yuanWords(sum)}</p>}
    </>
  )
}

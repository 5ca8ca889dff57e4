import { Button, Input, Radio } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type Disposal, disposals } from '../../model/codes.ts'
import type { SeizedItemValue } from '../../model/inputs.ts'
import { useTold } from '../api.ts'
import '../measure.css'

const BLANK = { name: '', spec: '', qty: '', condition: '' }
const COLUMNS = [
  { key: 'name', label: '名称', most: 60 },
  { key: 'spec', label: '规格或地址', most: 60 },
  { key: 'qty', label: '数量', most: 20 },
  { key: 'condition', label: '状况', most: 40 },
] as const

/** What is sealed or impounded, a thing a line, as it was counted on the spot. */
export function SeizedItems({ id, value, onChange }: WidgetProps) {
  const rows = Array.isArray(value) ? (value as SeizedItemValue[]) : []
  const put = (at: number, patch: Partial<SeizedItemValue>) =>
    onChange(rows.map((row, own) => (own === at ? { ...row, ...patch } : row)))
  return (
    <div id={id} tabIndex={-1} className="ag-measure-rows">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands in its place
        <div key={at}>
          {COLUMNS.map(({ key, label, most }) => (
            <Input
              key={key}
              aria-label={`第 ${at + 1} 项的${label}`}
              placeholder={label}
              maxLength={most}
              value={row[key] ?? ''}
              onChange={({ target }) => put(at, { [key]: target.value })}
            />
          ))}
          <Button
            type="text"
            size="small"
            aria-label={`去掉第 ${at + 1} 项`}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange(rows.filter((_, own) => own !== at))}
          />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" />} onClick={() => onChange([...rows, BLANK])}>
        加一项
      </Button>
    </div>
  )
}

/** What becomes of each of them. */
export function SeizedDisposals({ id, value, caseId, onChange }: WidgetProps) {
  const items = useTold(caseId)?.items ?? []
  const chosen = Array.isArray(value) ? (value as { n: number; disposal: Disposal }[]) : []
  const choose = (n: number, disposal: Disposal) =>
    onChange([...chosen.filter((one) => one.n !== n), { n, disposal }].sort((a, b) => a.n - b.n))
  return (
    <div id={id} tabIndex={-1} className="ag-measure-ends">
      {items.map(({ name, qty }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of what was seized does not change
        <div key={at}>
          <span>
            {at + 1}. {name} {qty}
          </span>
          <Radio.Group
            aria-label={`${name}的处理`}
            optionType="button"
            size="small"
            value={chosen.find(({ n }) => n === at + 1)?.disposal}
            options={Object.entries(disposals).map(([key, label]) => ({ value: key, label }))}
            onChange={({ target }) => choose(at + 1, target.value)}
          />
        </div>
      ))}
    </div>
  )
}

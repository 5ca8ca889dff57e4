import { Button, Input, Select } from 'antd'
import { useRef } from 'react'
import type { Indicator } from '#kernel/indicators/console/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type Block, fieldText, piecesOf } from '../../model/report.ts'

const OF_WORDS = { now: '', before: '（上期）', change: '（较上期变化）' } as const

interface BlockEditorProps {
  at: number
  block: Block
  indicators: readonly Indicator[]
  fault: string | undefined
  onChange(block: Block): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

const titles: Record<Block['kind'], string> = { heading: '小标题', para: '文字', table: '分项表' }

/** One part of a template: text with indicators put in from the dictionary, or a table of them. */
export function BlockEditor({ at, block, indicators, fault, onChange, onMove, onRemove }: BlockEditorProps) {
  const id = `report-block-${at}`
  return (
    <section className="ag-report-block" aria-label={`第 ${at + 1} 段`}>
      <header className="ag-row">
        <label htmlFor={id}>
          {at + 1}　{titles[block.kind]}
        </label>
        <span className="ag-grow" />
        <Button
          size="small"
          onClick={() => onMove(-1)}
          aria-label={`第 ${at + 1} 段往上`}
          icon={<Icon name="left" size={12} />}
          className="ag-report-up"
        />
        <Button
          size="small"
          onClick={() => onMove(1)}
          aria-label={`第 ${at + 1} 段往下`}
          icon={<Icon name="down" size={12} />}
        />
        <Button
          size="small"
          onClick={onRemove}
          aria-label={`删去第 ${at + 1} 段`}
          icon={<Icon name="close" size={12} />}
        />
      </header>
      {fault && (
        <span className="ag-fault" role="alert">
          {fault}
        </span>
      )}
      {block.kind === 'heading' && (
        <Input
          id={id}
          value={block.text}
          maxLength={60}
          onChange={({ target }) => onChange({ ...block, text: target.value })}
        />
      )}
      {block.kind === 'para' && <Para id={id} block={block} indicators={indicators} onChange={onChange} />}
      {block.kind === 'table' && <TableFields id={id} block={block} indicators={indicators} onChange={onChange} />}
    </section>
  )
}

interface FieldsProps<B> {
  id: string
  block: B
  indicators: readonly Indicator[]
  onChange(block: Block): void
}

/** Text with fields: each indicator put in where the cursor stands. */
function Para({ id, block, indicators, onChange }: FieldsProps<Extract<Block, { kind: 'para' }>>) {
  const place = useRef(block.text.length)
  const names = new Map(indicators.map(({ code, name }) => [code, name]))
  const put = (field: string) => {
    const before = block.text.slice(0, place.current)
    onChange({ ...block, text: before + field + block.text.slice(place.current) })
    place.current = before.length + field.length
  }
  const fields = piecesOf(block.text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece]))
  return (
    <>
      <Input.TextArea
        id={id}
        value={block.text}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 10 }}
        onChange={({ target }) => {
          place.current = target.selectionStart
          onChange({ ...block, text: target.value })
        }}
        onSelect={({ currentTarget }) => {
          place.current = currentTarget.selectionStart
        }}
      />
      <div className="ag-row ag-wrap">
        <Insert label="插入指标" indicators={indicators} onPick={(code) => put(fieldText({ code, of: 'now' }))} />
        <Insert
          label="插入上期的数"
          indicators={indicators}
          onPick={(code) => put(fieldText({ code, of: 'before' }))}
        />
        <Insert
          label="插入较上期变化"
          indicators={indicators}
          onPick={(code) => put(fieldText({ code, of: 'change' }))}
        />
        {fields.length > 0 && (
          <span className="ag-meta">
            {fields.map(({ code, of }) => `${names.get(code) ?? code}${OF_WORDS[of]}`).join('、')}
          </span>
        )}
      </div>
    </>
  )
}

interface InsertProps {
  label: string
  indicators: readonly Indicator[]
  onPick(code: string): void
}

const Insert = ({ label, indicators, onPick }: InsertProps) => (
  <Select<string>
    size="small"
    aria-label={label}
    placeholder={label}
    style={{ width: 190 }}
    showSearch={{ optionFilterProp: 'label' }}
    value={null as never}
    options={indicators.map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` }))}
    onChange={(code) => code && onPick(code)}
  />
)

/** Which indicators, and by what they are parted: only what all of them can be. */
function TableFields({ id, block, indicators, onChange }: FieldsProps<Extract<Block, { kind: 'table' }>>) {
  const chosen = indicators.filter(({ code }) => block.codes.includes(code))
  const partings = (chosen[0]?.partitions ?? [{ name: 'grid', title: '网格' }]).filter(({ name }) =>
    chosen.every(({ partitions }) => partitions.some((one) => one.name === name)),
  )
  return (
    <div className="ag-row ag-wrap">
      <Select
        id={id}
        mode="multiple"
        maxCount={6}
        style={{ minWidth: 320, flex: '1 1 320px' }}
        placeholder="选指标，最多 6 个"
        showSearch={{ optionFilterProp: 'label' }}
        value={block.codes}
        options={indicators.map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` }))}
        onChange={(codes: string[]) => onChange({ ...block, codes })}
      />
      <Select
        aria-label="按什么分"
        style={{ width: 150 }}
        value={block.by}
        options={partings.map(({ name, title }) => ({
          value: name,
          label: name === 'grid' ? '按下级网格' : `按${title}`,
        }))}
        onChange={(by: string) => onChange({ ...block, by })}
      />
    </div>
  )
}

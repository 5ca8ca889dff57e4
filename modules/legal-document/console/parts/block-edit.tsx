import { Button, Input } from 'antd'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Block } from '#standards/document-layout/block.ts'

/** Blocks as office staff call them. */
const NAMES: Readonly<Record<Block['block'], string>> = {
  head: '标题',
  addressee: '称谓',
  row: '填写行',
  para: '段落',
  list: '逐条列出',
  table: '表格',
  grid: '审批格',
  check: '勾选项',
  attachments: '附件',
  rest: '（以下空白）',
  sign: '签名处',
  seal: '机关和日期',
  page_break: '另起一页',
  subtitle: '小标题',
  cover_line: '封面字',
}

/** Words of the block language that are no text on the paper. */
const KEPT = new Set(['block', 'of', 'field', 'when', 'std'])

/** Texts of a block with the way to each. */
function leavesOf(
  value: unknown,
  way: readonly (string | number)[] = [],
): { way: readonly (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ way, text: value }]
  if (Array.isArray(value)) return value.flatMap((one, at) => leavesOf(one, [...way, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (KEPT.has(key) ? [] : leavesOf(one, [...way, key])))
}

/** A copy of a value with another text at the end of a way. */
function withLeaf(value: unknown, [step, ...rest]: readonly (string | number)[], text: string): unknown {
  if (step === undefined) return text
  if (Array.isArray(value)) return value.map((one, at) => (at === step ? withLeaf(one, rest, text) : one))
  const record = value as Record<string, unknown>
  return { ...record, [step]: withLeaf(record[step], rest, text) }
}

interface BlockEditProps {
  block: Block
  /** Counted from 1. */
  n: number
  fault: string | undefined
  onChange(block: Block): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

/** One block of a template: its texts to be changed, its place, its end. */
export function BlockEdit({ block, n, fault, onChange, onMove, onRemove }: BlockEditProps) {
  const name = `${n}　${NAMES[block.block]}`
  return (
    <div className={`ag-legal-block ${fault ? 'ag-field-fault' : ''}`}>
      <span className="ag-row ag-wrap">
        <strong>{name}</strong>
        {'when' in block && block.when && <span className="ag-meta">只在有 {block.when} 时印</span>}
        <span className="ag-grow" />
        <Button size="small" aria-label={`${name} 上移`} onClick={() => onMove(-1)}>
          上移
        </Button>
        <Button size="small" aria-label={`${name} 下移`} onClick={() => onMove(1)}>
          下移
        </Button>
        <Button size="small" aria-label={`去掉 ${name}`} icon={<Icon name="close" size={14} />} onClick={onRemove} />
      </span>
      {fault && (
        <span className="ag-fault" role="alert">
          {fault}
        </span>
      )}
      {leavesOf(block).map(({ way, text }) => (
        <Input.TextArea
          key={way.join('.')}
          autoSize
          aria-label={`${name} 的文字`}
          value={text}
          onChange={({ target }) => onChange(withLeaf(block, way, target.value) as Block)}
        />
      ))}
    </div>
  )
}

import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import type { Reconciliation, ReconciliationListView } from '../../model/schema.ts'

interface ColumnSheetProps {
  of: Reconciliation
  list: ReconciliationListView
  onChanged(): void
}

/** What each column was taken for, with some of what stands in it; whoever knows better says so and lets it be compared. */
export function ColumnSheet({ of, list, onChanged }: ColumnSheetProps) {
  const [chosen, setChosen] = useState<Record<number, string | null>>({})
  const { busy, problem, run } = useAct()
  const isOpen = of.mayKeep && ['mapping', 'compared', 'failed'].includes(of.state)
  const targetOf = (column: Reconciliation['columns'][number]) =>
    column.column in chosen ? chosen[column.column] : column.target
  const taken = of.columns.flatMap((column) => targetOf(column) ?? [])
  const twice = taken.find((key, at) => taken.indexOf(key) !== at)
  const compare = async () => {
    const columns = Object.fromEntries(of.columns.map((column) => [column.column, targetOf(column) ?? null]))
    if (await run(() => send('POST', `/reconciliations/${of.id}/compare`, { body: { columns } }))) onChanged()
  }
  return (
    <Sheet title="各列是什么" meta={`认出 ${taken.length} 列，至少要有${list.needed}`}>
      <ul className="ag-recon-columns">
        {of.columns.map((column) => (
          <li key={column.column}>
            <span>
              {column.head || `第 ${column.column + 1} 列`}
              <small>{column.isPersonal ? '个人信息，不比对，不保留' : column.samples.join('、') || '没有内容'}</small>
            </span>
            {!column.isPersonal && (
              <Select
                size="small"
                aria-label={`${column.head}是什么`}
                style={{ width: 170 }}
                disabled={!isOpen}
                allowClear
                placeholder="不比对"
                options={list.columns.map(({ key, label }) => ({ value: key, label }))}
                value={targetOf(column) ?? undefined}
                onChange={(key: string | undefined) => setChosen({ ...chosen, [column.column]: key ?? null })}
              />
            )}
          </li>
        ))}
      </ul>
      {problem && <ProblemPanel error={problem} />}
      {isOpen && (
        <footer>
          <Button
            type={of.state === 'mapping' ? 'primary' : 'default'}
            disabled={busy || twice !== undefined}
            onClick={() => void compare()}
          >
            {busy ? '正在送出…' : of.state === 'mapping' ? `按这样比对 ${of.lines} 行` : '按改过的重新比对'}
          </Button>
          {twice && (
            <span className="ag-warn">「{list.columns.find(({ key }) => key === twice)?.label}」指了两列，留一列</span>
          )}
        </footer>
      )}
    </Sheet>
  )
}

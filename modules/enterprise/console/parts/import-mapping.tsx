import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import { columnTargets } from '../../model/import-rules.ts'
import type { EnterpriseImport } from '../import-api.ts'

interface ImportMappingProps {
  batch: EnterpriseImport
  onChanged(): void
}

const options = columnTargets.map(({ key, label }) => ({ value: key, label }))

/** Which column holds what; what was recognised stands there already. */
export function ImportMapping({ batch, onChanged }: ImportMappingProps) {
  const [chosen, setChosen] = useState<Record<number, string | null>>({})
  const [sheet, setSheet] = useState(batch.sheet)
  const [gridDefault, setGridDefault] = useState(batch.gridDefault)
  const { busy, problem, run } = useAct()
  const may = batch.openActs.includes('map')
  const targetOf = (header: EnterpriseImport['headers'][number]) =>
    header.column in chosen ? chosen[header.column] : header.field
  const taken = batch.headers.map(targetOf).filter((key): key is string => Boolean(key))
  const twice = taken.find((key, at) => taken.indexOf(key) !== at)
  const left = batch.headers.filter((header) => !targetOf(header)).length
  const check = async () => {
    const columns = Object.fromEntries(batch.headers.map((header) => [header.column, targetOf(header) ?? null]))
    const body = { columns, gridDefault, ...(sheet === batch.sheet ? {} : { sheet }) }
    if (await run(() => send('PUT', `/enterprise-imports/${batch.id}/mapping`, { body }))) onChanged()
  }
  return (
    <Sheet
      title="各列是什么"
      meta={left > 0 ? `${left} 列不导入` : '每列都认出来了'}
      acts={
        batch.sheets.length > 1 && (
          <Select
            size="small"
            aria-label="工作表"
            value={sheet}
            disabled={!may}
            options={batch.sheets.map((name, at) => ({ value: at, label: name }))}
            onChange={setSheet}
          />
        )
      }
    >
      <ul className="ag-mapping">
        {batch.headers.map((header) => (
          <li key={header.column}>
            <span className="ag-ellipsis" title={header.head}>
              {header.head || `第 ${header.column + 1} 列`}
            </span>
            <Select
              size="small"
              aria-label={`${header.head}是什么`}
              style={{ width: 170 }}
              disabled={!may}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="不导入"
              options={options}
              value={targetOf(header) ?? undefined}
              onChange={(key: string | undefined) => setChosen({ ...chosen, [header.column]: key ?? null })}
            />
          </li>
        ))}
      </ul>
      {may && (
        <div className="ag-pad ag-field ag-import-grid">
          <label htmlFor="import-grid">没写镇街的行登记到</label>
          <small>选填。表里写了镇街、村居或网格编码的，以表里为准。</small>
          <GridChoice
            id="import-grid"
            value={gridDefault ?? undefined}
            onChange={(code) => setGridDefault(code ?? null)}
          />
        </div>
      )}
      {problem && <ProblemPanel error={problem} />}
      {may && (
        <footer>
          <Button disabled={busy || twice !== undefined} onClick={() => void check()}>
            {busy ? '正在送出…' : batch.state === 'mapping' ? '按这样检查' : '按改过的重新检查'}
          </Button>
          {twice && (
            <span className="ag-warn">「{columnTargets.find(({ key }) => key === twice)?.label}」有两列，留一列</span>
          )}
        </footer>
      )}
    </Sheet>
  )
}

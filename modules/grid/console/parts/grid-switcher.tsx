import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type GridNodes, useGrid } from '../api.ts'
import { GridTree, GridTreeRow } from './grid-tree.tsx'

interface GridSwitcherProps {
  code: string
  home: string
  onChoose(code: string): void
}

/** Search by name or code over the tree of one's own grid, with the enterprises on the books of each. */
export function GridSwitcher({ code, home, onChoose }: GridSwitcherProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const root = useGrid(home)
  const found = useRead<GridNodes>(wanted !== '' && `/grids${queryString({ q: wanted, limit: 50 })}`, { keep: true })
  return (
    <div className="ag-switcher">
      <div>
        <Input
          autoFocus
          allowClear
          aria-label="查找网格"
          prefix={<Icon name="search" />}
          placeholder="网格名或编码"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="ag-tree">
        {wanted !== '' ? (
          <Results found={found.data} code={code} onChoose={onChoose} />
        ) : root.data ? (
          <GridTree root={root.data} chosen={code} onChoose={onChoose} />
        ) : root.error ? (
          <ProblemPanel error={root.error} retry={() => void root.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
      <footer>
        <span className="ag-pale">数字是在册企业家数</span>
        <button type="button" className="ag-link" disabled={code === home} onClick={() => onChoose(home)}>
          回到我的网格
        </button>
      </footer>
    </div>
  )
}

function Results({ found, code, onChoose }: { found?: GridNodes; code: string; onChoose(code: string): void }) {
  if (!found) return <Waiting />
  if (found.items.length === 0) return <p className="ag-pad ag-soft">您的网格里没有这个名称或编码。</p>
  return (
    <ul>
      {found.items.map((node) => (
        <li key={node.code}>
          <GridTreeRow
            code={node.code}
            name={node.name}
            count={count(node.enterpriseCount)}
            chosen={node.code === code}
            onChoose={() => onChoose(node.code)}
          />
        </li>
      ))}
    </ul>
  )
}

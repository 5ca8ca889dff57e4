import { useState } from 'react'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type GridNode, useGridChildren } from '../api.ts'
import '../switcher.css'

interface GridTreeProps {
  root: GridNode
  chosen: string
  onChoose(code: string): void
}

/** The tree under a node; branches on the way to the chosen one stand open, others are read when opened. */
export function GridTree({ root, chosen, onChoose }: GridTreeProps) {
  return (
    <ul>
      <Branch node={root} above={0} depth={0} chosen={chosen} onChoose={onChoose} startOpen />
    </ul>
  )
}

interface BranchProps {
  node: GridNode
  /** Digits of the code that stand in the rows above. */
  above: number
  depth: number
  chosen: string
  onChoose(code: string): void
  startOpen?: boolean
}

function Branch({ node, above, depth, chosen, onChoose, startOpen }: BranchProps) {
  const [open, setOpen] = useState(startOpen ?? (chosen.startsWith(node.code) && chosen !== node.code))
  const children = useGridChildren(open && node.childCount > 0 ? node.code : null)
  return (
    <li>
      <GridTreeRow
        code={node.code.slice(above)}
        name={node.name}
        count={count(node.enterpriseCount)}
        depth={depth}
        chosen={node.code === chosen}
        onChoose={() => onChoose(node.code)}
        {...(node.childCount > 0 ? { open, onToggle: () => setOpen(!open) } : {})}
      />
      {open && children.data && (
        <ul>
          {children.data.items.map((child) => (
            <Branch
              key={child.code}
              node={child}
              above={node.code.length}
              depth={depth + 1}
              chosen={chosen}
              onChoose={onChoose}
            />
          ))}
        </ul>
      )}
    </li>
  )
}

interface GridTreeRowProps {
  code: string
  name: string
  count: string
  depth?: number
  chosen: boolean
  open?: boolean
  onToggle?(): void
  onChoose(): void
}

/** One line of the tree: fold, code, name, count. */
export function GridTreeRow({
  code,
  name,
  count: figure,
  depth = 0,
  chosen,
  open,
  onToggle,
  onChoose,
}: GridTreeRowProps) {
  return (
    <div className="ag-tree-row" style={{ paddingLeft: 10 + depth * 18 }} data-on={chosen ? '' : undefined}>
      {onToggle ? (
        <button type="button" aria-label={`${open ? '收起' : '展开'}${name}`} aria-expanded={open} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} size={12} />
        </button>
      ) : (
        <span style={{ width: 20, flex: 'none' }} />
      )}
      <button type="button" className="ag-tree-name" aria-current={chosen || undefined} title={name} onClick={onChoose}>
        <em className="ag-code">{code}</em>
        <span>{name}</span>
      </button>
      <small>{figure}</small>
    </div>
  )
}

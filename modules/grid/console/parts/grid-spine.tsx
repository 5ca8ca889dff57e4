import { Popover } from 'antd'
import { useState } from 'react'
import { Icon } from '#kernel/ui/icons.tsx'
import { useGrid } from '../api.ts'
import { GridSwitcher } from './grid-switcher.tsx'

interface GridSpineProps {
  /** Prefix code of the grid one looks at. */
  code: string
  /** The grid of one's own seat; nothing above it is offered. */
  home: string
  onChoose(code: string): void
}

/** The grid one looks at, code over name for each level, and the switcher that hangs from it. */
export function GridSpine({ code, home, onChoose }: GridSpineProps) {
  const [open, setOpen] = useState(false)
  const grid = useGrid(code)
  const path = grid.data?.path ?? []
  const choose = (next: string) => {
    setOpen(false)
    onChoose(next)
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={<GridSwitcher code={code} home={home} onChoose={choose} />}
    >
      <button type="button" className="ag-spine" aria-haspopup="dialog" aria-expanded={open}>
        {path.map((node, at) => (
          <span key={node.code} data-on={at === path.length - 1 ? '' : undefined}>
            <em>{node.code.slice(path[at - 1]?.code.length ?? 0)}</em>
            <b>{node.name}</b>
          </span>
        ))}
        {path.length === 0 && <span>{code}</span>}
        <em className="ag-spoken">切换网格</em>
        <Icon name="down" size={14} />
      </button>
    </Popover>
  )
}

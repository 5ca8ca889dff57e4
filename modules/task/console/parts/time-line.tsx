import { useState } from 'react'
import { time } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { type Part, useTree } from '../api.ts'
import { Gantt, type GanttRow } from './gantt.tsx'

/** Up to so many lines all levels stand open from the start. */
const ALL_OPEN = 40

/** The parts of a task along time, level under level. */
export function TimeLine({ id }: { id: string }) {
  const read = useTree(id)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={8} />
  const { items, asOf, isBound } = read.data
  if (items.length < 2)
    return (
      <Sheet>
        <EmptyState title="还没有下达到下级">发布或分解以后，各网格的期限和进展在这里排开。</EmptyState>
      </Sheet>
    )
  const below = Map.groupBy(items, ({ parentId }) => parentId)
  const opens = items.length <= ALL_OPEN
  // What one turned is the other way round than it was.
  const isOpen = (part: Part) => (opens || part.id === id) !== turned.has(part.id)
  const turn = (part: Part) => {
    const next = new Set(turned)
    if (!next.delete(part.id)) next.add(part.id)
    setTurned(next)
  }
  const rows: GanttRow[] = []
  const add = (part: Part, depth: number) => {
    const children = below.get(part.id) ?? []
    const open = isOpen(part)
    const toggle = children.length > 0 ? { open, onToggle: () => turn(part) } : null
    rows.push({ part, name: part.gridName, depth, toggle })
    if (open) for (const child of children) add(child, depth + 1)
  }
  add(items.find((part) => part.id === id) ?? (items[0] as Part), 0)
  const foldable = items.filter((part) => part.id !== id && below.has(part.id))
  const anyOpen = foldable.some(isOpen)
  const all = () => setTurned(new Set(foldable.flatMap((part) => (anyOpen === opens ? [part.id] : []))))
  return (
    <Sheet
      title="时间轴"
      meta={`截至 ${time(asOf)}`}
      acts={
        foldable.length > 0 && (
          <button type="button" className="ag-link" onClick={all}>
            {anyOpen ? '收起下级' : '全部展开'}
          </button>
        )
      }
    >
      <Gantt caption="任务各级的期限和进展" head="网格" groups={[{ title: null, rows }]} />
      {isBound && <p className="ag-pad ag-meta">只列出前 2,000 项，上级在前；更下级的请打开那一级的任务看。</p>}
    </Sheet>
  )
}

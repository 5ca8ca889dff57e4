import type { Area } from '#kernel/geo/polygon.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { count, day } from '#kernel/ui/format.ts'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type GridNode, type GridNodeWithPath, useGrid, useGridChildren } from '../api.ts'
import { usePlanShapes, useShapes } from '../boundary-api.ts'
import { useDrafts } from '../parts/boundary/drafts.ts'
import { HistorySheet } from '../parts/boundary/history-sheet.tsx'
import { ImportFile } from '../parts/boundary/import-file.tsx'
import { Merge } from '../parts/boundary/merge.tsx'
import { PlanList } from '../parts/boundary/plan-list.tsx'
import { QualitySheet } from '../parts/boundary/quality-sheet.tsx'
import { Redraw } from '../parts/boundary/redraw.tsx'
import { Split } from '../parts/boundary/split.tsx'
import { StrandedSeats } from '../parts/boundary/stranded-seats.tsx'
import '../boundary.css'

/** Faces of the page; those that lead to a plan are for people who may propose one. */
const views = {
  redraw: { name: '改画', permission: 'grid.assign' },
  split: { name: '拆分', permission: 'grid.assign' },
  merge: { name: '合并', permission: 'grid.assign' },
  import: { name: '导入文件', permission: 'grid.assign' },
  plans: { name: '调整方案', permission: 'grid.assign' },
  quality: { name: '边界质量', permission: 'grid.read' },
  history: { name: '变更记录', permission: 'grid.read' },
  seats: { name: '待安排岗位', permission: 'seat.read' },
} as const

type View = keyof typeof views

/** Boundaries of one grid and those right below it: drawing, dividing, joining, bringing in, judging, looking back. */
export function BoundariesPage() {
  const code = usePart('code')
  const { search } = useAddress()
  const grid = useGrid(code)
  const children = useGridChildren(grid.data && grid.data.childCount > 0 ? code : null)
  const shapes = useShapes(code)
  const earlier = usePlanShapes(search.plan ?? null)
  const error = grid.error ?? children.error ?? shapes.error
  if (error)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={error}
          retry={() => void Promise.all([grid.refetch(), children.refetch(), shapes.refetch()])}
        />
      </div>
    )
  if (!grid.data || !shapes.data || (grid.data.childCount > 0 && !children.data) || earlier.isLoading)
    return <Waiting lines={8} />
  const drawn = earlier.data?.after.map(({ code: of, geometry }): [string, Area] => [of, geometry as Area])
  return (
    <Workbench
      key={`${code}${search.plan ?? ''}`}
      node={grid.data}
      below={children.data?.items ?? []}
      shapes={shapes.shapes}
      drawn={new Map(drawn)}
    />
  )
}

interface WorkbenchProps {
  node: GridNodeWithPath
  below: readonly GridNode[]
  shapes: ReturnType<typeof useShapes>['shapes']
  drawn: ReadonlyMap<string, Area>
}

function Workbench({ node, below, shapes, drawn }: WorkbenchProps) {
  useTitle(`${node.name}的边界`)
  const may = useMay()
  const { search, change } = useAddress()
  const table = useDrafts(drawn)
  // A node that is gone has a history and nothing else.
  const offered = node.retiredOn ? (['history'] as const) : (Object.keys(views) as View[])
  const open = offered.filter((view) => may(views[view].permission))
  const view = open.find((one) => one === search.view) ?? open[0]
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            {node.path.map((up) => (
              <span key={up.code}>
                <To to={`/grids/${up.code}`}>{up.name}</To> /{' '}
              </span>
            ))}
            边界
          </>
        }
        meta={<span className="ag-code">{node.code}</span>}
      >
        {sentence(node, below, shapes)}
      </PageHead>
      <div className="ag-bar">
        <nav className="ag-views" aria-label="办什么">
          {open.map((key) => (
            <button
              key={key}
              type="button"
              className="ag-view"
              aria-current={key === view}
              onClick={() => change({ view: key === open[0] ? undefined : key })}
            >
              {views[key].name}
              {key === 'redraw' && table.present.size > 0 && ` ${table.present.size}`}
            </button>
          ))}
        </nav>
      </div>
      {view === 'redraw' && <Redraw node={node} below={below} shapes={shapes} table={table} />}
      {view === 'split' && <Split node={node} below={below} shapes={shapes} />}
      {view === 'merge' && <Merge node={node} below={below} shapes={shapes} />}
      {view === 'import' && <ImportFile node={node} below={below} />}
      {view === 'plans' && <PlanList code={node.code} />}
      {view === 'quality' && <QualitySheet node={node} shapes={shapes} />}
      {view === 'seats' && <StrandedSeats node={node} />}
      {view === 'history' && <HistorySheet node={node} shapes={shapes} />}
    </div>
  )
}

function sentence(node: GridNode, below: readonly GridNode[], shapes: WorkbenchProps['shapes']): string {
  if (node.retiredOn) return `${node.name}已于 ${day(node.retiredOn)} 撤销`
  const own = shapes.has(node.code) ? '有边界' : '还没有边界'
  if (below.length === 0) return `${node.name}${own}，没有下级网格`
  const bare = below.filter(({ code }) => !shapes.has(code)).length
  const words = bare === 0 ? '都有边界' : `${count(bare)} 个还没有边界`
  return `${node.name}${own}，${count(below.length)} 个下级网格${words}`
}

import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, Figure, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { type GridLevel, gridKinds, gridLevels } from '../../model/codes.ts'
import { type GridNode, type GridNodeWithPath, useGrid, useGridChildren } from '../api.ts'
import { useBoundaries } from '../boundaries.ts'
import { GridTree } from '../parts/grid-tree.tsx'
import '../grid.css'

const GridMap = lazy(() => import('../parts/grid-map.tsx'))

const below: Record<GridLevel, GridLevel | null> = {
  city: 'county',
  county: 'town',
  town: 'village',
  village: 'cell',
  cell: null,
}

/** One grid: its place in the tree, its boundary, what lies below with figures that add up. */
export function GridPage() {
  const code = usePart('code')
  const grid = useGrid(code)
  if (grid.error)
    return (
      <div className="ag-page">
        <ProblemPanel error={grid.error} retry={() => void grid.refetch()} />
      </div>
    )
  if (!grid.data) return <Waiting lines={8} />
  return <Grid node={grid.data} />
}

function Grid({ node }: { node: GridNodeWithPath }) {
  const me = useMe()
  const navigate = useNavigate()
  const root = useGrid(me.data?.gridCode || null)
  const children = useGridChildren(node.childCount > 0 ? node.code : null)
  const boundaries = useBoundaries(node.code)
  const go = useCallback((code: string) => void navigate({ to: `/grids/${code}` }), [navigate])
  const lower = below[node.level]
  const { areas } = boundaries
  return (
    <div className="ag-page">
      <PageHead
        trail={node.path.slice(0, -1).map((up) => (
          <span key={up.code}>
            <To to={`/grids/${up.code}`}>{up.name}</To> /{' '}
          </span>
        ))}
        meta={
          <>
            <span className="ag-code">{node.code}</span>
            <span>
              {gridLevels[node.level].name} · {gridKinds[node.kind]}
            </span>
          </>
        }
      >
        {node.name}有 {lower && node.childCount > 0 && `${count(node.childCount)} 个${gridLevels[lower].name}，`}
        <To to="/enterprises" search={{ grid: node.code }} className="ag-opens">
          {count(node.enterpriseCount)}
        </To>{' '}
        家企业
      </PageHead>
      <div className="ag-grid-page">
        <Sheet title="网格树" className="ag-grid-tree">
          {root.data ? <GridTree key={node.code} root={root.data} chosen={node.code} onChoose={go} /> : <Waiting />}
        </Sheet>
        <div className="ag-stack ag-grid-two">
          <Sheet title="边界" meta={areas.length > 0 ? '点一块，打开那个网格' : undefined}>
            {boundaries.error && <ProblemPanel error={boundaries.error} retry={() => void boundaries.refetch()} />}
            {boundaries.data && areas.length === 0 && (
              <EmptyState icon="map" title="还没有画边界">
                网格照常管理，导入边界后在这里看到。
              </EmptyState>
            )}
            {areas.length > 0 && (
              <div className="ag-grid-map">
                <Suspense fallback={<Waiting />}>
                  <GridMap label={`${node.name}的边界`} areas={areas} sketched={boundaries.sketched} onPick={go} />
                </Suspense>
              </div>
            )}
          </Sheet>
          {node.childCount > 0 && (
            <Children
              node={node}
              rows={children.data?.items}
              error={children.error}
              retry={() => void children.refetch()}
            />
          )}
        </div>
      </div>
    </div>
  )
}

interface ChildrenProps {
  node: GridNode
  rows: GridNode[] | undefined
  error: Error | null
  retry(): void
}

function Children({ node, rows, error, retry }: ChildrenProps) {
  if (error) return <ProblemPanel error={error} retry={retry} />
  if (!rows) return <Waiting lines={6} />
  const sum = rows.reduce((total, row) => total + row.enterpriseCount, 0)
  const apart = node.enterpriseCount - sum
  return (
    <Sheet title="下级网格" meta={`${count(rows.length)} 个`}>
      <div className="ag-table-frame">
        <table className="ag-table ag-dense">
          <caption className="ag-spoken">{node.name}的下级网格</caption>
          <thead>
            <tr>
              <th scope="col">编码</th>
              <th scope="col">名称</th>
              <th scope="col">类别</th>
              <th scope="col" className="ag-right">
                下级 个
              </th>
              <th scope="col" className="ag-right">
                企业 家
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <td className="ag-code ag-pale">{row.code}</td>
                <th scope="row" className="ag-lead">
                  <To to={`/grids/${row.code}`}>{row.name}</To>
                </th>
                <td>{gridKinds[row.kind]}</td>
                <td className="ag-right">{count(row.childCount)}</td>
                <td className="ag-right">
                  <To to="/enterprises" search={{ grid: row.code }} className="ag-opens">
                    {count(row.enterpriseCount)}
                  </To>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        下级合计 <Figure value={sum} /> 家，
        {apart === 0 ? (
          '与本级总数相符'
        ) : (
          <span className="ag-soon">比本级总数少 {count(apart)} 家，它们直接挂在本级</span>
        )}
      </footer>
    </Sheet>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type GridLevel, gridKinds, gridLevels } from '../../model/codes.ts'
import { type GridNodeWithPath, useGrid, useGridChildren } from '../api.ts'
import { useBoundaries } from '../boundaries.ts'
import { Children } from '../parts/children.tsx'
import { CoverageSheet } from '../parts/coverage.tsx'
import { Duties } from '../parts/duties.tsx'
import { GridTree } from '../parts/grid-tree.tsx'
import { ScoreCardSheet } from '../parts/score-card.tsx'
import { Views, viewOf } from '../parts/views.tsx'
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
        <ProblemPanel whole error={grid.error} retry={() => void grid.refetch()} />
      </div>
    )
  if (!grid.data) return <Waiting lines={8} />
  return <Grid node={grid.data} />
}

function Grid({ node }: { node: GridNodeWithPath }) {
  useTitle(node.name)
  const me = useMe()
  const navigate = useNavigate()
  const root = useGrid(me.data?.gridCode || null)
  const children = useGridChildren(node.childCount > 0 ? node.code : null)
  const boundaries = useBoundaries(node.code)
  const go = useCallback(
    (code: string) => {
      // The face and the layer one looks at stay the same from grid to grid.
      const keep = ({ view, layer }: Record<string, unknown>) => ({ view, layer })
      void navigate({ to: `/grids/${code}`, search: keep as never })
    },
    [navigate],
  )
  const lower = below[node.level]
  const { search } = useAddress()
  const view = viewOf(search.view)
  const layer = search.layer ?? 'safety'
  const { areas } = boundaries
  return (
    <div className="ag-page">
      <PageHead
        trail={node.path.slice(0, -1).map((up, at) => (
          <span key={up.code}>
            {at > 0 && ' / '}
            <To to={`/grids/${up.code}`}>{up.name}</To>
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
        <div>
          <Views />
          {view === 'duties' && <Duties code={node.code} layer={layer} />}
          {view === 'card' && <ScoreCardSheet code={node.code} layer={layer} />}
          {view === 'coverage' && <CoverageSheet code={node.code} layer={layer} />}
          {view === 'overview' && (
            <div className="ag-stack ag-grid-two">
              <Sheet
                title="边界"
                meta={areas.length > 0 ? '点一块，打开那个网格' : undefined}
                acts={<To to={`/grids/${node.code}/boundaries`}>边界调整</To>}
              >
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
          )}
        </div>
      </div>
    </div>
  )
}

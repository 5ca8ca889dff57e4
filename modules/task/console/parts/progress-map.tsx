import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import type { Wash } from '#kernel/ui/map/areas.ts'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { type GridProgress, useProgress } from '../api.ts'
import { Progress } from './progress.tsx'

const GridMap = lazy(() => import('#modules/grid/console/parts/grid-map.tsx'))

/** How far a grid is: not handed, late, going on, done. */
type Standing = 'none' | 'late' | 'going' | 'done'

const LOOKS: Readonly<Record<Standing, { words: string; wash: Wash | null }>> = {
  late: { words: '逾期', wash: 'late' },
  going: { words: '进行中', wash: 'soon' },
  done: { words: '已办完', wash: 'ok' },
  none: { words: '没有下达', wash: null },
}

function standingOf(row: GridProgress | undefined): Standing {
  if (!row?.taskId) return 'none'
  if (row.late) return 'late'
  return row.state === 'closed' || (row.targets > 0 && row.done === row.targets) ? 'done' : 'going'
}

interface ProgressMapProps {
  id: string
  gridCode: string
  gridName: string
}

/** The grids below a task on the map by how far they are; a press opens the part of a grid, with its own map where it has parts. */
export function ProgressMap({ id, gridCode, gridName }: ProgressMapProps) {
  const navigate = useNavigate()
  const boundaries = useBoundaries(gridCode)
  const progress = useProgress(id)
  const rows = progress.data?.items
  const byGrid = useMemo(() => new Map((rows ?? []).map((row) => [row.gridCode, row])), [rows])
  const areas = useMemo(
    () =>
      boundaries.areas.map((area) => {
        const row = byGrid.get(area.code)
        const { words } = LOOKS[standingOf(row)]
        return { ...area, note: row ? `${words} ${row.done}/${row.targets}` : words }
      }),
    [boundaries.areas, byGrid],
  )
  const washes = useMemo(
    () => Object.fromEntries(areas.map(({ code }) => [code, LOOKS[standingOf(byGrid.get(code))].wash])),
    [areas, byGrid],
  )
  const pick = useCallback(
    (code: string) => {
      const row = byGrid.get(code)
      if (row?.taskId)
        void navigate({ to: `/tasks/${row.taskId}`, search: (row.children > 0 ? { view: 'map' } : {}) as never })
    },
    [byGrid, navigate],
  )
  const error = boundaries.error ?? progress.error
  if (error && !progress.data) return <ProblemPanel error={error} retry={() => void progress.refetch()} />
  if (!boundaries.data || !progress.data) return <Waiting lines={8} />
  const counted = Object.groupBy(areas, ({ code }) => standingOf(byGrid.get(code)))
  return (
    <div className="ag-task-map">
      <Sheet title={`${gridName}的进展`}>
        {areas.length === 0 ? (
          <EmptyState icon="map" title="这里的下级网格还没有画边界">
            各网格的进展在旁边的表里。
          </EmptyState>
        ) : (
          <>
            <div className="ag-task-map-frame">
              <Suspense fallback={<Waiting />}>
                <GridMap
                  label={`${gridName}下级网格的任务进展`}
                  areas={areas}
                  sketched={boundaries.sketched}
                  washes={washes}
                  onPick={pick}
                />
              </Suspense>
            </div>
            <ul className="ag-task-keys">
              {(Object.keys(LOOKS) as Standing[]).map((standing) => (
                <li key={standing}>
                  <i className={`ag-task-key-${standing}`} />
                  {LOOKS[standing].words} {counted[standing]?.length ?? 0}
                </li>
              ))}
            </ul>
          </>
        )}
      </Sheet>
      <Sheet title="各网格">
        <div className="ag-pad">
          <Progress id={id} />
        </div>
      </Sheet>
    </div>
  )
}

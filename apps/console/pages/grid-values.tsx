import { lazy, Suspense } from 'react'
import type { GridMap } from '#kernel/indicators/console/parts/part-sheet.tsx'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'

const ValueMap = lazy(() => import('#kernel/ui/map/value-map.tsx'))

/** Figures of grids where they lie. */
export const GridValues: GridMap = ({ grid, ...rest }) => {
  const { areas, sketched } = useBoundaries(grid)
  return (
    <Suspense fallback={null}>
      <ValueMap areas={areas} sketched={sketched} {...rest} />
    </Suspense>
  )
}

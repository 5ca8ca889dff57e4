import { useMemo } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EnterpriseMap } from '#modules/enterprise/console/pages/map.tsx'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'

/** One map of everything: enterprises over the boundaries of the chosen grid. */
export function MapPage() {
  const me = useMe()
  const { search } = useAddress()
  const boundaries = useBoundaries(search.grid ?? (me.data?.gridCode || null))
  // Counts stand in the clusters; under the names they would say the same twice.
  const areas = useMemo(() => boundaries.areas.map(({ note: _, ...area }) => area), [boundaries.areas])
  return <EnterpriseMap areas={areas} sketched={boundaries.sketched} />
}

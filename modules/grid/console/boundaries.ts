import { useMemo } from 'react'
import { count } from '#kernel/ui/format.ts'
import type { Area } from '#kernel/ui/map/areas.ts'
import { useRead } from '#kernel/ui/query.ts'

interface Boundaries {
  features: {
    geometry: GeoJSON.Geometry
    properties: { code: string; name: string; level: string; source: string; enterpriseCount: number }
  }[]
}

/** Boundaries of a node's children, or its own where it has none; whether any of them is only a sketch. */
export function useBoundaries(code: string | null) {
  const read = useRead<Boundaries>(code && `/grids/${code}/boundaries`, { staleTime: 600_000 })
  const { data } = read
  return { ...read, ...useMemo(() => shownAreas(data, code), [data, code]) }
}

function shownAreas(data: Boundaries | undefined, code: string | null): { areas: Area[]; sketched: boolean } {
  const features = data?.features ?? []
  const below = features.filter((feature) => feature.properties.code !== code)
  const shown = below.length > 0 ? below : features
  const areas = shown.map(({ geometry, properties }) => ({
    code: properties.code,
    name: properties.name,
    source: properties.source,
    note: `${count(properties.enterpriseCount)} 家`,
    geometry,
  }))
  return { areas, sketched: shown.some((feature) => feature.properties.source === 'demo') }
}

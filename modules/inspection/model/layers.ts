import type { MapLayer } from '#kernel/geo/map-layer.ts'

/** Inspections of today on the map. */
export const inspectionLayer: MapLayer = {
  name: 'inspection_today',
  title: '今天的检查',
  unit: '次',
  permission: 'inspection.read',
  indicator: 'inspection.visited',
  isOfToday: true,
}

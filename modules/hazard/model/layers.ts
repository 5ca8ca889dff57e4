import type { MapLayer } from '#kernel/geo/map-layer.ts'

/** Hazards on the map of now. */
export const hazardLayers: readonly MapLayer[] = [
  {
    name: 'hazard_late',
    title: '逾期未改隐患',
    unit: '条',
    permission: 'hazard.read',
    indicator: 'hazard.late',
    isUrgent: true,
  },
  {
    name: 'hazard_major',
    title: '未销号重大隐患',
    unit: '条',
    permission: 'hazard.read',
    indicator: 'hazard.major-open',
    isUrgent: true,
  },
]

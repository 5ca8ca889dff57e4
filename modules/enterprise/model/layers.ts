import type { MapLayer } from '#kernel/geo/map-layer.ts'

/** Major hazard installations on the map of now. */
export const installationLayer: MapLayer = {
  name: 'installation',
  title: '重大危险源',
  unit: '处',
  permission: 'enterprise.read',
  indicator: 'installation.count',
}

import type { MapLayer } from '#kernel/geo/map-layer.ts'

/** Enterprises running tasks still wait for, on the map of now. */
export const taskLayer: MapLayer = {
  name: 'task_target',
  title: '任务待办企业',
  unit: '家次',
  permission: 'task.read',
}

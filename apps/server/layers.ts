import type { MapLayer } from '#kernel/geo/map-layer.ts'
import { installationLayer } from '#modules/enterprise/model/layers.ts'
import { hazardLayers } from '#modules/hazard/model/layers.ts'
import { inspectionLayer } from '#modules/inspection/model/layers.ts'
import { taskLayer } from '#modules/task/model/layers.ts'

/** All layers of the map of now, in the order they are offered. */
export const mapLayers: readonly MapLayer[] = [installationLayer, ...hazardLayers, inspectionLayer, taskLayer]

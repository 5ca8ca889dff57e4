import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '#kernel/ui/palettes.ts'
import type { VehicleOnMap } from '../api.ts'

const SOURCE = 'fleet'
const LAYERS = ['fleet-name', 'fleet-mark', 'fleet-chosen']
const SIZE = 22
const RATIO = 2

const featuresOf = (vehicles: readonly VehicleOnMap[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: vehicles.map(({ id, plate, lng, lat, direction, ...vehicle }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties: {
      id,
      plate,
      icon: iconOf(vehicle),
      direction: vehicle.motion === 'moving' ? (direction ?? 0) : 0,
      rank: vehicle.worst ?? 9,
    },
  })),
})

const iconOf = ({ motion, isLoaded, worst }: Pick<VehicleOnMap, 'motion' | 'isLoaded' | 'worst'>): string =>
  `fleet-${motion}${isLoaded ? '-loaded' : ''}${worst === 1 ? '-alarm' : ''}`

/** Vehicles as arrows where they go, squares where they stand, hollow where nobody hears them; filled when loaded, ringed in an alarm. */
export interface FleetLayer {
  show(vehicles: readonly VehicleOnMap[]): void
  choose(id: string | null): void
  remove(): void
}

export function drawFleet(map: maplibregl.Map, appearance: Appearance, onPick: (id: string) => void): FleetLayer {
  const colour = palettes[appearance]
  addImages(map, appearance)
  map.addSource(SOURCE, { type: 'geojson', data: featuresOf([]) })
  map.addLayer({
    id: 'fleet-chosen',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['get', 'id'], ''],
    paint: {
      'circle-radius': 16,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': colour.brand,
      'circle-stroke-width': 3,
    },
  })
  map.addLayer({
    id: 'fleet-mark',
    type: 'symbol',
    source: SOURCE,
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-rotate': ['get', 'direction'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', 10, ['get', 'rank']],
    },
  })
  const pick = (event: maplibregl.MapLayerMouseEvent) => {
    const id = event.features?.[0]?.properties.id
    if (typeof id === 'string') onPick(id)
  }
  const cursor = (style: string) => () => {
    map.getCanvas().style.cursor = style
  }
  const [hand, rest] = [cursor('pointer'), cursor('')]
  map.on('click', 'fleet-mark', pick)
  map.on('mouseenter', 'fleet-mark', hand)
  map.on('mouseleave', 'fleet-mark', rest)
  return {
    show: (vehicles) => void (map.getSource(SOURCE) as maplibregl.GeoJSONSource).setData(featuresOf(vehicles)),
    choose: (id) => void map.setFilter('fleet-chosen', ['==', ['get', 'id'], id ?? '']),
    remove: () => {
      map.off('click', 'fleet-mark', pick)
      map.off('mouseenter', 'fleet-mark', hand)
      map.off('mouseleave', 'fleet-mark', rest)
      if (!map.getStyle()) return
      for (const layer of LAYERS) if (map.getLayer(layer)) map.removeLayer(layer)
      if (map.getSource(SOURCE)) map.removeSource(SOURCE)
    },
  }
}

function addImages(map: maplibregl.Map, appearance: Appearance): void {
  for (const motion of ['moving', 'standing', 'silent'] as const)
    for (const isLoaded of [false, true])
      for (const worst of [null, 1]) {
        const name = iconOf({ motion, isLoaded, worst })
        if (!map.hasImage(name))
          map.addImage(name, image(motion, isLoaded, worst === 1, appearance), { pixelRatio: RATIO })
      }
}

const SHAPES = {
  moving: 'M11 3 17 18 11 14.500 5 18z',
  standing: 'M6 6h10v10H6z',
  silent: 'M11 5.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11z',
}

function image(motion: keyof typeof SHAPES, isLoaded: boolean, isAlarm: boolean, appearance: Appearance): ImageData {
  const colour = palettes[appearance]
  const canvas = document.createElement('canvas')
  canvas.width = SIZE * RATIO
  canvas.height = SIZE * RATIO
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  pen.scale(RATIO, RATIO)
  const outline = new Path2D(SHAPES[motion])
  const own = isAlarm ? colour.late : motion === 'silent' ? colour.ink3 : colour.brand
  pen.fillStyle = isLoaded ? own : colour.surface
  pen.fill(outline)
  pen.strokeStyle = isLoaded ? colour.surface : own
  pen.lineWidth = isLoaded ? 1 : 1.8
  pen.stroke(outline)
  if (isAlarm) {
    pen.strokeStyle = colour.late
    pen.lineWidth = 1.5
    pen.stroke(new Path2D('M11 1a10 10 0 1 1 0 20 10 10 0 0 1 0-20z'))
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'

maplibregl.setWorkerUrl(workerUrl)

/** West, south, east, north in WGS 84 degrees. */
export type Bounds = [number, number, number, number]

/** A map in our colours without a base map, north up, no tilt, in our words; null where the browser cannot draw one. */
export function openMap(container: HTMLDivElement, sea: string, bounds: Bounds | null): maplibregl.Map | null {
  try {
    const map = new maplibregl.Map({
      container,
      style: {
        version: 8,
        sources: {},
        layers: [{ id: 'sea', type: 'background', paint: { 'background-color': sea } }],
      },
      ...(bounds ? { bounds, fitBoundsOptions: { padding: 28 } } : {}),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 18,
      locale: {
        'NavigationControl.ZoomIn': '放大',
        'NavigationControl.ZoomOut': '缩小',
        'NavigationControl.ResetBearing': '正北朝上',
        'Map.Title': '地图',
        'ScaleControl.Meters': '米',
        'ScaleControl.Kilometers': '公里',
      },
    })
    map.touchZoomRotate.disableRotation()
    map.addControl(new maplibregl.NavigationControl({ visualizePitch: false }), 'top-right')
    map.addControl(new maplibregl.ScaleControl({ maxWidth: 100 }), 'bottom-left')
    return map
  } catch {
    return null
  }
}

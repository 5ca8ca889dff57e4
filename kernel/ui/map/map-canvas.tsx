import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef, useState } from 'react'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { palettes, useTheme } from '../theme.tsx'

maplibregl.setWorkerUrl(workerUrl)

/** West, south, east, north in WGS 84 degrees. */
export type Bounds = [number, number, number, number]

interface MapCanvasProps {
  /** What is shown first, and again when it changes. */
  bounds: Bounds | null
  /** What the map shows, for those who hear it. */
  label: string
  /** The map is ready to draw on; again after the theme changed. */
  onReady(map: maplibregl.Map | null): void
}

/** An empty map in our colours: sea only, north up, no tilt. Everything on it is drawn by its user. */
export function MapCanvas({ bounds, label, onReady }: MapCanvasProps) {
  const box = useRef<HTMLDivElement>(null)
  const { appearance } = useTheme()
  const [fault, setFault] = useState(false)
  const map = useRef<maplibregl.Map | null>(null)
  const ready = useRef(onReady)
  ready.current = onReady
  const view = useRef<Bounds | null>(bounds)

  useEffect(() => {
    const canvas = open(box.current as HTMLDivElement, palettes[appearance].mapSea, view.current)
    if (!canvas) {
      setFault(true)
      return
    }
    map.current = canvas
    canvas.once('load', () => ready.current(canvas))
    return () => {
      const { _sw, _ne } = canvas.getBounds()
      view.current = [_sw.lng, _sw.lat, _ne.lng, _ne.lat]
      ready.current(null)
      canvas.remove()
    }
  }, [appearance])

  const text = bounds?.join()
  useEffect(() => {
    if (!text) return
    const [west, south, east, north] = text.split(',').map(Number) as Bounds
    view.current = [west, south, east, north]
    map.current?.fitBounds([west, south, east, north], { padding: 28, duration: 0 })
  }, [text])

  return (
    <section className="ag-map" aria-label={label}>
      {fault && <p className="ag-pad ag-soft">这台电脑的浏览器不能画地图，旁边的表里是同样的内容。</p>}
      <div ref={box} />
    </section>
  )
}

function open(container: HTMLDivElement, sea: string, bounds: Bounds | null): maplibregl.Map | null {
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

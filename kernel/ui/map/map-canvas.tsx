import type * as maplibregl from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import { palettes, useTheme } from '../theme.tsx'
import { drawBaseMap, sourceLine } from './base-map.ts'
import { type Bounds, openMap } from './open-map.ts'
import { useBaseMap } from './use-base-map.ts'

export type { Bounds }

interface MapCanvasProps {
  /** What is shown first, and again when it changes. */
  bounds: Bounds | null
  /** What the map shows, for those who hear it. */
  label: string
  /** The map is ready to draw on; again after the theme changed. */
  onReady(map: maplibregl.Map | null): void
}

/**
 * A map in our colours: sea only or the base map of the settings, north up, no tilt. Everything above is drawn by its
 * user. Without a base map, and when its tiles do not come, nothing outside is needed.
 */
export function MapCanvas({ bounds, label, onReady }: MapCanvasProps) {
  const box = useRef<HTMLDivElement>(null)
  const { appearance } = useTheme()
  const [fault, setFault] = useState(false)
  const map = useRef<maplibregl.Map | null>(null)
  const [loaded, setLoaded] = useState<maplibregl.Map | null>(null)
  const [away, setAway] = useState(false)
  const base = useBaseMap()
  const ready = useRef(onReady)
  ready.current = onReady
  const view = useRef<Bounds | null>(bounds)

  useEffect(() => {
    const canvas = openMap(box.current as HTMLDivElement, palettes[appearance].mapSea, view.current)
    if (!canvas) {
      setFault(true)
      return
    }
    map.current = canvas
    canvas.once('load', () => {
      setLoaded(canvas)
      ready.current(canvas)
    })
    return () => {
      const { _sw, _ne } = canvas.getBounds()
      view.current = [_sw.lng, _sw.lat, _ne.lng, _ne.lat]
      setLoaded(null)
      ready.current(null)
      canvas.remove()
    }
  }, [appearance])

  useEffect(() => {
    setAway(false)
    if (!loaded || !base || base.layers.length === 0) return
    return drawBaseMap(loaded, base, appearance, () => setAway(true))
  }, [loaded, base, appearance])

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
      {base && base.layers.length > 0 && !away && sourceLine(base) && (
        <span className="ag-map-source">{sourceLine(base)}</span>
      )}
      {(away || base?.why) && (
        <span className="ag-map-source" role="status">
          {away ? '底图暂时取不到，先用素图' : `${base?.why?.replace(/。$/, '')}，先用素图`}
        </span>
      )}
    </section>
  )
}

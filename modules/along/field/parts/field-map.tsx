import * as maplibregl from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { drawAreas } from '#kernel/ui/map/areas.ts'
import { type BaseMap, drawBaseMap, sourceLine } from '#kernel/ui/map/base-map.ts'
import { type Bounds, openMap } from '#kernel/ui/map/open-map.ts'
import { drawPoints } from '#kernel/ui/map/points.ts'
import { palettes } from '#kernel/ui/palettes.ts'
import type { Position } from '#kernel/ui/position.ts'
import { RiskMark, riskLevel } from '#kernel/ui/risk-mark.tsx'
import type { Box } from '../../model/tiles.ts'
import { type AlongLine, alongDb } from '../db.ts'
import type { Outlines } from '../outlines.ts'
import { BASE_MAP, TILE_WORD, tileFor } from '../tiles.ts'

interface FieldMapProps {
  lines: readonly AlongLine[]
  outlines: Outlines | null
  box: Box | null
  chosen: string | null
  here: Position | null
  onPick(id: string): void
  onMap(map: maplibregl.Map | null): void
}

// Read in the sun, as the rest of the app.
const APPEARANCE = 'light'

/** The map itself: base map where it came along, outlines, points, where one stands. All of it drawn from this device. */
export function FieldMap(props: FieldMapProps) {
  const { lines, outlines, box, chosen, here, onPick, onMap } = props
  const holder = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<maplibregl.Map | null>(null)
  const [fault, setFault] = useState(false)
  const told = useRef({ onPick, onMap })
  told.current = { onPick, onMap }
  useEffect(() => {
    const canvas = openMap(holder.current as HTMLDivElement, palettes[APPEARANCE].mapSea, null)
    if (!canvas) return setFault(true)
    canvas.once('load', () => {
      setMap(canvas)
      told.current.onMap(canvas)
    })
    return () => {
      setMap(null)
      told.current.onMap(null)
      canvas.remove()
    }
  }, [])
  const base = useBase(map)
  const bounds = box?.join()
  useEffect(() => {
    if (map && bounds) map.fitBounds(bounds.split(',').map(Number) as Bounds, { padding: 28, duration: 0 })
  }, [map, bounds])
  useEffect(() => {
    if (!map || !outlines) return
    const areas = outlines.features.map(({ properties, geometry }) => ({ ...properties, geometry }))
    return drawAreas(map, areas, { appearance: APPEARANCE })
  }, [map, outlines])
  // After the outlines, so that the points lie above them.
  useEffect(() => {
    if (!map) return
    const points = lines.flatMap(({ id, name, lng, lat, riskLevel: level, hasMajorHazard }) =>
      lng === null || lat === null ? [] : [{ id, name, lng, lat, riskLevel: level, hasMajorHazard }],
    )
    void outlines
    return drawPoints(map, points, { appearance: APPEARANCE, chosen, onPick: (id) => told.current.onPick(id) })
  }, [map, outlines, lines, chosen])
  useEffect(() => {
    if (!map || !here) return
    const element = document.createElement('i')
    element.className = 'al-here'
    const marker = new maplibregl.Marker({ element }).setLngLat([here.lng, here.lat]).addTo(map)
    return () => {
      marker.remove()
    }
  }, [map, here])
  return (
    <>
      <section className="ag-map al-map" aria-label="带上的企业的地图" data-points={map ? lines.length : undefined}>
        <div ref={holder} />
        {base && <span className="ag-map-source">{base}</span>}
        {fault && <p className="fd-pad fd-pale">这台设备的浏览器不能画地图，下面是同样的内容。</p>}
      </section>
      <Legend lines={lines} />
    </>
  )
}

/** Draws the base map where the platform has one. @returns what is to be said of it */
function useBase(map: maplibregl.Map | null): string | null {
  const { accountId } = usePerson()
  const base = useHeld<BaseMap>(BASE_MAP).held
  const [away, setAway] = useState(false)
  const nearest = useLive(async () => {
    const areas = await alongDb.areas.where({ accountId }).toArray()
    return Math.max(0, ...areas.map(({ tiles }) => tiles?.to ?? 0))
  }, [accountId])
  const body = base?.body
  const isFresh = base?.fresh
  useEffect(() => {
    if (!map || !body || body.layers.length === 0 || nearest === undefined) return
    if (!isFresh && nearest === 0) return
    setAway(false)
    maplibregl.addProtocol(TILE_WORD, ({ url }) => tileFor(accountId, url))
    // Nearer than the tiles that came along the last ones are drawn larger.
    const kept = isFresh ? body : { ...body, maxZoom: nearest }
    const takeOff = drawBaseMap(
      map,
      kept,
      APPEARANCE,
      () => setAway(true),
      (path) => `${TILE_WORD}:/${path}`,
    )
    return () => {
      takeOff()
      maplibregl.removeProtocol(TILE_WORD)
    }
  }, [map, body, isFresh, nearest, accountId])
  if (!body || body.layers.length === 0) return null
  if (away) return '底图暂时取不到，先用素图'
  return !isFresh && nearest === 0 ? '底图没有带上，先用素图' : sourceLine(body) || null
}

const LEVELS = ['1', '2', '3', '4', null] as const

/** How many of each risk there are. */
function Legend({ lines }: { lines: readonly AlongLine[] }) {
  const shown = LEVELS.map((level) => ({
    level,
    n: lines.filter((line) => riskLevel(line.riskLevel) === level).length,
  })).filter(({ n }) => n > 0)
  if (shown.length === 0) return null
  return (
    <p className="al-legend">
      {shown.map(({ level, n }) => (
        <span key={level ?? 'none'}>
          <RiskMark level={level} /> {n}
        </span>
      ))}
      <span className="fd-pale">上北下南</span>
    </p>
  )
}

import type * as maplibregl from 'maplibre-gl'
import { useRef, useState } from 'react'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { askPosition, type Position } from '#kernel/ui/position.ts'
import { RiskMark, riskLevel } from '#kernel/ui/risk-mark.tsx'
import { distanceMetres } from '#standards/coordinate/distance.ts'
import type { Box } from '../../model/tiles.ts'
import { type AlongLine, alongDb } from '../db.ts'
import { boxOfOutlines, boxOfPoints, type Outlines, outlinePath } from '../outlines.ts'
import { FieldMap } from '../parts/field-map.tsx'
import '../along.css'

/** Rows beside the map drawn at once. */
const SHOWN = 100

/** Where the enterprises stand that came along: outlines and points with no network, the same rows beside the map. */
export function MapPage({ onOpen, onTake }: { onOpen(id: string): void; onTake(): void }) {
  const person = usePerson()
  const lines = useLive(() => alongDb.lines.where({ accountId: person.accountId }).toArray(), [person.accountId])
  const outlines = useHeld<Outlines>(outlinePath(person.gridCode)).held
  const [chosen, setChosen] = useState<string | null>(null)
  const [here, setHere] = useState<Position | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const map = useRef<maplibregl.Map | null>(null)
  const one = lines?.find(({ id }) => id === chosen)
  const box = (lines && boxOfPoints(lines)) ?? (outlines && boxOfOutlines(outlines.body)) ?? null
  const locate = async () => {
    const found = await askPosition()
    if (typeof found === 'string') return setFault(found)
    setFault(null)
    setHere(found)
    // Away from what came along both are shown, so that one sees which way to go.
    const [west, south, east, north] = boxOfPoints([found, ...cornersOf(box)]) as Box
    const isThere = box && found.lng > box[0] && found.lng < box[2] && found.lat > box[1] && found.lat < box[3]
    if (isThere) map.current?.easeTo({ center: [found.lng, found.lat], duration: 0 })
    else map.current?.fitBounds([west, south, east, north], { padding: 28, duration: 0, maxZoom: 13 })
  }
  const pick = (id: string) => {
    setChosen(id)
    const line = lines?.find((known) => known.id === id)
    if (line?.lng != null && line.lat != null) map.current?.easeTo({ center: [line.lng, line.lat], duration: 0 })
  }
  return (
    <Screen title="地图" meta={lines && lines.length > 0 ? `${count(lines.length)} 家` : undefined}>
      {lines && (
        <FieldMap
          lines={lines}
          outlines={outlines?.body ?? null}
          box={box}
          chosen={chosen}
          here={here}
          onPick={setChosen}
          onMap={(ready) => {
            map.current = ready
          }}
        />
      )}
      {one && <Picked line={one} here={here} onOpen={onOpen} />}
      <div className="al-acts">
        <button type="button" className="fd-plain" onClick={() => void locate()}>
          我在哪里
        </button>
        {lines && lines.length === 0 && (
          <button type="button" className="fd-plain" onClick={onTake}>
            带上一片
          </button>
        )}
      </div>
      {fault && <Notice kind="soon">{fault}</Notice>}
      {lines?.length === 0 && (
        <p className="fd-pad fd-pale">还没有带企业。带上一片以后，没有网络也能在这里看它们在哪里。</p>
      )}
      {lines && lines.length > 0 && <Rows lines={lines} here={here} chosen={chosen} onPick={pick} />}
      {outlines && !outlines.fresh && <p className="fd-pad fd-pale">边界是 {time(outlines.at)} 带上的。</p>}
    </Screen>
  )
}

const cornersOf = (box: Box | null) =>
  box
    ? [
        { lng: box[0], lat: box[1] },
        { lng: box[2], lat: box[3] },
      ]
    : []

const metresTo = ({ lng, lat }: AlongLine, here: Position | null): number | null =>
  here && lng !== null && lat !== null ? distanceMetres(here, { lng, lat }) : null

/** The enterprise one tapped, with the way to its file. */
function Picked({ line, here, onOpen }: { line: AlongLine; here: Position | null; onOpen(id: string): void }) {
  const metres = metresTo(line, here)
  return (
    <section className="al-picked" aria-label="选中的企业">
      <p className="al-name">
        <b>{line.name}</b> <RiskMark level={riskLevel(line.riskLevel)} words />
      </p>
      <p className="fd-pale">
        {[line.address || line.gridName, metres !== null && `离我 ${distanceWords(Math.round(metres))}`]
          .filter(Boolean)
          .join('，')}
      </p>
      {line.openHazards > 0 && <p className="fd-warn">没销号的隐患 {line.openHazards} 条</p>}
      <button type="button" className="fd-main" onClick={() => onOpen(line.id)}>
        打开档案
      </button>
    </section>
  )
}

interface RowsProps {
  lines: readonly AlongLine[]
  here: Position | null
  chosen: string | null
  onPick(id: string): void
}

/** The same enterprises as on the map: the nearest first where one is known to stand, else the worst risk first. */
function Rows({ lines, here, chosen, onPick }: RowsProps) {
  const placed = lines.filter(({ lng }) => lng !== null)
  const order = (line: AlongLine) => metresTo(line, here) ?? Number(riskLevel(line.riskLevel) ?? 5)
  const rows = placed.toSorted((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'zh-CN'))
  return (
    <section aria-label="图上的企业">
      <h2 className="fd-part">
        图上 {count(placed.length)} 家
        {placed.length < lines.length && `，没有坐标的 ${count(lines.length - placed.length)} 家不在图上`}
      </h2>
      <ul className="fd-list">
        {rows.slice(0, SHOWN).map((line) => {
          const metres = metresTo(line, here)
          return (
            <li key={line.key}>
              <button
                type="button"
                className="fd-open"
                aria-pressed={line.id === chosen}
                onClick={() => onPick(line.id)}
              >
                <span className="al-name">
                  {line.name} <RiskMark level={riskLevel(line.riskLevel)} />
                </span>
                <small>
                  {[line.gridName, metres !== null && distanceWords(Math.round(metres))].filter(Boolean).join('，')}
                </small>
              </button>
            </li>
          )
        })}
      </ul>
      {rows.length > SHOWN && <p className="fd-pad fd-pale">列出前 {SHOWN} 家，别的点图上的标记，或到「企业」里找。</p>}
    </section>
  )
}

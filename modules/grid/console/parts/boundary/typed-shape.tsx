import { Button, Input } from 'antd'
import type { Position } from 'geojson'
import { useState } from 'react'
import { readArea, readLine } from '#kernel/geo/geojson.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { FormField } from '#kernel/ui/text-field.tsx'

/** Coordinates as people paste them: GeoJSON, or a pair a line. @returns what `readArea` and `readLine` take */
export function typedGeometry(text: string, kind: 'Polygon' | 'LineString'): unknown {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return geometryIn(trimmed)
  const points = trimmed
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(/[\s,，;；]+/)
        .filter(Boolean)
        .map(Number),
    )
    .filter((pair) => pair.length > 0)
  if (kind === 'LineString') return { type: kind, coordinates: points }
  const [first, last] = [points[0], points.at(-1)]
  const closed = first && last && first.join() !== last.join() ? [...points, first] : points
  return { type: kind, coordinates: [closed] }
}

function geometryIn(text: string): unknown {
  try {
    const value = JSON.parse(text)
    return value.type === 'Feature' ? value.geometry : value
  } catch {
    return null
  }
}

interface TypedProps<Shape> {
  label: string
  kind: 'Polygon' | 'LineString'
  /** What stands there now, to be changed. */
  present: Position[] | undefined
  read(text: string): Shape | { problem: string }
  onShape(shape: Shape): void
}

function Typed<Shape>({ label, kind, present, read, onShape }: TypedProps<Shape>) {
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const take = () => {
    const shape = read(text)
    const problem = (shape as { problem?: string }).problem
    setFault(problem ?? '')
    if (!problem) onShape(shape as Shape)
  }
  return (
    <details className="ag-typed">
      <summary>不用鼠标：填坐标</summary>
      <div className="ag-stack">
        <FormField
          id={`typed-${kind}`}
          label={label}
          hint="一行一个点：经度, 纬度（CGCS2000）；也可以贴 GeoJSON 文本"
          {...(fault ? { pointer: '/typed' } : {})}
        >
          {fault && (
            <span className="ag-fault" role="alert">
              {fault}
            </span>
          )}
          <Input.TextArea
            id={`typed-${kind}`}
            rows={7}
            value={text}
            placeholder={'118.5012, 37.1034\n118.5107, 37.1034\n118.5107, 37.1120'}
            onChange={(event) => setText(event.target.value)}
          />
        </FormField>
        <div className="ag-row ag-wrap">
          <Button disabled={!text.trim()} onClick={take}>
            用这些坐标
          </Button>
          {present && present.length > 0 && (
            <button
              type="button"
              className="ag-link"
              onClick={() => setText(present.map(([lng, lat]) => `${lng}, ${lat}`).join('\n'))}
            >
              取现在的坐标来改
            </button>
          )}
        </div>
      </div>
    </details>
  )
}

const at = (problem: { message: string; at: [number, number] | null }) =>
  `${problem.message}${problem.at ? `（${problem.at.join(', ')}）` : ''}`

/** A boundary typed or pasted, judged before it is taken. */
export function TypedArea({ present, onArea }: { present: Area | undefined; onArea(area: Area): void }) {
  const ring = present?.type === 'Polygon' ? present.coordinates[0] : undefined
  return (
    <Typed
      label="边界的坐标"
      kind="Polygon"
      present={ring}
      read={(text) => {
        const reading = readArea(typedGeometry(text, 'Polygon'))
        return 'problem' in reading ? { problem: at(reading.problem) } : reading.area
      }}
      onShape={onArea}
    />
  )
}

/** A line typed or pasted, judged before it is taken. */
export function TypedLine({ present, onLine }: { present: Position[] | undefined; onLine(line: Position[]): void }) {
  return (
    <Typed
      label="分割线的坐标"
      kind="LineString"
      present={present}
      read={(text) => {
        const reading = readLine(typedGeometry(text, 'LineString'))
        return 'problem' in reading ? { problem: at(reading.problem) } : reading.line
      }}
      onShape={onLine}
    />
  )
}

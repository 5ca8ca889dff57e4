import { Button, Checkbox, Select } from 'antd'
import type { Position } from 'geojson'
import { lazy, Suspense, useMemo, useState } from 'react'
import { areaOf } from '#kernel/geo/overlay.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { partsOf, reshape } from '../../../model/boundary-edit.ts'
import { squareMetres } from '../../../model/boundary-quality.ts'
import type { GridNode } from '../../api.ts'
import type { BoundaryFeature } from '../../boundary-api.ts'
import { AskPlan } from './ask-plan.tsx'
import type { DraftTable } from './drafts.ts'
import { TypedArea } from './typed-shape.tsx'

const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

interface RedrawProps {
  node: GridNode
  below: readonly GridNode[]
  shapes: ReadonlyMap<string, BoundaryFeature>
  table: DraftTable
}

/** Draws a boundary anew or drags its corners; a border two grids share moves for both. */
export function Redraw({ node, below, shapes, table }: RedrawProps) {
  const nodes = [...below, node]
  const [code, setCode] = useState(() => [...table.present.keys()][0] ?? nodes[0]?.code ?? node.code)
  const [together, setTogether] = useState(true)
  const [follow, setFollow] = useState(true)
  const [drawing, setDrawing] = useState(false)
  const shapeNow = (of: string) => table.present.get(of) ?? shapes.get(of)?.geometry
  const present = shapeNow(code)
  const beside = useMemo(() => standing(below, shapes, table.present), [below, shapes, table.present])
  const areas = useMemo(() => asAreas(beside, shapes, node), [beside, shapes, node])
  const corners = useMemo(() => cornersOf(beside, code), [beside, code])
  const whole = drawing || !present
  const task = useMemo(
    () =>
      whole
        ? { kind: 'area' as const }
        : { kind: 'edit' as const, rings: partsOf(present).map(([ring]) => ring ?? []) },
    [whole, present],
  )
  const outlines = useMemo(() => before(table.present, shapes), [table.present, shapes])
  const changeRing = (part: number, ring: Position[]) => {
    if (!present) return
    const neighbours = together && code !== node.code ? beside : new Map<string, Area>()
    table.draw(reshape(code, part, ring, present, neighbours))
  }
  const take = (shape: Area) => {
    table.draw(new Map([[code, shape]]))
    setDrawing(false)
  }
  const body = {
    kind: 'boundary',
    follow,
    boundaries: [...table.present].map(([of, geometry]) => ({ code: of, geometry })),
  }
  const name = nodes.find((one) => one.code === code)?.name ?? code
  return (
    <div className="ag-two">
      <Sheet
        title={whole ? `画${name}的边界` : `拖动${name}的边界`}
        meta={whole ? '点一下落一个顶点，双击或回车收口，Esc 重来' : '拖圆点移动，拖边中间的小点加点，右键圆点删除'}
      >
        <div className="ag-boundary-canvas">
          <Suspense fallback={<Waiting />}>
            <BoundaryMap
              label={`${node.name}的边界，正在改${name}`}
              areas={areas}
              focus={focusOf(areas, code)}
              marked={[code]}
              outlines={outlines}
              task={task}
              corners={corners}
              onRing={changeRing}
              onArea={(ring) => take({ type: 'Polygon', coordinates: [ring] })}
            />
          </Suspense>
        </div>
      </Sheet>
      <Sheet title="改画边界" className="ag-turn">
        <div className="ag-stack ag-pad">
          <FormField id="redraw-node" label="改哪个网格">
            <Select
              id="redraw-node"
              showSearch={{ optionFilterProp: 'label' }}
              value={code}
              options={nodes.map((one) => ({
                value: one.code,
                label: `${one.name}　${one.code}${shapeNow(one.code) ? '' : '　没有边界'}`,
              }))}
              onChange={(next: string) => {
                setCode(next)
                setDrawing(false)
              }}
            />
          </FormField>
          <div className="ag-row ag-wrap">
            <Button size="small" disabled={!table.canUndo} onClick={table.undo}>
              撤销一步
            </Button>
            <Button size="small" disabled={!table.canRedo} onClick={table.redo}>
              恢复一步
            </Button>
            {present && (
              <Button size="small" onClick={() => setDrawing(!drawing)}>
                {drawing ? '不重画了' : '整个重画'}
              </Button>
            )}
          </div>
          {code !== node.code && (
            <Checkbox checked={together} onChange={(event) => setTogether(event.target.checked)}>
              共用的边一起动，邻格跟着改
            </Checkbox>
          )}
          <Checkbox checked={follow} onChange={(event) => setFollow(event.target.checked)}>
            下级网格跟着改：界外的裁掉，新增的并给相邻的下级
          </Checkbox>
          <TypedArea key={code} present={present} onArea={take} />
          <Drawn table={table} shapes={shapes} nodes={nodes} />
          <AskPlan ask={{ body }} missing={table.present.size === 0 ? '还没有改动' : null} />
        </div>
      </Sheet>
    </div>
  )
}

interface DrawnProps {
  table: DraftTable
  shapes: ReadonlyMap<string, BoundaryFeature>
  nodes: readonly GridNode[]
}

/** What is on the drawing table, each with its area before and after. */
function Drawn({ table, shapes, nodes }: DrawnProps) {
  if (table.present.size === 0) return null
  return (
    <ul className="ag-drawn" aria-label="改动的边界">
      {[...table.present].map(([code, geometry]) => {
        const old = shapes.get(code)?.geometry
        const name = nodes.find((one) => one.code === code)?.name ?? code
        return (
          <li key={code}>
            <span className="ag-grow">
              {name}{' '}
              <span className="ag-meta">
                {old ? squareMetres(areaOf(old)) : '没有边界'} → {squareMetres(areaOf(geometry))}
              </span>
            </span>
            <button type="button" className="ag-link" onClick={() => table.drop(code)} aria-label={`${name}放弃修改`}>
              放弃修改
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function standing(
  below: readonly GridNode[],
  shapes: ReadonlyMap<string, BoundaryFeature>,
  drafts: ReadonlyMap<string, Area>,
): Map<string, Area> {
  const found = new Map<string, Area>()
  for (const { code } of below) {
    const shape = drafts.get(code) ?? shapes.get(code)?.geometry
    if (shape) found.set(code, shape)
  }
  return found
}

function asAreas(beside: ReadonlyMap<string, Area>, shapes: ReadonlyMap<string, BoundaryFeature>, node: GridNode) {
  const own = shapes.get(node.code)
  const named = [...beside].map(([code, geometry]) => ({
    code,
    name: shapes.get(code)?.name ?? '',
    source: shapes.get(code)?.source ?? 'drawn',
    geometry,
  }))
  return named.length > 0 || !own ? named : [own]
}

const focusOf = (areas: ReturnType<typeof asAreas>, code: string) => {
  const own = areas.filter((area) => area.code === code)
  return own.length > 0 ? own : areas
}

/** Corners of all others, for what is being drawn to jump onto. */
const cornersOf = (beside: ReadonlyMap<string, Area>, code: string): Position[] =>
  [...beside].filter(([other]) => other !== code).flatMap(([, shape]) => partsOf(shape).flat(2))

const before = (drafts: ReadonlyMap<string, Area>, shapes: ReadonlyMap<string, BoundaryFeature>) => ({
  before: [...drafts.keys()].flatMap((code) => shapes.get(code)?.geometry ?? []),
  after: [],
  points: [],
})

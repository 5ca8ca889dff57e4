import { Button, Select } from 'antd'
import type { Position } from 'geojson'
import { lazy, Suspense, useMemo, useState } from 'react'
import { EmptyState, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { partsOf } from '../../../model/boundary-edit.ts'
import { reshapeable } from '../../../model/boundary-plan.ts'
import type { GridNode } from '../../api.ts'
import type { BoundaryFeature } from '../../boundary-api.ts'
import { AskPlan } from './ask-plan.tsx'
import { TypedLine } from './typed-shape.tsx'

const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

interface SplitProps {
  node: GridNode
  below: readonly GridNode[]
  shapes: ReadonlyMap<string, BoundaryFeature>
}

/** Divides one grid in two along a line drawn through it. */
export function Split({ node, below, shapes }: SplitProps) {
  const nodes = [...below, node].filter(({ code, level }) => shapes.has(code) && reshapeable.includes(level))
  const [code, setCode] = useState(nodes[0]?.code)
  const [line, setLine] = useState<Position[]>()
  const [names, setNames] = useState<[string, string]>(() => namesFor(nodes[0]?.name))
  const shape = code ? shapes.get(code) : undefined
  const areas = useMemo(() => (shape ? [shape] : []), [shape])
  const corners = useMemo(() => (shape ? partsOf(shape.geometry).flat(2) : []), [shape])
  const task = useMemo(() => ({ kind: 'line' as const, drawn: line }), [line])
  if (nodes.length === 0)
    return (
      <Sheet>
        <EmptyState icon="map" title="这里没有可以拆分的网格">
          能拆分的是有边界的镇街、村居和单元格；市和县区的分合由国家区划代码决定。
        </EmptyState>
      </Sheet>
    )
  const choose = (next: string) => {
    setCode(next)
    setLine(undefined)
    setNames(namesFor(nodes.find((one) => one.code === next)?.name))
  }
  const trimmed = names.map((name) => name.trim())
  const missing = !line ? '还没有画分割线' : trimmed.some((name) => !name) ? '两块都要有名称' : null
  const body = { kind: 'split', code, line: { type: 'LineString', coordinates: line ?? [] }, names: trimmed }
  return (
    <div className="ag-two">
      <Sheet
        title={`画一条线，把${shape?.name ?? ''}分开`}
        meta="点一下落一个点，双击或回车收尾；两端要画到边界以外，Esc 重来"
      >
        <div className="ag-boundary-canvas">
          <Suspense fallback={<Waiting />}>
            <BoundaryMap
              label={`${shape?.name ?? ''}的边界，正在画分割线`}
              areas={areas}
              task={task}
              corners={corners}
              onLine={setLine}
            />
          </Suspense>
        </div>
      </Sheet>
      <Sheet title="拆分" className="ag-turn">
        <div className="ag-stack ag-pad">
          <FormField id="split-node" label="拆分哪个网格">
            <Select
              id="split-node"
              showSearch={{ optionFilterProp: 'label' }}
              value={code}
              options={nodes.map((one) => ({ value: one.code, label: `${one.name}　${one.code}` }))}
              onChange={choose}
            />
          </FormField>
          <div className="ag-row">
            <span className="ag-grow ag-soft">{line ? `分割线画好了，${line.length} 个点` : '分割线还没有画'}</span>
            <Button size="small" disabled={!line} onClick={() => setLine(undefined)}>
              重画这条线
            </Button>
          </div>
          <TypedLine key={code} present={line} onLine={setLine} />
          <TextField
            id="split-west"
            label="西边一块的名称"
            max={60}
            value={names[0]}
            onChange={(name) => setNames([name, names[1]])}
          />
          <TextField
            id="split-east"
            label="东边一块的名称"
            max={60}
            value={names[1]}
            onChange={(name) => setNames([names[0], name])}
          />
          <p className="ag-meta">两块都用新编码，原编码撤销、不再使用；下级网格按位置划入，骑线的一起切开。</p>
          <AskPlan ask={{ body }} missing={missing} />
        </div>
      </Sheet>
    </div>
  )
}

const namesFor = (name = ''): [string, string] => [`${name}（一）`, `${name}（二）`]

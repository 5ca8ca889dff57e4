import { Checkbox, Radio } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { reshapeable } from '../../../model/boundary-plan.ts'
import type { GridNode } from '../../api.ts'
import type { BoundaryFeature } from '../../boundary-api.ts'
import { AskPlan } from './ask-plan.tsx'

const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

interface MergeProps {
  node: GridNode
  below: readonly GridNode[]
  shapes: ReadonlyMap<string, BoundaryFeature>
}

/** Makes one grid out of two or more that lie below the same node. */
export function Merge({ node, below, shapes }: MergeProps) {
  const nodes = below.filter(({ level }) => reshapeable.includes(level))
  const [codes, setCodes] = useState<readonly string[]>([])
  const [name, setName] = useState('')
  const [into, setInto] = useState<'new' | 'lowest'>('new')
  const areas = useMemo(() => nodes.flatMap(({ code }) => shapes.get(code) ?? []), [nodes, shapes])
  if (nodes.length < 2)
    return (
      <Sheet>
        <EmptyState icon="map" title={`${node.name}下面没有可以合并的网格`}>
          能合并的是同一上级下的镇街、村居或单元格，至少两个；市和县区的分合由国家区划代码决定。
        </EmptyState>
      </Sheet>
    )
  const toggle = (code: string) => {
    const next = codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code].sort()
    setCodes(next)
    // The first chosen gives the name, until somebody writes another.
    const known = nodes.map((one) => one.name)
    if (!name.trim() || known.includes(name)) setName(nodes.find((one) => one.code === next[0])?.name ?? '')
  }
  const missing = codes.length < 2 ? '至少选两个网格' : name.trim() ? null : '合并后要有名称'
  return (
    <div className="ag-two">
      <Sheet title="点选要合并的网格" meta="再点一次取消；右边的清单里也能选">
        <div className="ag-boundary-canvas">
          {areas.length > 0 ? (
            <Suspense fallback={<Waiting />}>
              <BoundaryMap label={`${node.name}的下级网格`} areas={areas} marked={codes} onPick={toggle} />
            </Suspense>
          ) : (
            <EmptyState icon="map" title="这些网格还没有边界">
              没有边界也能合并，在右边的清单里选。
            </EmptyState>
          )}
        </div>
      </Sheet>
      <Sheet title="合并" meta={codes.length > 0 ? `选了 ${count(codes.length)} 个` : undefined} className="ag-turn">
        <div className="ag-stack ag-pad">
          <fieldset className="ag-lines ag-choices">
            <legend>合并哪几个</legend>
            {nodes.map((one) => (
              <Checkbox key={one.code} checked={codes.includes(one.code)} onChange={() => toggle(one.code)}>
                {one.name} <span className="ag-code ag-pale">{one.code}</span>
              </Checkbox>
            ))}
          </fieldset>
          <TextField id="merge-name" label="合并后的名称" max={60} value={name} onChange={setName} />
          <FormField id="merge-into" label="合并后的编码">
            <Radio.Group
              id="merge-into"
              value={into}
              onChange={(event) => setInto(event.target.value)}
              options={[
                { value: 'new', label: '给新编码' },
                { value: 'lowest', label: codes[0] ? `保留 ${codes[0]}` : '保留最小的编码' },
              ]}
            />
          </FormField>
          <AskPlan ask={{ body: { kind: 'merge', codes, name: name.trim(), into } }} missing={missing} />
        </div>
      </Sheet>
    </div>
  )
}

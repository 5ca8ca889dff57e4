import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { EmptyState, ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { type Template, type UnusedSeries, useForgetPoints, useTemplates, useUnused } from '../api.ts'
import { limitWords } from '../words.ts'

interface AddPointsProps {
  objectId: string
  onDone(): void
}

interface Wish {
  template: string
  unitName: string
}

/** What the devices say and is no point yet, made points by the template that fits; limits are asked for one by one afterwards. */
export function AddPoints({ objectId, onDone }: AddPointsProps) {
  const unused = useUnused(objectId)
  const templates = useTemplates()
  if (unused.error) return <ProblemPanel error={unused.error} retry={() => void unused.refetch()} />
  if (!unused.data || !templates.data) return <Waiting lines={5} />
  if (unused.data.items.length === 0)
    return <EmptyState title="没有可以登记的数据">设备上报的数据都已登记；新的设备接入、上报以后再来。</EmptyState>
  return <Choose objectId={objectId} series={unused.data.items} templates={templates.data.items} onDone={onDone} />
}

interface ChooseProps extends AddPointsProps {
  series: readonly UnusedSeries[]
  templates: readonly Template[]
}

function Choose({ objectId, series, templates, onDone }: ChooseProps) {
  const forget = useForgetPoints()
  const [wishes, setWishes] = useState<ReadonlyMap<number, Wish>>(new Map())
  const set = (no: number, wish: Wish | null) => {
    const next = new Map(wishes)
    if (wish) next.set(no, wish)
    else next.delete(no)
    setWishes(next)
  }
  const points = [...wishes].flatMap(([no, { template: id, unitName }]) => {
    const template = templates.find((one) => one.id === id)
    return template ? [pointOf(no, unitName, template)] : []
  })
  const asking = new Set(
    [...wishes.values()].flatMap(
      ({ template: id }) => templates.find((one) => one.id === id && one.asks.length > 0)?.title ?? [],
    ),
  )
  return (
    <ActForm
      request={{ method: 'POST', path: '/monitor-points', body: { objectId, points } }}
      label={`登记 ${points.length} 个测点`}
      busyLabel="正在登记…"
      done={`登记了 ${points.length} 个测点`}
      isReady={points.length > 0}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <ul className="ag-add-points">
        {series.map((one) => {
          const wish = wishes.get(one.no)
          const template = templates.find(({ id }) => id === wish?.template)
          return (
            <li key={one.no}>
              <Checkbox
                checked={wish !== undefined}
                onChange={({ target }) =>
                  set(
                    one.no,
                    target.checked ? { template: one.template ?? '', unitName: one.code.split('.')[0] ?? '' } : null,
                  )
                }
              >
                <b>{one.code}</b> <span className="ag-soft">{one.deviceName}</span>
              </Checkbox>
              {wish && (
                <div className="ag-row ag-wrap">
                  <Select
                    aria-label={`${one.code} 的模板`}
                    style={{ width: 220 }}
                    placeholder="选模板"
                    value={wish.template || null}
                    onChange={(value) => set(one.no, { ...wish, template: value })}
                    options={templates.map(({ id, title }) => ({ value: id, label: title }))}
                  />
                  <Input
                    aria-label={`${one.code} 的所属设备`}
                    style={{ width: 160 }}
                    maxLength={40}
                    value={wish.unitName}
                    onChange={({ target }) => set(one.no, { ...wish, unitName: target.value })}
                  />
                  {template && (
                    <span className="ag-soft">
                      {limitWords({ ...template.rule })} {template.unit}，{template.source}
                      {template.unverified && '（未经核实）'}
                    </span>
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {asking.size > 0 && (
        <p className="ag-warn">{[...asking].join('、')}的限值要按工艺核对：登记后在测点页申请修改，由另一个人复核。</p>
      )}
    </ActForm>
  )
}

const pointOf = (seriesNo: number, unitName: string, template: Template) => ({
  ...{ seriesNo, unitName, name: template.title, parameter: template.parameter, unit: template.unit },
  ...{ template: template.id, isDangerous: template.isDangerous, staleMinutes: template.staleMinutes },
  ...{ rangeLow: template.range[0], rangeHigh: template.range[1], rule: template.rule },
})

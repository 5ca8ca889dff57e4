import { type Ref, useCallback } from 'react'
import { count } from '../format.ts'
import { Chart, type Drawn, type Pens } from './chart.tsx'

/** A named row or column. */
export interface Side {
  key: string
  title: string
}

/** How much stands where a row and a column meet. */
export interface HeatCell {
  row: string
  column: string
  value: number
}

interface HeatProps {
  label: string
  rows: readonly Side[]
  columns: readonly Side[]
  cells: readonly HeatCell[]
  onPick?: ((cell: HeatCell) => void) | undefined
  ref?: Ref<Drawn> | undefined
}

const ROW = 30
const HEAD = 40

/** Two dimensions crossed: the more, the darker, from zero; each field says its figure. */
export function Heat({ label, rows, columns, cells, onPick, ref }: HeatProps) {
  const text = JSON.stringify({ rows, columns, cells })
  const optionOf = useCallback((pens: Pens) => option(JSON.parse(text), pens), [text])
  return (
    <Chart
      ref={ref}
      label={label}
      height={rows.length * ROW + HEAD}
      optionOf={optionOf}
      onPick={onPick && ((at) => cells[at] && onPick(cells[at]))}
    />
  )
}

function option({ rows, columns, cells }: Pick<HeatProps, 'rows' | 'columns' | 'cells'>, { colour, width }: Pens) {
  const most = Math.max(...cells.map(({ value }) => value), 1)
  const side = Math.min(168, Math.round(width * 0.36))
  const letters = { color: colour.ink, fontSize: 13, interval: 0, overflow: 'truncate', ellipsis: '…' }
  return {
    grid: { left: side, right: 4, top: HEAD - 4, bottom: 4, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns.map(({ title }) => title),
      axisLine: { show: false },
      axisTick: { show: false },
      // On a phone a head takes two lines.
      axisLabel: {
        ...letters,
        lineHeight: 16,
        overflow: 'break',
        width: (width - side) / Math.max(columns.length, 1) - 4,
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ title }) => title),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...letters, width: side - 12 },
    },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [colour.surface, colour.chart[2], colour.brand] } },
    series: [
      {
        type: 'heatmap',
        cursor: 'pointer',
        emphasis: { disabled: true },
        itemStyle: { borderColor: colour.line, borderWidth: 1 },
        data: cells.map(({ row, column, value }) => ({
          value: [columns.findIndex(({ key }) => key === column), rows.findIndex(({ key }) => key === row), value],
          label: {
            show: true,
            formatter: () => count(value),
            fontSize: 12,
            color: value > most * 0.62 ? colour.onBrand : colour.ink,
          },
        })),
      },
    ],
  }
}

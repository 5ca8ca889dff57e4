import { type Ref, useCallback } from 'react'
import { Chart, type Drawn, type Pens } from './chart.tsx'

/** One bar: what it is of, how long, and the words at its end. */
export interface Bar {
  key: string
  title: string
  value: number | null
  words: string
}

interface BarsProps {
  label: string
  bars: readonly Bar[]
  onPick?: ((key: string) => void) | undefined
  ref?: Ref<Drawn> | undefined
}

const ROW = 28
/** More bars than that are read in the table. */
export const MOST_BARS = 20

/** Bars from zero by size, each with its figure at the end. */
export function Bars({ label, bars, onPick, ref }: BarsProps) {
  const shown = largest(bars)
  const text = JSON.stringify(shown)
  const optionOf = useCallback((pens: Pens) => option(JSON.parse(text) as Bar[], pens), [text])
  return (
    <Chart
      ref={ref}
      label={label}
      height={Math.max(shown.length, 2) * ROW + 8}
      optionOf={optionOf}
      onPick={onPick && ((at) => shown[at] && onPick(shown[at].key))}
    />
  )
}

/** The largest bars, by size. */
export const largest = (bars: readonly Bar[]): Bar[] =>
  bars.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1)).slice(0, MOST_BARS)

function option(bars: readonly Bar[], { colour, width }: Pens) {
  const side = Math.min(168, Math.round(width * 0.34))
  return {
    grid: { left: side, right: 76, top: 4, bottom: 4, outerBoundsMode: 'none' },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ title }) => title),
      axisLine: { lineStyle: { color: colour.edge } },
      axisTick: { show: false },
      axisLabel: {
        color: colour.ink,
        fontSize: 13,
        width: side - 12,
        overflow: 'truncate',
        ellipsis: '…',
        interval: 0,
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: 14,
        cursor: 'pointer',
        itemStyle: { color: colour.chart[0] },
        emphasis: { disabled: true },
        data: bars.map(({ value, words }) => ({
          value: value ?? 0,
          label: { show: true, position: 'right', formatter: () => words, color: colour.ink, fontSize: 13 },
        })),
      },
    ],
  }
}

import { type Ref, useCallback } from 'react'
import { count } from '../format.ts'
import { Chart, type Drawn, type Pens } from './chart.tsx'

/** One month by its first day; of a part of it the bar is hatched. */
export interface MonthBar {
  month: string
  value: number | null
  isPart: boolean
}

/** One line of months under a name: the first in our colour, a second in grey beside it. */
export interface MonthSeries {
  name: string
  months: readonly MonthBar[]
}

interface MonthsProps {
  label: string
  series: readonly MonthSeries[]
  onPick?: ((month: string) => void) | undefined
  ref?: Ref<Drawn> | undefined
}

/** Months in their order as bars from zero; the largest and the last say their figure, all of them where there is room. */
export function Months({ label, series, onPick, ref }: MonthsProps) {
  const text = JSON.stringify(series)
  const optionOf = useCallback((pens: Pens) => option(JSON.parse(text) as MonthSeries[], pens), [text])
  const months = series[0]?.months ?? []
  return (
    <Chart
      ref={ref}
      label={label}
      height={240}
      optionOf={optionOf}
      onPick={onPick && ((at) => months[at] && onPick(months[at].month))}
    />
  )
}

/** 7月; the first month and each January with its year. */
export const monthWords = (month: string, isFirst: boolean) => {
  const number = Number(month.slice(5, 7))
  return isFirst || number === 1 ? `${number}月\n${month.slice(0, 4)}` : `${number}月`
}

/** Months from left to right over a scale from zero, as every chart of months has them. */
export const monthAxes = (months: readonly string[], colour: Pens['colour']) => ({
  grid: { left: 8, right: 8, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  xAxis: {
    type: 'category',
    data: months.map((month, at) => monthWords(month, at === 0)),
    axisLine: { lineStyle: { color: colour.edge } },
    axisTick: { show: false },
    axisLabel: { color: colour.ink2, fontSize: 12, lineHeight: 16, hideOverlap: true },
  },
  yAxis: {
    type: 'value',
    min: 0,
    minInterval: 1,
    splitNumber: 4,
    splitLine: { lineStyle: { color: colour.hair } },
    axisLabel: { color: colour.ink2, fontSize: 12, formatter: (value: number) => count(value) },
  },
})

function option(series: readonly MonthSeries[], { colour, width }: Pens) {
  const months = series[0]?.months ?? []
  const room = (width - 60) / Math.max(months.length, 1) / series.length
  return {
    ...monthAxes(
      months.map(({ month }) => month),
      colour,
    ),
    series: series.map((one, place) => ({
      type: 'bar',
      name: one.name,
      barMaxWidth: 28,
      cursor: 'pointer',
      emphasis: { disabled: true },
      itemStyle: { color: colour.chart[place] },
      data: one.months.map(({ value, isPart }, at) => ({
        value,
        itemStyle: isPart ? { decal: hatch(colour.surface), borderColor: colour.chart[place], borderWidth: 1 } : {},
        label: {
          show: value !== null && tells(one.months, at, room, place === 0),
          position: 'top',
          formatter: () => count(value),
          color: colour.ink,
          fontSize: 12,
        },
      })),
    })),
  }
}

/** What is not whole is hatched: stripes of the paper over the bar. */
const hatch = (paper: string) => ({
  color: paper,
  dashArrayX: [1, 0],
  dashArrayY: [3, 3],
  rotation: -Math.PI / 4,
  symbol: 'rect',
})

/** Whether a bar says its figure: all where there is room, else the largest and the last of the first line. */
function tells(months: readonly MonthBar[], at: number, room: number, isFirst: boolean): boolean {
  const words = count(Math.max(...months.map(({ value }) => value ?? 0)))
  if (room > words.length * 7 + 4) return true
  if (!isFirst) return false
  const most = Math.max(...months.map(({ value }) => value ?? 0))
  const largestAt = months.findIndex(({ value }) => value === most)
  const last = months.length - 1
  return at === largestAt || (at === last && (last - largestAt) * room > words.length * 8)
}

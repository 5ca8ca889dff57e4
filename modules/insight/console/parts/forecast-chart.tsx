import { type Ref, useCallback } from 'react'
import { Chart, type Drawn, type Pens } from '#kernel/ui/chart/chart.tsx'
import { monthAxes } from '#kernel/ui/chart/months.tsx'
import { count } from '#kernel/ui/format.ts'
import type { Forecast } from '../api.ts'

/** Bars of one width lie upon each other. */
const BAR = 28
/** Width of a label such as 3,027–8,231, with the space beside it. */
const LABEL = 80

type Shown = Pick<Forecast, 'past' | 'ahead'>

/** Months that were as full bars, those to come hollow, each with the span in which it will lie with 95 %. */
export function ForecastChart({ label, past, ahead, ref }: Shown & { label: string; ref?: Ref<Drawn> | undefined }) {
  const text = JSON.stringify({ past, ahead })
  const optionOf = useCallback((pens: Pens) => option(JSON.parse(text) as Shown, pens), [text])
  return <Chart ref={ref} label={label} height={260} optionOf={optionOf} />
}

function option({ past, ahead }: Shown, { colour, width }: Pens) {
  const months = [...past, ...ahead].map(({ month }) => month)
  const blank = { color: 'transparent' }
  const [ours] = colour.chart
  const wait = past.map(() => null)
  const span = {
    type: 'bar',
    stack: 'span',
    barMaxWidth: BAR,
    silent: true,
    barGap: '-100%',
    emphasis: { disabled: true },
  }
  return {
    ...monthAxes(months, colour),
    series: [
      {
        type: 'bar',
        barMaxWidth: BAR,
        barGap: '-100%',
        emphasis: { disabled: true },
        itemStyle: { color: ours },
        label: {
          show: true,
          position: 'top',
          formatter: ({ value }: { value: number | null }) => (value === null ? '' : count(Math.round(value))),
          color: colour.ink,
          fontSize: 12,
        },
        data: [
          ...past.map((one) => one.count),
          ...ahead.map(({ expected }) => ({
            value: expected,
            itemStyle: { color: colour.surface, borderColor: ours, borderWidth: 1.5, borderType: 'dashed' },
            label: { show: false },
          })),
        ],
      },
      { ...span, itemStyle: blank, data: [...wait, ...ahead.map(({ low95 }) => low95)] },
      {
        ...span,
        itemStyle: { color: 'transparent', borderColor: colour.chart[1], borderWidth: 1 },
        label: {
          // Labels side by side need room; the table below says the same.
          show: width / months.length > LABEL,
          position: 'top',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const one = ahead[dataIndex - past.length]
            return one ? `${count(Math.round(one.expected))}\n${count(one.low95)}–${count(one.high95)}` : ''
          },
          color: colour.ink2,
          fontSize: 12,
        },
        data: [...wait, ...ahead.map(({ low95, high95 }) => high95 - low95)],
      },
    ],
  }
}

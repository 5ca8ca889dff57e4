import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { type Appearance, palettes, useTheme } from '../theme.tsx'
import './chart.css'

/** Colours and letters of the present appearance, for what is drawn on a canvas. */
export interface Pens {
  colour: (typeof palettes)[Appearance]
  letters: string
  /** Room there is, in pixels. */
  width: number
}

/** What a drawn chart can be asked for. */
export interface Drawn {
  /** The chart as it stands, twice as fine as the screen. */
  picture(): HTMLCanvasElement | null
}

export interface ChartProps {
  /** What the picture shows, in one sentence with its largest and last figure, for those who hear it. */
  label: string
  height: number
  optionOf(pens: Pens): EChartsCoreOption
  /** Place of what was pressed; the table beside the chart opens the same by keyboard. */
  onPick?: ((at: number) => void) | undefined
  ref?: Ref<Drawn> | undefined
}

/** One chart on a canvas, without motion, in our colours. The library comes with the first chart. */
export function Chart({ label, height, optionOf, onPick, ref }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const { appearance } = useTheme()
  const [chart, setChart] = useState<EChartsType | null>(null)
  const [width, setWidth] = useState(0)
  const pick = useRef(onPick)
  pick.current = onPick
  useImperativeHandle(ref, () => ({
    picture: () => chart?.renderToCanvas({ pixelRatio: 2, backgroundColor: palettes[appearance].surface }) ?? null,
  }))

  useEffect(() => {
    let made: EChartsType | null = null
    let left = false
    const watch = new ResizeObserver(([entry]) => {
      made?.resize()
      setWidth(Math.round(entry?.contentRect.width ?? 0))
    })
    void import('./engine.ts').then(({ init }) => {
      if (left || !box.current) return
      made = init(box.current)
      made.on('click', ({ dataIndex }) => pick.current?.(Number(dataIndex)))
      watch.observe(box.current)
      setChart(made)
    })
    return () => {
      left = true
      watch.disconnect()
      made?.dispose()
      setChart(null)
    }
  }, [])

  useEffect(() => {
    if (!chart || width === 0) return
    const letters = getComputedStyle(document.body).fontFamily
    const pens = { colour: palettes[appearance], letters, width }
    chart.resize()
    chart.setOption({ animation: false, textStyle: { fontFamily: letters }, ...optionOf(pens) }, true)
  }, [chart, width, appearance, optionOf])

  return (
    <div
      role="img"
      aria-label={label}
      className="ag-chart"
      aria-busy={chart === null}
      data-opens={onPick ? true : undefined}
      style={{ height }}
    >
      <div ref={box} style={{ height }} />
    </div>
  )
}

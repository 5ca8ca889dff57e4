import { useEffect, useRef, useState } from 'react'
import { moment, time } from '#kernel/ui/format.ts'
import { alarmKinds } from '../../model/codes.ts'
import type { Curve, PointLine } from '../api.ts'
import { levelWords, valueWords } from '../words.ts'

interface CurveChartProps {
  curve: Curve
  point: Pick<PointLine, 'unit' | 'limits' | 'name'>
  from: string
  to: string
}

const [LEFT, RIGHT, TOP, BOTTOM, HEIGHT] = [52, 56, 10, 26, 260]
/** Between two points farther apart than this share of the picture nothing is drawn: nobody knows what was there. */
const GAP = 0.03
const LIMITS = { highHigh: '高高', high: '高', low: '低', lowLow: '低低' } as const

/** The curve of a point with its limits, and the times it was in alarm; what is pointed at is said below. */
export function CurveChart({ curve, point, from, to }: CurveChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [at, setAt] = useState<number | null>(null)
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    if (box.current) watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  const { points, signals } = curve
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const limits = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((key) => {
    const value = point.limits[key]
    return value === null ? [] : [{ key, value, words: `${LIMITS[key]} ${value}` }]
  })
  const [low, high] = extentOf(points, limits)
  const x = (ms: number) => LEFT + ((ms - start) / (end - start)) * Math.max(1, width - LEFT - RIGHT)
  const y = (value: number) => TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const times = points.map((one) => Date.parse(one.at))
  const chosen = at === null ? undefined : points[nearest(times, at)]
  return (
    <div ref={box} className="ag-curve">
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={labelOf(curve, point)}
          onPointerMove={(event) => {
            const left = event.currentTarget.getBoundingClientRect().left
            setAt(start + ((event.clientX - left - LEFT) / Math.max(1, width - LEFT - RIGHT)) * (end - start))
          }}
          onPointerLeave={() => setAt(null)}
        >
          {ticksOf(low, high).map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} className="ag-curve-grid" />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
                {Number(value.toPrecision(4))}
              </text>
            </g>
          ))}
          {hoursOf(start, end, width).map((ms) => (
            <text key={ms} x={x(ms)} y={HEIGHT - 8} textAnchor="middle">
              {end - start > 2 * 86_400_000
                ? time(new Date(ms).toISOString()).slice(0, 5)
                : time(new Date(ms).toISOString()).slice(-5)}
            </text>
          ))}
          {signals.map((signal) => {
            const left = Math.max(start, Date.parse(signal.beganAt))
            const right = Math.min(end, signal.endedAt ? Date.parse(signal.endedAt) : end)
            return (
              <rect
                key={signal.id}
                x={x(left)}
                y={TOP}
                width={Math.max(2, x(right) - x(left))}
                height={HEIGHT - TOP - BOTTOM}
                className="ag-curve-alarm"
                data-level={signal.level}
              >
                <title>{`${alarmKinds[signal.kind]}，${levelWords(signal.level)}`}</title>
              </rect>
            )
          })}
          {limits.map(({ key, value, words }) => (
            <g key={key} className="ag-curve-limit" data-kind={key.length > 4 ? 'serious' : 'plain'}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
              <text x={width - RIGHT + 4} y={y(value) + 4}>
                {words}
              </text>
            </g>
          ))}
          {runsOf(times, end - start).map(([first, last]) => {
            const run = points.slice(first, last + 1)
            const place = (index: number) => x(times[first + index] as number).toFixed(1)
            const band = [
              ...run.map((one, index) => `${place(index)},${y(one.high).toFixed(1)}`),
              ...run.map((one, index) => `${place(index)},${y(one.low).toFixed(1)}`).reverse(),
            ]
            return (
              <g key={first}>
                {curve.grain !== 'reading' && <polygon points={band.join(' ')} className="ag-curve-band" />}
                {run.length === 1 ? (
                  <circle cx={place(0)} cy={y(run[0]?.mean ?? 0)} r={1.6} className="ag-curve-dot" />
                ) : (
                  <polyline
                    points={run.map((one, index) => `${place(index)},${y(one.mean).toFixed(1)}`).join(' ')}
                    className="ag-curve-line"
                  />
                )}
              </g>
            )
          })}
          {chosen && <circle cx={x(Date.parse(chosen.at))} cy={y(chosen.mean)} r={3.5} className="ag-curve-dot" />}
        </svg>
      )}
      <p className="ag-curve-said ag-soft">
        {chosen
          ? `${moment(chosen.at)}　${valueWords(chosen.mean, point.unit)}${
              chosen.n > 1
                ? `，${valueWords(chosen.low, '')}～${valueWords(chosen.high, point.unit)}，${chosen.n} 个数`
                : ''
            }`
          : GRAINS[curve.grain]}
      </p>
    </div>
  )
}

const GRAINS: Readonly<Record<Curve['grain'], string>> = {
  reading: '每一个上报的数',
  minute: '每分钟的平均，浅色是最低到最高',
  hour: '每小时的平均，浅色是最低到最高',
  day: '每天的平均，浅色是最低到最高',
}

function extentOf(points: Curve['points'], limits: readonly { value: number }[]): [number, number] {
  const values = [...points.flatMap(({ low, high }) => [low, high]), ...limits.map(({ value }) => value)]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!Number.isFinite(low)) return [0, 1]
  const room = (high - low || Math.abs(high) || 1) * 0.06
  return [low - room, high + room]
}

/** Stretches without a hole, as the first and the last place of each. */
function runsOf(times: readonly number[], span: number): [number, number][] {
  const runs: [number, number][] = []
  times.forEach((ms, index) => {
    const run = runs.at(-1)
    if (run && ms - (times[index - 1] as number) <= span * GAP) run[1] = index
    else runs.push([index, index])
  })
  return runs
}

function ticksOf(low: number, high: number): number[] {
  const rough = (high - low) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough
  const first = Math.ceil(low / step) * step
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, index) => first + index * step)
}

function hoursOf(start: number, end: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / 110))
  return Array.from({ length: most }, (_, index) => start + ((index + 0.5) / most) * (end - start))
}

function nearest(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) < at) low = middle + 1
    else high = middle
  }
  const before = times[low - 1]
  return before !== undefined && at - before < (times[low] as number) - at ? low - 1 : low
}

function labelOf({ points, signals }: Curve, { name, unit }: Pick<PointLine, 'name' | 'unit'>): string {
  const [last] = points.slice(-1)
  if (!last) return `${name}：这段时间没有数据`
  const top = Math.max(...points.map(({ high }) => high))
  return `${name}：最后 ${valueWords(last.mean, unit)}，最高 ${valueWords(top, unit)}，报警 ${signals.length} 次`
}

import type { PointLine } from '../api.ts'

const KINDS = { lowLow: 'serious', low: 'plain', high: 'plain', highHigh: 'serious' } as const

/** Where the value stands between the ends of the sensor, with the limits as ticks. Decoration: the words beside it say the same. */
export function Gauge({ point: { value, range, limits } }: { point: Pick<PointLine, 'value' | 'range' | 'limits'> }) {
  const [low, high] = range
  const at = (one: number) => `${Math.min(100, Math.max(0, ((one - low) / (high - low)) * 100))}%`
  const ticks = (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((key) => {
    const limit = limits[key]
    return limit === null ? [] : [{ key, limit }]
  })
  return (
    <div className="ag-gauge" aria-hidden="true">
      {value !== null && <i className="ag-gauge-fill" style={{ width: at(value) }} />}
      {ticks.map(({ key, limit }) => (
        <i key={key} className="ag-gauge-tick" data-kind={KINDS[key]} style={{ left: at(limit) }} />
      ))}
    </div>
  )
}

import { Segmented } from 'antd'
import { useEffect, useState } from 'react'

const HOUR = 3_600_000
const SPANS = [
  { value: 1, label: '1 小时' },
  { value: 24, label: '1 天' },
  { value: 24 * 7, label: '7 天' },
  { value: 24 * 30, label: '30 天' },
  { value: 24 * 365, label: '1 年' },
]
/** The present moves on so often; in between the picture stands still. */
const STEP_MS = 5_000

/** So many hours up to now, moving on. A year of days is not asked for again each five seconds. */
export function useSpan(hours: number): { from: string; to: string } {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), STEP_MS)
    return () => clearInterval(timer)
  }, [])
  const step = Math.max(STEP_MS, (hours * HOUR) / 720)
  const end = Math.ceil(now / step) * step
  return { from: new Date(end - hours * HOUR).toISOString(), to: new Date(end).toISOString() }
}

/** How much time curves show. */
export function SpanChoice({ hours, onChange }: { hours: number; onChange(hours: number): void }) {
  return <Segmented size="small" aria-label="多长时间" value={hours} onChange={onChange} options={SPANS} />
}

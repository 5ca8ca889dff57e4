import { Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { type PointLine, useCurve } from '../api.ts'
import { CurveChart } from './curve.tsx'

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

/** The curve of a point up to now, over an hour or a year. */
export function CurveSheet({ point }: { point: Pick<PointLine, 'id' | 'name' | 'unit' | 'limits'> }) {
  const [hours, setHours] = useState(1)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), STEP_MS)
    return () => clearInterval(timer)
  }, [])
  // A year of days is not asked for again each five seconds.
  const step = Math.max(STEP_MS, (hours * HOUR) / 720)
  const end = Math.ceil(now / step) * step
  const [from, to] = [new Date(end - hours * HOUR).toISOString(), new Date(end).toISOString()]
  const read = useCurve(point.id, from, to, false)
  return (
    <Sheet
      title="曲线"
      acts={<Segmented size="small" aria-label="多长时间" value={hours} onChange={setHours} options={SPANS} />}
    >
      {read.error && !read.data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={6} />}
      {read.data?.points.length === 0 && (
        <EmptyState icon="columns" title="这段时间没有数据">
          换一段更长的时间再看；设备接上以后，补传的数据也会画出来。
        </EmptyState>
      )}
      {read.data && read.data.points.length > 0 && <CurveChart curve={read.data} point={point} from={from} to={to} />}
    </Sheet>
  )
}

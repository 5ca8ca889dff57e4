import { Button } from 'antd'
import { useState } from 'react'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { type PointLine, useCurve } from '../api.ts'
import { saveCurve } from '../save-curve.ts'
import { CurveChart } from './curve.tsx'
import { SpanChoice, useSpan } from './span.tsx'

/** The curve of a point up to now, over an hour or a year. */
export function CurveSheet({ point }: { point: Pick<PointLine, 'id' | 'unitName' | 'name' | 'unit' | 'limits'> }) {
  const [hours, setHours] = useState(1)
  const { from, to } = useSpan(hours)
  const read = useCurve(point.id, from, to, false)
  return (
    <Sheet
      title="曲线"
      acts={
        <>
          <SpanChoice hours={hours} onChange={setHours} />
          <Button
            size="small"
            disabled={!read.data?.points.length}
            onClick={() => read.data && saveCurve(`${point.unitName} ${point.name}`, point.unit, read.data)}
          >
            导出表格
          </Button>
        </>
      }
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

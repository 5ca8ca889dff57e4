import type { CaseOne } from '#kernel/cases/console/api.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { useCurve, usePoint } from '../api.ts'
import { factsOf } from '../facts.ts'
import { CurveChart } from './curve.tsx'

const AROUND_MS = 30 * 60_000
const MOST_MS = 7 * 86_400_000

/** What the point of an alarm said from half an hour before it began to half an hour after it ended. */
export function AlarmCurve({ one }: { one: CaseOne }) {
  const facts = factsOf(one)
  return facts?.pointId ? <Around pointId={facts.pointId} beganAt={facts.beganAt} clearedAt={facts.clearedAt} /> : null
}

function Around({ pointId, beganAt, clearedAt }: { pointId: string; beganAt: string; clearedAt: string | null }) {
  const began = Date.parse(beganAt)
  const over = clearedAt ? Date.parse(clearedAt) : Math.ceil(Date.now() / 60_000) * 60_000
  const from = new Date(began - AROUND_MS).toISOString()
  const to = new Date(Math.min(over + (clearedAt ? AROUND_MS : 0), began + MOST_MS)).toISOString()
  const point = usePoint(pointId)
  const curve = useCurve(pointId, from, to, clearedAt === null)
  if (!point.data || !curve.data || curve.data.points.length === 0) return null
  return (
    <Sheet
      className="ag-alarm-around"
      title="前后的曲线"
      acts={<To to={`/monitoring/points/${pointId}`}>看这个测点</To>}
    >
      <CurveChart curve={curve.data} point={point.data} from={from} to={to} />
    </Sheet>
  )
}

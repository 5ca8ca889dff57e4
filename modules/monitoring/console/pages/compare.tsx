import { Select } from 'antd'
import { useState } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type PointLine, useCurve, usePoints } from '../api.ts'
import { CurveChart } from '../parts/curve.tsx'
import { SpanChoice, useSpan } from '../parts/span.tsx'
import '../monitoring.css'

/** More curves than these nobody compares. */
const MOST = 6
const ALL = 500

/** Curves of several points of one enterprise under each other, over the same time. */
export function ComparePage() {
  const { search, change } = useAddress()
  const points = usePoints({ objectId: search.objectId }, ALL)
  const [hours, setHours] = useState(24)
  const chosen = (search.ids ?? '').split(',').filter(Boolean).slice(0, MOST)
  const shown = chosen.flatMap((id) => points.data?.items.find((point) => point.id === id) ?? [])
  useTitle('对比曲线')
  return (
    <div className="ag-page">
      <PageHead
        trail={
          search.objectId ? (
            <To to={`/monitoring/plants/${search.objectId}`}>{points.data?.items[0]?.objectName ?? '监测'}</To>
          ) : (
            <To to="/monitoring">监测一览</To>
          )
        }
        acts={<SpanChoice hours={hours} onChange={setHours} />}
      >
        对比曲线
      </PageHead>
      {points.error && !points.data && <ProblemPanel error={points.error} retry={() => void points.refetch()} />}
      {!points.data && !points.error && <Waiting lines={4} />}
      {points.data && (
        <div className="ag-stack">
          <Select
            mode="multiple"
            aria-label="对比哪些测点"
            placeholder={`选测点，最多 ${MOST} 个`}
            maxCount={MOST}
            style={{ width: '100%', maxWidth: 760 }}
            value={chosen}
            onChange={(ids: string[]) => change({ ids: ids.join(',') || undefined })}
            optionFilterProp="label"
            options={points.data.items.map(({ id, unitName, name }) => ({ value: id, label: `${unitName} ${name}` }))}
          />
          {shown.length === 0 && (
            <Sheet>
              <EmptyState icon="columns" title="还没有选测点">
                选两个以上的测点，同一段时间的曲线就上下对齐。
              </EmptyState>
            </Sheet>
          )}
          {shown.map((point) => (
            <Line key={point.id} point={point} hours={hours} />
          ))}
        </div>
      )}
    </div>
  )
}

function Line({ point, hours }: { point: PointLine; hours: number }) {
  const { from, to } = useSpan(hours)
  const read = useCurve(point.id, from, to, false)
  return (
    <Sheet title={`${point.unitName} ${point.name}`} acts={<To to={`/monitoring/points/${point.id}`}>看这个测点</To>}>
      {read.error && !read.data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={4} />}
      {read.data && <CurveChart curve={read.data} point={point} from={from} to={to} />}
    </Sheet>
  )
}

import { lazy, Suspense, useMemo } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { gridPath } from '../../model/codes.ts'
import { type Plan, type PlanShapes, usePlan, usePlanShapes, useShapes } from '../boundary-api.ts'
import { PlanAct } from '../parts/boundary/plan-act.tsx'
import { PlanSeats } from '../parts/boundary/plan-seats.tsx'
import { Findings, PlanDuties, PlanMoves, PlanNodes } from '../parts/boundary/plan-tables.tsx'
import { planKinds, planSentence, planStates } from '../plan-words.ts'
import '../boundary.css'

const BoundaryMap = lazy(() => import('../parts/boundary/boundary-map.tsx'))

/** One what-if: what would change, what would move, and what can be done with it. */
export function PlanPage() {
  const id = usePart('id')
  const read = usePlan(id)
  useTitle(read.data ? `调整方案 ${read.data.gridName}` : '调整方案')
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  const plan = read.data
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            <To to={`/grids/${plan.gridCode}`}>{plan.gridName}</To> /{' '}
            <To to={`/grids/${plan.gridCode}/boundaries`} search={{ view: 'plans' }}>
              调整方案
            </To>
          </>
        }
        meta={
          <>
            <StatusMark kind={planStates[plan.state].kind}>{planStates[plan.state].word}</StatusMark>
            <span>
              {planKinds[plan.kind]} · {plan.source === 'imported' ? '来自文件' : '手画'}
            </span>
            <span>
              {plan.author}
              {plan.mine ? '（我）' : ''} {time(plan.createdAt)} 测算
            </span>
          </>
        }
      >
        {planSentence(plan)}
      </PageHead>
      <div className="ag-two">
        <PlanMap plan={plan} />
        <PlanAct key={plan.planId} plan={plan} />
      </div>
      <div className="ag-stack ag-below">
        <Findings findings={plan.findings} title={plan.applicable ? '要核对的地方' : '不能执行的原因'} />
        <PlanMoves title="要移动的企业" unit="家" moves={plan.enterprises} enterprises />
        <PlanMoves title="要移动的其他监管对象" unit="个" moves={plan.places} />
        <PlanDuties plan={plan} />
        <PlanSeats plan={plan} />
        <PlanNodes plan={plan} />
      </div>
    </div>
  )
}

function PlanMap({ plan }: { plan: Plan }) {
  const read = usePlanShapes(plan.planId)
  const around = useShapes(useFrame(plan))
  const outlines = useMemo(() => (read.data ? outlinesOf(read.data, plan) : undefined), [read.data, plan])
  const touched = useMemo(() => (read.data ? touchedBy(read.data) : []), [read.data])
  const areas = useMemo(() => areasAfter(around.shapes, read.data), [around.shapes, read.data])
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <Sheet
      title="调整前后"
      meta={
        <span className="ag-legend">
          <i className="ag-line-before" /> 调整前 <i className="ag-line-after" /> 调整后 <i className="ag-dot-moved" />{' '}
          要移动的对象
        </span>
      }
    >
      <div className="ag-boundary-canvas">
        {!read.data || around.isLoading ? (
          <Waiting />
        ) : touched.length === 0 ? (
          <EmptyState icon="map" title="涉及的网格都没有边界">
            移动和责任照样列在下面。
          </EmptyState>
        ) : (
          <Suspense fallback={<Waiting />}>
            <BoundaryMap label="调整前后的边界" areas={areas} focus={touched} outlines={outlines} />
          </Suspense>
        )}
      </div>
    </Sheet>
  )
}

/** The node whose children lie around what changes: one above it, where the reader may look that far. */
function useFrame(plan: Plan): string {
  const me = useMe()
  const touched = [...plan.changed, ...plan.retired].some(({ code }) => code === plan.gridCode)
  const above = gridPath(plan.gridCode).at(-2)
  return touched && above && me.data && above.startsWith(me.data.gridCode) ? above : plan.gridCode
}

function outlinesOf({ before, after }: PlanShapes, plan: Plan) {
  const moves = [...plan.enterprises.items, ...plan.places.items]
  const top = Math.min(...[...before, ...after].map(({ code }) => code.length))
  const shapesAt = (shapes: PlanShapes['after'], wanted: (digits: number) => boolean) =>
    shapes.filter(({ code }) => wanted(code.length)).map(({ geometry }) => geometry as GeoJSON.Geometry)
  return {
    before: shapesAt(before, (digits) => digits === top),
    after: shapesAt(after, (digits) => digits === top),
    // Nodes below those the plan is about go along; their lines only help to find one's way.
    minor: shapesAt(after, (digits) => digits > top),
    points: moves.flatMap(({ lng, lat }): [number, number][] =>
      typeof lng === 'number' && typeof lat === 'number' ? [[lng, lat]] : [],
    ),
  }
}

const touchedBy = ({ before, after }: PlanShapes) =>
  [...before, ...after].map(({ code, geometry }) => ({ code, geometry: geometry as GeoJSON.Geometry }))

/** What lies around, with the new nodes in the place of the old ones so that each bears its new name. */
function areasAfter(shapes: ReturnType<typeof useShapes>['shapes'], touched: PlanShapes | undefined) {
  const { before = [], after = [] } = touched ?? {}
  const top = Math.min(...[...before, ...after].map(({ code }) => code.length))
  const gone = new Set([...before, ...after].map(({ code }) => code))
  const around = [...shapes.values()].filter(({ code }) => code.length === top && !gone.has(code))
  const made = after
    .filter(({ code }) => code.length === top)
    .map(({ code, name, geometry }) => ({ code, name, source: 'drawn', geometry: geometry as GeoJSON.Geometry }))
  return [...around, ...made]
}

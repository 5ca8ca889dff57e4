import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { factsOf } from '../api.ts'
import { planFace } from '../face.tsx'
import { PlanLines } from '../parts/plan-lines.tsx'
import { PlanProgress } from '../parts/plan-progress.tsx'
import '../inspection.css'

/** One plan: its story, or whom it inspects. */
export function InspectionPlanPage() {
  const { search, change } = useAddress()
  const isList = search.view === 'lines'
  return (
    <CasePage
      face={planFace}
      under={(one) => (
        <>
          <nav className="ag-views ag-bar" aria-label="看法">
            <button
              type="button"
              className="ag-view"
              aria-current={!isList}
              onClick={() => change({ view: undefined })}
            >
              办理
            </button>
            <button type="button" className="ag-view" aria-current={isList} onClick={() => change({ view: 'lines' })}>
              检查名单 {factsOf(one)?.lines ?? 0}
            </button>
          </nav>
          <PlanProgress id={one.id} />
        </>
      )}
      instead={(one) => isList && <PlanLines id={one.id} running={one.state === 'approved'} />}
    />
  )
}

import type { CaseOne } from '#kernel/cases/console/api.ts'
import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { taskFace } from '../face.tsx'
import { factsOf } from '../facts.ts'
import { AssessmentBoard } from '../parts/assessment-board.tsx'
import { ProgressMap } from '../parts/progress-map.tsx'
import { TimeLine } from '../parts/time-line.tsx'
import '../task.css'

/** Ways to look at a task that went down the grid. */
const VIEWS = { story: '办理', timeline: '时间轴', map: '地图', assessment: '考核' } as const
type ViewName = keyof typeof VIEWS

/** One task: its story, or its parts along time, on the map, by points. */
export function TaskPage() {
  const { search, change } = useAddress()
  const view = search.view && search.view in VIEWS ? (search.view as ViewName) : 'story'
  return (
    <CasePage
      face={taskFace}
      under={(one) =>
        wentDown(one) && (
          <nav className="ag-views ag-bar" aria-label="看法">
            {(Object.keys(VIEWS) as ViewName[]).map((name) => (
              <button
                key={name}
                type="button"
                className="ag-view"
                aria-current={name === view}
                onClick={() => change({ view: name === 'story' ? undefined : name })}
              >
                {VIEWS[name]}
              </button>
            ))}
          </nav>
        )
      }
      instead={(one) => view !== 'story' && wentDown(one) && <View view={view} one={one} />}
    />
  )
}

/** Only what has parts can be looked at by its parts. */
const wentDown = (one: CaseOne): boolean => (factsOf(one)?.progress.children ?? 0) > 0

function View({ view, one }: { view: Exclude<ViewName, 'story'>; one: CaseOne }) {
  if (view === 'timeline') return <TimeLine id={one.id} />
  if (view === 'map') return <ProgressMap id={one.id} gridCode={one.gridCode} gridName={one.gridName} />
  return <AssessmentBoard id={one.id} />
}

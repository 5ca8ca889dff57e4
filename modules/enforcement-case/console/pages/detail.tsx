import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { toldOf } from '../api.ts'
import { penaltyFace } from '../face.tsx'
import { EvidenceList } from '../parts/evidence-list.tsx'
import { MoneySheet } from '../parts/money-sheet.tsx'
import { SimilarList } from '../parts/similar-list.tsx'
import '../penalty.css'

const LOOKS = { evidence: '证据', money: '缴款', similar: '同类案件' } as const

/** One case of penalty: its story, its evidence, its money, or what was decided elsewhere. */
export function PenaltyPage() {
  const { search, change } = useAddress()
  return (
    <CasePage
      face={penaltyFace}
      under={(one) => (
        <nav className="ag-views ag-bar" aria-label="看法">
          <button
            type="button"
            className="ag-view"
            aria-current={!(String(search.view) in LOOKS)}
            onClick={() => change({ view: undefined })}
          >
            办理
          </button>
          {Object.entries(LOOKS).map(([view, title]) => (
            <button
              key={view}
              type="button"
              className="ag-view"
              aria-current={search.view === view}
              onClick={() => change({ view })}
            >
              {title} {view === 'evidence' ? toldOf(one).evidence.length : ''}
            </button>
          ))}
        </nav>
      )}
      instead={(one) => {
        if (search.view === 'evidence') return <EvidenceList one={one} />
        if (search.view === 'money') return <MoneySheet one={one} />
        return search.view === 'similar' && <SimilarList one={one} />
      }}
    />
  )
}

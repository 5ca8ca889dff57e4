import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { type Box, type Inbox, useBox } from '#kernel/cases/console/api.ts'
import { homeOf } from '#kernel/cases/console/face.ts'
import { CaseBoxes } from '#kernel/cases/console/parts/inbox-box.tsx'
import { todoWords } from '#kernel/cases/console/todo-words.ts'
import { type Me, useMe } from '#kernel/identity/console/me.ts'
import { HandoverSheet } from '#kernel/identity/console/parts/handover-sheet.tsx'
import { useInbox } from '#kernel/messages/console/api.ts'
import { InboxSheet } from '#kernel/messages/console/parts/inbox-sheet.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { GridFigures } from '#modules/enterprise/console/parts/grid-figures.tsx'
import { useQueue } from '#modules/enterprise/console/parts/queue.tsx'
import { EventFiguresSheet } from '#modules/event/console/parts/event-figures.tsx'
import { useGrid } from '#modules/grid/console/api.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { HazardFiguresSheet } from '#modules/hazard/console/parts/hazard-figures.tsx'
import { DueSheet } from '#modules/patrol/console/parts/due-sheet.tsx'
import { RiskSheet } from '#modules/risk/console/parts/risk-sheet.tsx'
import { SelfCheckSheet } from '#modules/self-check/console/parts/self-check-sheet.tsx'
import { caseFaces } from '../case-faces.ts'
import { RegisterLines } from './register-lines.tsx'
import './home.css'

/** Cases shown before one asks for all. */
const CASES = 12

const GridMap = lazy(() => import('#modules/grid/console/parts/grid-map.tsx'))

/** The desk of the day: what is to be done, and how the chosen grid stands. */
export function Home() {
  const me = useMe()
  return me.data?.gridCode ? <Desk me={me.data} /> : <Waiting />
}

function Desk({ me }: { me: Me }) {
  const { search } = useAddress()
  const navigate = useNavigate()
  const code = search.grid ?? me.gridCode
  const grid = useGrid(code)
  const boundaries = useBoundaries(code)
  const inbox = useInbox()
  const queue = useQueue(me.permissions)
  const [wanted, setWanted] = useState<Box | null>(null)
  const cases = useBox('todo', CASES)
  // A message about something counted already is the same thing to do, not another.
  const counted = new Set(queue?.map((entry) => entry.to))
  const ofCase = (link: string) => caseFaces.some((face) => link.startsWith(`${homeOf(face)}/`))
  const open = inbox.data?.items.filter((message) => message.needsAction && !message.done)
  const asked = open?.filter(({ link }) => !counted.has(link ?? '') && !ofCase(link ?? '')).length
  const queued = queue?.reduce((sum, entry) => sum + entry.count, 0)
  const known = asked !== undefined && queued !== undefined && cases.data !== undefined
  const todo = (asked ?? 0) + (queued ?? 0) + (cases.data?.total ?? 0)
  // Whoever has nothing to do himself looks first at what is late below him.
  const box = wanted ?? (known && todo === 0 && cases.data.boxes.late ? 'late' : 'todo')
  return (
    <div className="ag-page">
      <PageHead meta={cases.data && urgentWords(cases.data)}>
        {!known ? '正在看今天要办的事' : todo === 0 ? '现在没有要您办的事' : `要您办 ${count(todo)} 件`}
      </PageHead>
      <div className="ag-home">
        <div className="ag-stack">
          <CaseBoxes
            key={box}
            faces={caseFaces}
            ofObject={false}
            limit={CASES}
            box={box}
            onBox={setWanted}
            more
            beside={queue && { count: queued ?? 0, lines: <RegisterLines title="档案" queue={queue} /> }}
          />
        </div>
        <div className="ag-stack ag-home-side">
          <HandoverSheet />
          <InboxSheet limit={8} />
        </div>
        <div className="ag-stack ag-home-grid">
          {me.permissions.includes('hazard.read') && <HazardFiguresSheet grid={code} />}
          {me.permissions.includes('risk.read') && <RiskSheet grid={code} />}
          {me.permissions.includes('self-check.read') && <SelfCheckSheet grid={code} />}
          {me.permissions.includes('event.read') && <EventFiguresSheet grid={code} />}
          {me.permissions.includes('patrol.record') && <DueSheet grid={code} />}
          <Sheet
            title={grid.data?.name ?? code}
            meta={grid.data && <span className="ag-code">{grid.data.code}</span>}
            acts={<To to={`/grids/${code}`}>打开网格</To>}
          >
            <GridFigures grid={code} />
          </Sheet>
          {boundaries.areas.length > 0 && (
            <Sheet
              title="下级分布"
              acts={
                <To to="/map" search={{ grid: search.grid }}>
                  在一张图打开
                </To>
              }
            >
              <div style={{ height: 300 }}>
                <Suspense fallback={<Waiting />}>
                  <GridMap
                    label={`${grid.data?.name ?? ''}下级网格的企业数`}
                    areas={boundaries.areas}
                    sketched={boundaries.sketched}
                    onPick={(picked) => void navigate({ to: `/grids/${picked}` })}
                  />
                </Suspense>
              </div>
            </Sheet>
          )}
        </div>
      </div>
    </div>
  )
}

/** What is urgent among one's own work, and how much is late below. */
function urgentWords({ items, total, boxes }: Inbox): string {
  const below = boxes.late ? `下级逾期 ${count(boxes.late)} 件` : ''
  return [todoWords(items, total), below].filter(Boolean).join('，')
}

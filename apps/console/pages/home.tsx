import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { type Me, useMe } from '#kernel/identity/console/me.ts'
import { HandoverSheet } from '#kernel/identity/console/parts/handover-sheet.tsx'
import { useInbox } from '#kernel/messages/console/api.ts'
import { InboxSheet } from '#kernel/messages/console/parts/inbox-sheet.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { GridFigures } from '#modules/enterprise/console/parts/grid-figures.tsx'
import { QueueSheet, useQueue } from '#modules/enterprise/console/parts/queue.tsx'
import { useGrid } from '#modules/grid/console/api.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'

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
  // A message about something the queue counts already is the same thing to do, not another.
  const counted = new Set(queue?.map((entry) => entry.to))
  const open = inbox.data?.items.filter((message) => message.needsAction && !message.done)
  const asked = open?.filter((message) => !counted.has(message.link ?? '')).length
  const queued = queue?.reduce((sum, entry) => sum + entry.count, 0)
  const known = asked !== undefined && queued !== undefined
  const todo = (asked ?? 0) + (queued ?? 0)
  return (
    <div className="ag-page">
      <PageHead>
        {!known ? '正在看今天要办的事' : todo === 0 ? '今天没有要您办的事' : `今天要办 ${count(todo)} 件`}
      </PageHead>
      <div className="ag-two ag-desk">
        <div className="ag-stack">
          <QueueSheet queue={queue} />
          <HandoverSheet />
          <InboxSheet limit={20} />
        </div>
        <div className="ag-stack">
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

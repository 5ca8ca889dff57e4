import { Button, Drawer } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { fenceKinds } from '../../model/codes.ts'
import { type Fence, useFences, useForgetVehicles } from '../api.ts'
import { FenceForm } from '../parts/fence-form.tsx'
import { fenceWords } from '../words.ts'
import '#modules/enterprise/console/map.css'
import '../vehicle.css'

const FenceMap = lazy(() => import('../parts/fence-map.tsx'))

const none: never[] = []

/** Places hazardous goods must keep away from, drive slowly through or not stop in. */
export function FencePage() {
  const me = useMe()
  const may = useMay()
  const { search, change } = useAddress()
  useTitle('电子围栏')
  const [open, setOpen] = useState<Fence | 'new' | null>(null)
  const grid = search.grid ?? (me.data?.gridCode || null)
  const boundaries = useBoundaries(grid)
  const areas = useMemo(() => boundaries.areas.map(({ note: _, ...area }) => area), [boundaries.areas])
  const read = useFences(search.grid)
  const fences = read.data?.items ?? none
  const close = () => setOpen(null)
  return (
    <div className="ag-map-page">
      <div className="ag-bar">
        <h1 style={{ fontSize: 16 }}>电子围栏</h1>
        <span className="ag-meta">对所有危险货物车辆有效，不论车属于哪里</span>
        <span className="ag-grow" />
        <To to="/vehicles/map">车辆地图</To>
        {may('vehicle.fence') && (
          <Button size="small" type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
            新建围栏
          </Button>
        )}
      </div>
      <Suspense fallback={<Waiting />}>
        <FenceMap areas={areas} sketched={boundaries.sketched} fences={fences} chosen={search.chosen ?? null} />
      </Suspense>
      <aside className="ag-map-side" aria-label="围栏">
        <header>
          <h2>{read.data ? `${count(fences.length)} 个围栏` : '正在数…'}</h2>
        </header>
        {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
        {read.data && fences.length === 0 && (
          <EmptyState icon="pin" title="还没有围栏">
            把学校、水源地、隧道和禁行的道路画出来，车辆进入时马上报警。
          </EmptyState>
        )}
        <ul>
          {fences.map((fence) => (
            <li
              key={fence.id}
              className="ag-map-row ag-fence-row"
              data-on={fence.id === search.chosen ? '' : undefined}
            >
              <span className="ag-grow">
                <b>{fence.name}</b> <span className="ag-soft">{fenceKinds[fence.kind]}</span>
                <span className="ag-soft ag-fence-rule">{fenceWords(fence)}</span>
                <small className="ag-meta">
                  {fence.gridName}，{fence.basis}
                </small>
              </span>
              <button type="button" className="ag-link" onClick={() => change({ chosen: fence.id }, true)}>
                图上
              </button>
              {fence.mayChange && (
                <button type="button" className="ag-link" onClick={() => setOpen(fence)}>
                  修改
                </button>
              )}
            </li>
          ))}
        </ul>
      </aside>
      <Drawer
        open={open !== null}
        onClose={close}
        size={720}
        destroyOnHidden
        title={open === 'new' ? '新建电子围栏' : '修改电子围栏'}
      >
        {open && (
          <>
            <FenceForm fence={open === 'new' ? null : open} areas={areas} gridCode={grid ?? ''} onDone={close} />
            {open !== 'new' && <Withdraw fence={open} onDone={close} />}
          </>
        )}
      </Drawer>
    </div>
  )
}

function Withdraw({ fence, onDone }: { fence: Fence; onDone(): void }) {
  const forget = useForgetVehicles()
  return (
    <ActForm
      request={{ method: 'POST', path: `/fences/${fence.id}/withdraw` }}
      label="撤下围栏"
      busyLabel="正在撤下…"
      done="围栏已撤下"
      tone="danger"
      onDone={async () => {
        await forget()
        onDone()
      }}
      aside={<span className="ag-meta">已经产生的报警保留</span>}
    >
      {null}
    </ActForm>
  )
}

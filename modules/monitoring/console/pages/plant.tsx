import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type PointLine, usePoints, useSummary } from '../api.ts'
import { AddPoints } from '../parts/add-points.tsx'
import { PointFigures } from '../parts/point-figures.tsx'
import { Tile } from '../parts/tile.tsx'
import '../monitoring.css'

/** Points one wall shows; a plant with more has its list. */
const MOST = 500

/** The wall of one enterprise: its tanks and areas with what they say now. */
export function PlantPage() {
  return <PlantWall objectId={usePart('id')} />
}

/** The same for whoever belongs to it. */
export function OwnPlantPage() {
  const me = useMe()
  return me.data?.objectId ? <PlantWall objectId={me.data.objectId} /> : <Waiting lines={6} />
}

function PlantWall({ objectId }: { objectId: string }) {
  const may = useMay()
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const points = usePoints({ objectId }, MOST)
  const summary = useSummary({ objectId })
  const name = points.data?.items[0]?.objectName ?? ''
  useTitle(name ? `${name} 监测` : '监测')
  const units = Map.groupBy(points.data?.items ?? [], ({ unitName }) => unitName)
  return (
    <div className="ag-page">
      <PageHead
        trail={me.data?.objectId ? undefined : <To to="/monitoring">监测一览</To>}
        meta={
          <To to="/alarms" search={{ objectId, open: 'true' }}>
            看没有办结的报警
          </To>
        }
        acts={
          <>
            {(points.data?.items.length ?? 0) > 1 && (
              <To to="/monitoring/compare" search={{ objectId }}>
                <Button icon={<Icon name="columns" />}>对比曲线</Button>
              </To>
            )}
            {may('monitoring.keep') && (
              <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
                登记测点
              </Button>
            )}
          </>
        }
      >
        {name || '监测'}
      </PageHead>
      <PointFigures summary={summary.data} of={{ objectId }} />
      {points.error && !points.data && <ProblemPanel error={points.error} retry={() => void points.refetch()} />}
      {!points.data && !points.error && <Waiting lines={8} />}
      {points.data?.items.length === 0 && (
        <Sheet>
          <EmptyState title="这家企业还没有监测点">
            设备接入网关、上报数据以后，点「登记测点」，按模板一次登记几个。
          </EmptyState>
        </Sheet>
      )}
      <div className="ag-wall-units">
        {[...units].map(([unit, own]) => (
          <Unit key={unit} name={unit} points={own} />
        ))}
      </div>
      {points.data && points.data.total > MOST && (
        <p className="ag-soft">
          只显示前 {MOST} 个，
          <To to="/monitoring/points" search={{ objectId }}>
            看全部测点
          </To>
          。
        </p>
      )}
      <Drawer open={adding} onClose={() => setAdding(false)} size={640} destroyOnHidden title="登记测点">
        <AddPoints objectId={objectId} onDone={() => setAdding(false)} />
      </Drawer>
    </div>
  )
}

function Unit({ name, points }: { name: string; points: readonly PointLine[] }) {
  return (
    <section className="ag-wall-unit" aria-label={name}>
      <h2>{name}</h2>
      <ul className="ag-wall">
        {points.map((point) => (
          <Tile key={point.id} point={point} />
        ))}
      </ul>
    </section>
  )
}

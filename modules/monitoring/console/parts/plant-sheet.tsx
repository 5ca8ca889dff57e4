import { Sheet, To } from '#kernel/ui/parts.tsx'
import { useSummary } from '../api.ts'
import { PointFigures } from './point-figures.tsx'
import '../monitoring.css'

/** What is watched at an enterprise, beside its file; nothing where nothing is. */
export function PlantSheet({ objectId }: { objectId: string }) {
  const { data } = useSummary({ objectId })
  if (!data || data.total === 0) return null
  return (
    <Sheet title="在线监测" acts={<To to={`/monitoring/plants/${objectId}`}>看监测</To>}>
      <div className="ag-plant-figures">
        <PointFigures summary={data} of={{ objectId }} />
      </div>
    </Sheet>
  )
}

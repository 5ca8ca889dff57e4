import { useMay } from '#kernel/identity/console/me.ts'
import { EnterpriseFilePage as FilePage } from '#modules/enterprise/console/pages/file.tsx'
import { RunningMeasures } from '#modules/measure/console/parts/running-sheet.tsx'
import { PlantSheet } from '#modules/monitoring/console/parts/plant-sheet.tsx'
import { PlateSheet } from '#modules/plate/console/parts/plate-sheet.tsx'

/** The file of an enterprise with what other rooms keep about it. */
export function EnterpriseFilePage() {
  const may = useMay()
  return (
    <FilePage
      beside={({ id, changeable }) => (
        <>
          {may('measure.read') && <RunningMeasures objectId={id} />}
          {may('monitoring.read') && <PlantSheet objectId={id} />}
          {may('plate.read') && <PlateSheet objectId={id} changeable={changeable} />}
        </>
      )}
    />
  )
}

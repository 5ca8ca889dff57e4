import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { inspectionFace } from '../inspection-face.tsx'
import '../inspection.css'

/** Inspections of the chosen grid and below. */
export function InspectionsPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={inspectionFace}
      acts={
        <>
          <To to="/inspections/figures">
            <Button size="small" icon={<Icon name="table" />}>
              统计
            </Button>
          </To>
          {may('inspection.plan') && (
            <To to="/inspections/new">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                拟定检查
              </Button>
            </To>
          )}
        </>
      }
    />
  )
}

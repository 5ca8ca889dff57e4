import { Button } from 'antd'
import { CaseListPage } from '#kernel/cases/console/pages/list.tsx'
import { useMay } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { measureFace } from '../face.tsx'

/** Measures of the chosen grid and below. */
export function MeasureListPage() {
  const may = useMay()
  return (
    <CaseListPage
      face={measureFace}
      acts={
        may('measure.propose') && (
          <>
            <To to="/measures/take">
              <Button size="small" icon={<Icon name="warn" />}>
                当场采取
              </Button>
            </To>
            <To to="/measures/propose">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                报请批准
              </Button>
            </To>
          </>
        )
      }
    />
  )
}

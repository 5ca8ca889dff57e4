import { Button } from 'antd'
import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { inspectionFace } from '../inspection-face.tsx'
import { inspectionFacts } from '../on-site-api.ts'
import { OrderedHazards } from '../parts/ordered-hazards.tsx'
import '../inspection.css'

const ON_SITE = ['assigned', 'on_site', 'recorded']

/** One inspection: its story, and the way to the page for the site. */
export function InspectionPage() {
  const me = useMe()
  return (
    <CasePage
      face={inspectionFace}
      under={(one) => {
        const facts = inspectionFacts(one)
        const mine = facts?.team.some(({ name }) => name === me.data?.personName)
        return (
          <>
            {ON_SITE.includes(one.state) && (
              <div className="ag-notice ag-notice-soon ag-site-way">
                <span>
                  {mine
                    ? '您是这次检查的执法人员：打卡、逐项记录和签字在现场页，手机上也好用。'
                    : '打卡、记录和签字由派出的检查人员在现场页办。'}
                </span>
                <To to={`/inspections/${one.id}/site`}>
                  <Button type={mine ? 'primary' : 'default'} icon={<Icon name="pin" />}>
                    到现场页
                  </Button>
                </To>
              </div>
            )}
            {facts?.orderedOn && <OrderedHazards id={one.id} />}
          </>
        )
      }}
    />
  )
}

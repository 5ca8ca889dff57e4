import { Button } from 'antd'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { readInspection } from '#modules/inspection/model/inspection-story.ts'

/** Kinds and states of cases in which a danger shows that cannot wait. */
const ORIGINS: Readonly<Record<string, readonly string[]>> = {
  inspection: ['on_site', 'recorded', 'deciding', 'rectifying', 'reinspect_due', 'partly', 'failed'],
  hazard: ['rectifying', 'reinspection', 'enforced'],
}

/** Who was there beside whoever asks: the second officer of the measure, as its form begins. */
function secondOf({ history }: CaseOne, ownName: string | undefined): { coOfficer?: string } {
  const told = readInspection(history.map(({ act, at, input }) => ({ act, at, on: '', input })))
  const second = told?.team.find(({ name }) => name !== ownName)
  return second ? { coOfficer: second.personId } : {}
}

/** On the page of an inspection or a hazard: the way to a measure, which both then know. */
export function MeasurePanel({ one }: { one: CaseOne }) {
  const may = useMay()
  const me = useMe()
  if (!ORIGINS[one.type]?.includes(one.state) || !one.objectId || !may('measure.propose')) return null
  const search = {
    ...{ objectId: one.objectId, from: one.id, kind: one.type },
    ...(one.type === 'hazard' ? { what: one.title } : secondOf(one, me.data?.personName)),
  }
  return (
    <Sheet title="强制措施">
      <div className="ag-pad ag-row ag-wrap">
        <span className="ag-grow ag-soft">危险等不得的：停产停用，查封、扣押；来不及报批的先采取、再补批。</span>
        <To to="/measures/propose" search={search}>
          <Button size="small">报请批准</Button>
        </To>
        <To to="/measures/take" search={search}>
          <Button size="small">当场采取</Button>
        </To>
      </div>
    </Sheet>
  )
}

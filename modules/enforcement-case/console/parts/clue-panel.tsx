import { Button } from 'antd'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { enforcementCase } from '../../model/states.ts'
import '../penalty.css'

/** Kinds of cases a clue comes out of: in which states, and as what source it is recorded. */
const ORIGINS: Readonly<Record<string, { states: readonly string[]; source: string }>> = {
  hazard: { states: ['enforced', 'rectifying', 'reinspection'], source: 'hazard' },
  inspection: { states: ['filed', 'failed', 'partly', 'recorded'], source: 'inspection' },
}

/** On the page of a hazard or an inspection: one tap to the clue of a penalty case, which both then know. */
export function CluePanel({ one }: { one: CaseOne }) {
  const may = useMay()
  const origin = ORIGINS[one.type]
  const known = one.related.some(({ type }) => type === enforcementCase.name)
  if (!origin?.states.includes(one.state) || known || !may('enforcement-case.register')) return null
  const about = one.objectId ? { objectId: one.objectId } : { gridCode: one.gridCode }
  return (
    <Sheet title="行政处罚" className="ag-pen-clue">
      <div className="ag-pad ag-row ag-wrap">
        <span className="ag-grow ag-soft">够得上处罚的，登记线索，核实以后报请立案；两边互相看得到。</span>
        <To
          to="/enforcement-cases/register"
          search={{ ...about, from: one.id, source: origin.source, what: one.title }}
        >
          <Button size="small">登记处罚线索</Button>
        </To>
      </div>
    </Sheet>
  )
}

import type { CaseOne } from '#kernel/cases/console/api.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { To } from '#kernel/ui/parts.tsx'

/** From a hazard that was handed to enforcement to the clue of a penalty case, in one tap; the two are linked both ways. */
export function PenaltyLink({ one }: { one: CaseOne }) {
  const may = useMay()
  const filed = one.related.find(({ type }) => type === 'enforcement-case')
  if (filed) return <To to={filed.link}>{filed.number ?? filed.title}</To>
  if (!may('enforcement-case.register')) return <span className="ag-pale">等执法岗位登记线索</span>
  const about = one.objectId ? { objectId: one.objectId } : { gridCode: one.gridCode }
  return (
    <To to="/enforcement-cases/register" search={{ ...about, from: one.id, source: 'hazard', what: one.title }}>
      登记为处罚线索
    </To>
  )
}

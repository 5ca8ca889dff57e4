import { useMay } from '#kernel/identity/console/me.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { useVolumesOfCase } from '../api.ts'
import { volumeStand } from '../stand.ts'
import '../archive.css'

/** Where a case was put away, on its page; nothing while it is at hand. */
export function CaseVolume({ one }: { one: { id: string; number: string | null; filedAs?: string | null } }) {
  const may = useMay()
  const read = useVolumesOfCase(one.filedAs && may('archive.read') ? one.number : null)
  if (!one.filedAs) return null
  const volumes = (read.data?.items ?? []).filter(({ caseId }) => caseId === one.id)
  return (
    <div className="ag-archive-case">
      <Sheet title="档案" meta="已归档，不能再办；确要补充的由档案员撤卷">
        <ul className="ag-pad" style={{ margin: 0, listStyle: 'none' }}>
          {volumes.length === 0 && <li className="ag-code">{one.filedAs}</li>}
          {volumes.map(({ id, archiveNo, state }) => {
            const { kind, word } = volumeStand(state)
            return (
              <li key={id} className="ag-row ag-wrap">
                <To to={`/archive-volumes/${id}`}>{archiveNo}</To>
                <StatusMark kind={kind}>{word}</StatusMark>
              </li>
            )
          })}
        </ul>
      </Sheet>
    </div>
  )
}

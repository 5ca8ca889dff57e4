import { count, day } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { RiskFile } from '../api.ts'

interface Hazard {
  id: string
  title: string
  stateTitle: string
  openedAt: string
  link: string
}

/** Hazards that say a measure of this point failed. */
export function PointHazards({ file }: { file: RiskFile }) {
  const search = { riskPointId: file.id, open: 'false', counted: 'true' }
  const read = useRead<{ items: Hazard[]; total: number }>(`/hazards?riskPointId=${file.id}&counted=true&limit=5`)
  return (
    <Sheet
      title="指到这里的隐患"
      meta={read.data && `${count(read.data.total)} 条`}
      acts={
        read.data &&
        read.data.total > 5 && (
          <To to="/hazards" search={search}>
            看全部
          </To>
        )
      }
    >
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={2} />}
      {read.data?.total === 0 && <p className="ag-pad ag-soft">没有隐患说这里的措施失效。</p>}
      <ul className="ag-queue">
        {read.data?.items.map(({ id, title, stateTitle, openedAt, link }) => (
          <li key={id}>
            <span className="ag-grow">
              <To to={link}>{title}</To>
            </span>
            <span className="ag-meta ag-nowrap">
              {day(openedAt)} {stateTitle}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

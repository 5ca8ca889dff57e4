import { useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { count, day } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { type Own, useOwnInspections } from '../on-site-api.ts'
import { HazardLines } from '../parts/ordered-hazards.tsx'
import '../inspection.css'

/** What an enterprise sees of its own inspections: who came, what was found, what is to be put right by when. */
export function OwnInspectionsPage() {
  const { search, change } = useAddress()
  const list = useOwnInspections(search.cursor)
  const trail = cursorTrail('own-inspections', search)
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead meta="检查人员应当出示执法证件；对检查有意见可以当场说，也可以在文书上写。">
        {list.data ? `本企业受检查 ${count(list.data.total)} 次` : '受检查情况'}
      </PageHead>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting lines={6} />
      ) : list.data.items.length === 0 ? (
        <Sheet>
          <EmptyState title="还没有检查">通知过的和到过场的检查在这里看到。</EmptyState>
        </Sheet>
      ) : (
        <div className="ag-stack">
          {list.data.items.map((one) => (
            <OwnSheet key={one.id} one={one} />
          ))}
        </div>
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

function OwnSheet({ one }: { one: Own }) {
  const { number, office, visitedOn, plannedOn, content, team, clean, hazards, stateTitle } = one
  const left = hazards.filter(({ open, submitted }) => open && !submitted)
  return (
    <Sheet
      title={visitedOn ? `${day(visitedOn)} 检查` : `${day(plannedOn)} 将来检查`}
      meta={`${number}　${stateTitle}`}
    >
      <div className="ag-pad ag-stack">
        <dl className="ag-site-facts">
          <dt>检查机关</dt>
          <dd>{office}</dd>
          <dt>检查人员</dt>
          <dd>{team.map(({ name, certNo }) => `${name}（证号 ${certNo}）`).join('、')}</dd>
          <dt>检查内容</dt>
          <dd>{content}</dd>
          <dt>结论</dt>
          <dd>
            {clean === null ? '还没有' : clean ? '未发现问题' : '有问题'}
            {left.length > 0 && <span className="ag-warn">，还有 {left.length} 项要整改，改好了在隐患里申请验收</span>}
          </dd>
        </dl>
        <To to="/legal-documents">看送达的文书</To>
      </div>
      {hazards.length > 0 && <HazardLines hazards={hazards} />}
    </Sheet>
  )
}

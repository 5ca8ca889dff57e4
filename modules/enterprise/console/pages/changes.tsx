import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { Contradiction, Page, ProposedChange } from '../file-api.ts'
import { ChangeCard } from '../parts/change-card.tsx'
import '../file.css'

const states = { submitted: '待审核', approved: '已通过', returned: '已退回', withdrawn: '已撤回' } as const

/** Changes enterprises proposed, to be approved or sent back, and facts on which sources disagree. */
export function ChangesPage() {
  const { search, change } = useAddress()
  const may = useMay()
  const state = (search.state ?? 'submitted') as keyof typeof states
  const list = useRead<Page<ProposedChange>>(`/enterprise-changes${queryString({ state, cursor: search.cursor })}`, {
    keep: true,
  })
  const disputes = useRead<Page<Contradiction>>('/enterprise-contradictions')
  const waiting = state === 'submitted' ? list.data?.total : undefined
  return (
    <div className="ag-page">
      <PageHead>
        {waiting === undefined
          ? '企业申报的变更'
          : waiting === 0
            ? '没有待审核的变更'
            : `${count(waiting)} 件变更等${may('enterprise.approve') ? '您' : '监管岗位'}审核`}
      </PageHead>
      <nav className="ag-views" aria-label="状态">
        {Object.entries(states).map(([key, word]) => (
          <button
            key={key}
            type="button"
            className="ag-view"
            aria-current={key === state}
            onClick={() => change({ state: key === 'submitted' ? undefined : key, cursor: undefined })}
          >
            {word}
          </button>
        ))}
      </nav>
      <div className="ag-two">
        <Sheet>
          {list.error && <ProblemPanel error={list.error} retry={() => void list.refetch()} />}
          {!list.data && !list.error && <Waiting lines={6} />}
          {list.data?.items.length === 0 && (
            <EmptyState icon="tick" title={state === 'submitted' ? '都审完了' : `没有${states[state]}的变更`}>
              企业在自己的档案里申报后，出现在这里。
            </EmptyState>
          )}
          {list.data?.items.map((item) => (
            <ChangeCard key={item.id} change={item} named />
          ))}
          {list.data?.nextCursor && (
            <footer>
              <button
                type="button"
                className="ag-link"
                onClick={() => change({ cursor: list.data?.nextCursor ?? undefined })}
              >
                下一页
              </button>
            </footer>
          )}
        </Sheet>
        <Sheet title="说法不一的信息" meta={disputes.data ? `${count(disputes.data.total)} 项` : undefined}>
          {disputes.error && <ProblemPanel error={disputes.error} retry={() => void disputes.refetch()} />}
          {!disputes.data && !disputes.error && <Waiting />}
          {disputes.data?.items.length === 0 && <EmptyState icon="tick" title="没有矛盾的信息" />}
          {disputes.data?.items.map((dispute) => (
            <div key={dispute.id} className="ag-todo">
              <To to={`/enterprises/${dispute.enterpriseId}`}>{dispute.enterpriseName}</To>
              <span className="ag-soft">
                {dispute.label}：{String(dispute.present ?? '空')} ／ {String(dispute.claimed ?? '空')}
              </span>
            </div>
          ))}
        </Sheet>
      </div>
    </div>
  )
}

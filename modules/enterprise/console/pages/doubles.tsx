import { Segmented } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { DoublePage } from '../doubles-api.ts'
import { PairSheet } from '../parts/pair-sheet.tsx'
import '../doubles.css'

type Verdict = 'open' | 'different'

/** Enterprises that may be on the books twice, pair by pair: made one, or told apart for good. */
export function DoublesPage() {
  const { search, change } = useAddress()
  const verdict: Verdict = search.verdict === 'different' ? 'different' : 'open'
  const list = useRead<DoublePage>(`/enterprise-doubles${queryString({ verdict, cursor: search.cursor, limit: 20 })}`, {
    keep: true,
    staleTime: 0,
  })
  const pairs = list.data?.items
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>按名称、地址、位置、电话和法定代表人比对，两家一对，最像的在前。</span>
            {(list.data?.due ?? 0) > 0 && <span>另有 {count(list.data?.due)} 家新登记或改动过，稍后比对。</span>}
          </>
        }
        acts={
          <Segmented<Verdict>
            aria-label="看哪些"
            value={verdict}
            options={[
              { value: 'open', label: '待认定' },
              { value: 'different', label: '不是同一家' },
            ]}
            onChange={(next) => change({ verdict: next === 'open' ? undefined : next, cursor: undefined })}
          />
        }
      >
        {sentence(verdict, list.data?.total)}
      </PageHead>
      {list.error && <ProblemPanel error={list.error} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <Waiting lines={6} />}
      <div className="ag-stack">
        {pairs?.length === 0 && (
          <Sheet>
            <EmptyState icon="tick" title={verdict === 'open' ? '没有要认定的' : '还没有认定过'}>
              {verdict === 'open'
                ? '每晚全库比对一遍，登记和导入之后也会比对。'
                : '在「待认定」里说过不是同一家的，列在这里，可以撤回。'}
            </EmptyState>
          </Sheet>
        )}
        {pairs?.map((pair) => (
          <PairSheet key={pair.members.map(({ id }) => id).join()} pair={pair} />
        ))}
        {list.data?.nextCursor && (
          <button
            type="button"
            className="ag-link"
            onClick={() => change({ cursor: list.data?.nextCursor ?? undefined })}
          >
            下一页
          </button>
        )}
      </div>
    </div>
  )
}

function sentence(verdict: Verdict, total: number | undefined): string {
  if (total === undefined) return '疑似重复登记的企业'
  if (verdict === 'different') return `${count(total)} 对认定不是同一家`
  return total === 0 ? '没有疑似重复的企业' : `${count(total)} 对企业可能重复登记`
}

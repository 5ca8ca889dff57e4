import { Button } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type OtherPenalty, otherPenalties } from '../../model/codes.ts'
import { yuanWords } from '../../model/words.ts'
import { type Published, usePublished } from '../api.ts'
import '../penalty.css'

/** Penalty decisions for everybody to read; nobody signs in. */
export function PublicPenaltiesPage() {
  const { search, change } = useAddress()
  const read = usePublished(search.q, search.cursor)
  useTitle('行政处罚公示')
  return (
    <main className="ag-pen-public">
      <h1>行政处罚公示</h1>
      <p className="ag-soft">
        依据安全生产法第七十八条公示应急管理部门作出的安全生产行政处罚决定。个人不显示姓名；决定被撤销的三个工作日内撤回。
      </p>
      <SearchBox
        label="单位名称或文号"
        placeholder="单位名称或文号"
        width={320}
        text={search.q ?? ''}
        onSearch={(q) => change({ q: q || undefined, cursor: undefined })}
      />
      {read.error && !read.data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={6} />}
      {read.data && (
        <Sheet title="处罚决定" meta={`共 ${count(read.data.total)} 件`}>
          {read.data.items.length === 0 && (
            <EmptyState title={search.q ? '没有找到' : '现在没有公示的处罚'}>
              {search.q ? '换一个单位名称或文号再找。' : '作出处罚决定七个工作日内公示。'}
            </EmptyState>
          )}
          {read.data.items.map((one) => (
            <Decision key={one.id} one={one} />
          ))}
        </Sheet>
      )}
      {read.data?.nextCursor && (
        <Button onClick={() => change({ cursor: read.data?.nextCursor ?? undefined })}>往后看</Button>
      )}
      {search.cursor && <Button onClick={() => change({ cursor: undefined })}>回到最新的</Button>}
    </main>
  )
}

function Decision({ one }: { one: Published }) {
  const others = one.others.map((other) => otherPenalties[other as OtherPenalty]).join('、')
  const punished = [one.fine > 0 ? `罚款 ${yuanWords(one.fine)}` : '', others].filter(Boolean).join('，') || '警告'
  return (
    <article className="ag-pen-one">
      <strong>{one.party}</strong>
      <span>{one.facts}</span>
      <span>
        {punished}
        {one.basis && `（${one.basis}）`}
      </span>
      <span className="ag-meta">
        {one.decisionNo}；{one.decidedOn} 决定；{one.agencyArea}；{one.publishedOn} 公示
      </span>
    </article>
  )
}

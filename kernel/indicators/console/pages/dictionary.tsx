import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { type Indicator, useDictionary } from '../api.ts'
import { kindWords } from '../words.ts'
import '../figures.css'

const columns: readonly Column<Indicator>[] = [
  {
    key: 'name',
    head: '指标',
    lead: true,
    width: 180,
    cell: ({ code, name }) => <To to={`/indicators/${code}`}>{name}</To>,
  },
  {
    key: 'definition',
    head: '数的是什么',
    roomy: true,
    cell: ({ definition }) => <span className="ag-definition">{definition}</span>,
  },
  { key: 'unit', head: '单位', roomy: true, cell: ({ unit }) => unit },
  { key: 'kind', head: '怎么算', wide: true, cell: ({ kind }) => <span className="ag-nowrap">{kindWords[kind]}</span> },
  {
    key: 'partitions',
    head: '分法',
    wide: true,
    cell: ({ partitions }) => partitions.map(({ title }) => title).join('、'),
  },
  { key: 'owner', head: '口径负责', wide: true, cell: ({ owner }) => <span className="ag-nowrap">{owner}</span> },
  {
    key: 'from',
    head: '启用',
    wide: true,
    cell: ({ from, until }) => (
      <span className="ag-nowrap">
        {day(from)}
        {until && ` 至 ${day(until)}`}
      </span>
    ),
  },
]

/** Every indicator one may read: what it counts, how it is parted, and who answers for it. */
export function DictionaryPage() {
  const { search, change } = useAddress()
  const read = useDictionary()
  const text = search.q ?? ''
  const all = read.data?.items
  const shown = all?.filter((one) => matches(one, text))
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>每个数在全平台只有一种算法。点名称看数、看各部分、看明细。</span>
            <To to="/indicator-checks">数自洽：各分法的合计与总数</To>
          </>
        }
      >
        {all ? `指标字典：您能看的指标 ${all.length} 个` : '指标字典'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          key={text}
          label="搜索指标"
          placeholder="名称、定义、编号、负责"
          width={260}
          text={text}
          onSearch={(q) => change({ q })}
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption="指标"
          columns={columns}
          rows={shown}
          rowKey={({ code }) => code}
          under={({ definition, unit }) => `${definition}单位：${unit}`}
          empty={
            <EmptyState title="没有这样的指标">
              没有名称、定义或编号里有「{text}」的。
              <button type="button" className="ag-link" onClick={() => change({ q: undefined })}>
                清空搜索
              </button>
            </EmptyState>
          }
        />
      )}
    </div>
  )
}

const matches = ({ name, definition, code, owner }: Indicator, text: string) =>
  text
    .trim()
    .split(/\s+/)
    .every((word) => [name, definition, code, owner].some((field) => field.includes(word)))

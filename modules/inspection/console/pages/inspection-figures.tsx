import { FigureTable, type Measure, sumOf } from '#kernel/cases/console/parts/figure-table.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { DayRange } from '#kernel/ui/day-range.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type OfficeFigure, useInspectionFigures } from '../on-site-api.ts'

type Row = OfficeFigure & { key: string; title: string }

const measures: readonly Measure<Row>[] = [
  { key: 'visited', head: '检查 家次', more: { result: 'visited' } },
  { key: 'clean', head: '未发现问题', more: { result: 'clean' } },
  { key: 'ordered', head: '责令整改', more: { result: 'ordered' } },
  { key: 'reinspected', head: '已复查', more: { result: 'reinspected' } },
]

/** Visits and what came of them by the office that inspected; every figure opens its rows. */
export function InspectionFiguresPage() {
  const { search, change } = useAddress()
  const { visitedFrom, visitedTo } = search
  const read = useInspectionFigures({ visitedFrom, visitedTo })
  const rows = read.data?.items.map((row) => ({ ...row, key: row.office, title: row.officeName }))
  const all = sumOf(rows ?? [], measures)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/inspections">执法检查</To>}
        meta={
          read.data && (
            <>
              <span>截至 {time(read.data.asOf)}</span>
              <span>按检查的机关分：市、县和镇街各算各的</span>
            </>
          )
        }
      >
        {rows ? `检查 ${count(all.visited)} 家次，责令整改 ${count(all.ordered)} 份` : '执法检查统计'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <DayRange
          label="检查日期"
          from={visitedFrom}
          to={visitedTo}
          onChange={(patch) =>
            change({
              ...('from' in patch ? { visitedFrom: patch.from } : {}),
              ...('to' in patch ? { visitedTo: patch.to } : {}),
            })
          }
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <FigureTable
          caption="执法检查按机关"
          head="检查的机关"
          rows={rows}
          measures={measures}
          list="/inspections"
          counted={{ open: 'false', visitedFrom, visitedTo }}
          rowsOf={(office) => ({ office })}
          rate={{ head: '责令整改占', cell: ({ visited, ordered }) => percent(ordered, visited) }}
          refreshing={read.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState title="这段时间没有检查">换个日期再看。</EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type FieldGrade, fieldGrades } from '../../model/grade.ts'

interface GradeFigure {
  gridCode: string
  gridName: string
  onSite: number
  delayed: number
  backFilled: number
  total: number
}

interface FieldRecord {
  id: string
  aboutPath: string
  aboutId: string | null
  aboutTitle: string
  objectName: string | null
  personName: string
  gridName: string
  doneAt: string
  receivedAt: string
  distanceM: number | null
  grade: FieldGrade
  gradeTitle: string
  reasons: string[]
}

const filters = [
  {
    key: 'grade',
    label: '评级',
    options: Object.entries(fieldGrades).map(([value, label]) => ({ value, label })),
  },
]

/** How many records were made on site, where, and those that were not with the reason (现场实录). */
export function FieldRecordsPage() {
  const { search, change } = useAddress()
  const figures = useRead<{ items: GradeFigure[]; total: GradeFigure; asOf: string }>(
    `/field-records/figures${queryString({ grid: search.grid })}`,
  )
  const wanted = { grid: search.grid, grade: search.grade }
  const list = useRead<{ items: FieldRecord[]; nextCursor: string | null; total: number }>(
    `/field-records${queryString({ ...wanted, cursor: search.cursor })}`,
    { keep: true },
  )
  const trail = cursorTrail(`field-records${queryString(wanted)}`, search)
  const total = figures.data?.total
  const turn = { cursor: undefined, page: undefined }
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>今年用设备记下的；按平台校时、定位和照片比对，判为现场、滞后或补录</span>
            {figures.data && <span>{time(figures.data.asOf)} 的数</span>}
          </>
        }
      >
        {total
          ? total.total > 0
            ? `${count(total.total)} 条现场实录，${percent(total.onSite, total.total)} 在现场`
            : '现场实录'
          : '现场实录'}
      </PageHead>
      {figures.error && !figures.data ? (
        <ProblemPanel error={figures.error} retry={() => void figures.refetch()} />
      ) : (
        (figures.data?.items.length ?? 0) > 1 && (
          <DataTable
            caption="各网格的现场记录"
            columns={GRIDS}
            rows={figures.data && [...figures.data.items, { ...figures.data.total, gridCode: '', gridName: '合计' }]}
            rowKey={({ gridCode }) => gridCode}
            empty={null}
          />
        )
      )}
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, ...turn })}
          onClear={() => change({ grade: undefined, ...turn })}
        />
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="现场实录"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          under={({ reasons, gridName }) => [gridName, ...reasons].join(' · ')}
          empty={
            <Sheet>
              <EmptyState title="还没有现场实录">
                用安网现场（/field/）记下的走访、检查和上报，在这里看得到是不是在现场记的。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

const GRIDS: readonly Column<GradeFigure>[] = [
  {
    key: 'grid',
    head: '网格',
    lead: true,
    cell: ({ gridCode, gridName }) =>
      gridCode ? (
        <To to="/field-records" search={{ grid: gridCode }}>
          {gridName}
        </To>
      ) : (
        <b>{gridName}</b>
      ),
  },
  { key: 'on-site', head: '现场', align: 'right', width: 90, cell: ({ onSite }) => count(onSite) },
  { key: 'delayed', head: '滞后', align: 'right', width: 90, cell: ({ delayed }) => count(delayed) },
  { key: 'back-filled', head: '补录', align: 'right', width: 90, cell: ({ backFilled }) => count(backFilled) },
  {
    key: 'share',
    head: '现场占比',
    align: 'right',
    width: 100,
    cell: ({ onSite, total }) => percent(onSite, total),
  },
]

const KINDS: Record<FieldGrade, StatusKind> = { 'on-site': 'done', delayed: 'waiting', 'back-filled': 'late' }

const COLUMNS: readonly Column<FieldRecord>[] = [
  {
    key: 'what',
    head: '办了什么，对谁',
    lead: true,
    cell: ({ aboutTitle, objectName, aboutPath, aboutId }) => (
      <To to={placeOf(aboutPath, aboutId)}>{[aboutTitle, objectName].filter(Boolean).join('　')}</To>
    ),
  },
  { key: 'who', head: '谁', width: 96, cell: ({ personName }) => personName },
  { key: 'when', head: '什么时候', width: 120, cell: ({ doneAt }) => time(doneAt) },
  { key: 'grid', head: '网格', width: 160, wide: true, cell: ({ gridName }) => gridName },
  {
    key: 'grade',
    head: '评级',
    width: 92,
    cell: ({ grade, gradeTitle }) => <StatusMark kind={KINDS[grade]}>{gradeTitle}</StatusMark>,
  },
  { key: 'why', head: '为什么', wide: true, cell: ({ reasons }) => reasons.join('；') || '—' },
  {
    key: 'distance',
    head: '离对象 米',
    align: 'right',
    width: 96,
    wide: true,
    cell: ({ distanceM }) => (distanceM === null ? '—' : count(distanceM)),
  },
  { key: 'received', head: '送到', width: 110, wide: true, cell: ({ receivedAt }) => time(receivedAt) },
]

/** The page of what a record is about: interfaces and pages go by the same names. */
function placeOf(path: string, id: string | null): string {
  const room = path.split('/')[3] ?? ''
  return id ? `/${room}/${id}` : `/${room}`
}

import { useMay } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { DayRange } from '#kernel/ui/day-range.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { type Filter, FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type FieldGrade, fieldGrades } from '../../model/grade.ts'
import { GradeMark } from '../parts/grade-mark.tsx'
import '../field-records.css'

interface Shares {
  onSite: number
  delayed: number
  backFilled: number
  total: number
}

interface GradeFigure extends Shares {
  gridCode: string
  gridName: string
}

interface MonthFigure extends Shares {
  month: string
}

interface Figures {
  items: GradeFigure[]
  months: MonthFigure[]
  total: GradeFigure
  from: string
  to: string
  asOf: string
}

interface Choice {
  value: string
  name: string
  n: number
}

interface Choices {
  kinds: Choice[]
  people: Choice[]
  devices: Choice[]
}

interface FieldRecord {
  id: string
  aboutPath: string
  aboutId: string | null
  aboutTitle: string
  objectName: string | null
  personName: string
  deviceId: string
  gridName: string
  doneAt: string
  receivedAt: string
  distanceM: number | null
  grade: FieldGrade
  reasons: string[]
}

/** What the figures go by; a grade or a case narrows the list alone. */
const SPAN = ['grid', 'kind', 'personId', 'deviceId', 'from', 'to'] as const
const KEYS = [...SPAN, 'grade', 'aboutId'] as const

const pick = (search: Search, keys: readonly string[]): Search =>
  Object.fromEntries(keys.map((key) => [key, search[key]]))

const optionsOf = (choices: readonly Choice[] | undefined, words = (one: Choice) => one.name) =>
  (choices ?? []).map((one) => ({ value: one.value, label: `${words(one)}（${count(one.n)}）` }))

/** The grids right below the one that is looked at, and that one itself. */
const gridOptions = (figures: Figures | undefined, chosen: string | undefined) =>
  optionsOf(
    [...(chosen && figures ? [figures.total] : []), ...(figures?.items ?? [])]
      .filter(({ gridCode }, at, all) => all.findIndex((one) => one.gridCode === gridCode) === at)
      .map(({ gridCode, gridName, total }) => ({ value: gridCode, name: gridName, n: total })),
  )

const filtersOf = (choices: Choices | undefined, grids: Filter['options']): Filter[] => [
  { key: 'grid', label: '网格', options: grids },
  {
    key: 'grade',
    label: '评级',
    options: Object.entries(fieldGrades).map(([value, label]) => ({ value, label })),
  },
  { key: 'kind', label: '办了什么', options: optionsOf(choices?.kinds) },
  { key: 'personId', label: '谁', options: optionsOf(choices?.people) },
  {
    key: 'deviceId',
    label: '设备',
    options: optionsOf(choices?.devices, ({ value, name }) => `${deviceWords(value)} ${name}`),
  },
]

/** A device as the phone itself names it: the end of its number. */
const deviceWords = (id: string): string => id.slice(-4).toUpperCase()

/** How many records were made on site, where and when, and those that were not with the reason (现场实录). */
export function FieldRecordsPage() {
  const { search, change } = useAddress()
  const may = useMay()
  const figures = useRead<Figures>(`/field-records/figures${queryString(pick(search, SPAN))}`, { keep: true })
  const choices = useRead<Choices>(`/field-records/choices${queryString(pick(search, ['grid', 'from', 'to']))}`, {
    keep: true,
  })
  const wanted = pick(search, KEYS)
  const list = useRead<{ items: FieldRecord[]; nextCursor: string | null; total: number }>(
    `/field-records${queryString({ ...wanted, cursor: search.cursor })}`,
    { keep: true },
  )
  const trail = cursorTrail(`field-records${queryString(wanted)}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const total = figures.data?.total
  // A figure opens the rows of its own days, those of this year where nobody chose any.
  const spanned = { ...search, from: figures.data?.from, to: figures.data?.to }
  const isNarrowed = KEYS.some((key) => search[key])
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>用设备记下的；按平台校时、定位和照片比对，判为现场、滞后或补录</span>
            {figures.data && (
              <span>
                {figures.data.from} 至 {figures.data.to} 送到的，{time(figures.data.asOf)} 的数
              </span>
            )}
          </>
        }
      >
        {total && total.total > 0
          ? `${count(total.total)} 条现场实录，${percent(total.onSite, total.total)} 在现场`
          : '现场实录'}
      </PageHead>
      {figures.error && !figures.data ? (
        <ProblemPanel error={figures.error} retry={() => void figures.refetch()} />
      ) : (
        <div className="ag-field-figures">
          {(figures.data?.items.length ?? 0) > 1 && (
            <DataTable
              caption="各网格的现场记录"
              columns={gridColumns(spanned)}
              rows={figures.data && [...figures.data.items, { ...figures.data.total, gridCode: '', gridName: '合计' }]}
              rowKey={({ gridCode }) => gridCode}
              empty={null}
            />
          )}
          {(figures.data?.months.length ?? 0) > 1 && (
            <DataTable
              caption="各月的现场记录"
              columns={monthColumns(spanned)}
              rows={figures.data?.months}
              rowKey={({ month }) => month}
              empty={null}
            />
          )}
        </div>
      )}
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={filtersOf(choices.data, gridOptions(figures.data, search.grid))}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(Object.fromEntries(KEYS.map((key) => [key, undefined])))}
        />
        <DayRange label="送到" from={search.from} to={search.to} onChange={narrow} />
        {search.aboutId && (
          <button type="button" className="ag-link" onClick={() => narrow({ aboutId: undefined })}>
            只看一件办件的，看全部
          </button>
        )}
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {list.data ? `${count(list.data.total)} 条` : '正在数…'}
        </span>
        {may('field.export') && (
          <ExportButton
            size="small"
            bare
            path={(format) => `/field-records/export${queryString({ ...wanted, format })}`}
          />
        )}
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
          under={({ personName, doneAt, gridName, reasons }) =>
            [personName, time(doneAt), gridName, ...reasons].join(' · ')
          }
          empty={
            <Sheet>
              {isNarrowed ? (
                <EmptyState title="没有符合条件的现场实录">换一个筛选，或清空。</EmptyState>
              ) : (
                <EmptyState title="还没有现场实录">
                  用安网现场（/field/）记下的走访、检查和上报，在这里看得到是不是在现场记的。
                </EmptyState>
              )}
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

/** A count that opens its rows; nothing is no way. */
const Opens = ({ n, search }: { n: number; search: Search }) =>
  n > 0 ? (
    <To to="/field-records" search={search}>
      {count(n)}
    </To>
  ) : (
    <span>{count(n)}</span>
  )

/** Counts of each grade and the share on site; every count opens its rows. */
const shareColumns = <Row extends Shares>(rowsOf: (row: Row) => Search): Column<Row>[] => [
  ...(
    [
      ['on-site', 'onSite'],
      ['delayed', 'delayed'],
      ['back-filled', 'backFilled'],
    ] as const
  ).map(([grade, key]) => ({
    ...{ key, head: fieldGrades[grade], align: 'right' as const, width: 80 },
    cell: (row: Row) => <Opens n={row[key]} search={{ ...rowsOf(row), grade }} />,
  })),
  {
    ...{ key: 'share', head: '现场占比', align: 'right', width: 96 },
    cell: ({ onSite, total }) => percent(onSite, total),
  },
]

/** What the list keeps of a search when a figure opens its rows. */
const kept = (search: Search): Search => pick(search, SPAN)

const gridColumns = (search: Search): readonly Column<GradeFigure>[] => {
  const rowsOf = ({ gridCode }: GradeFigure) => ({ ...kept(search), ...(gridCode ? { grid: gridCode } : {}) })
  return [
    {
      key: 'grid',
      head: '网格',
      lead: true,
      cell: (row) =>
        row.gridCode ? (
          <To to="/field-records" search={rowsOf(row)}>
            {row.gridName}
          </To>
        ) : (
          <b>{row.gridName}</b>
        ),
    },
    ...shareColumns(rowsOf),
  ]
}

const monthColumns = (search: Search): readonly Column<MonthFigure>[] => {
  const rowsOf = ({ month }: MonthFigure) => ({ ...kept(search), ...daysOf(month, search) })
  return [
    {
      key: 'month',
      head: '月份',
      lead: true,
      cell: (row) => (
        <To to="/field-records" search={rowsOf(row)}>
          {row.month}
        </To>
      ),
    },
    ...shareColumns(rowsOf),
  ]
}

/** The days of a month, within those that are asked for. */
function daysOf(month: string, { from, to }: Search): Search {
  const [year = 0, of = 0] = month.split('-').map(Number)
  const last = `${month}-${String(new Date(Date.UTC(year, of, 0)).getUTCDate()).padStart(2, '0')}`
  const first = `${month}-01`
  return { from: from && from > first ? from : first, to: to && to < last ? to : last }
}

const COLUMNS: readonly Column<FieldRecord>[] = [
  {
    key: 'what',
    head: '办了什么，对谁',
    lead: true,
    cell: ({ aboutTitle, objectName, aboutPath, aboutId }) => (
      <To to={placeOf(aboutPath, aboutId)}>{[aboutTitle, objectName].filter(Boolean).join('　')}</To>
    ),
  },
  { key: 'who', head: '谁', width: 96, roomy: true, cell: ({ personName }) => personName },
  { key: 'when', head: '什么时候', width: 120, roomy: true, cell: ({ doneAt }) => time(doneAt) },
  { key: 'grid', head: '网格', width: 160, wide: true, cell: ({ gridName }) => gridName },
  {
    key: 'grade',
    head: '评级',
    width: 92,
    cell: ({ grade }) => <GradeMark grade={grade} />,
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
  { key: 'device', head: '设备', width: 72, wide: true, cell: ({ deviceId }) => deviceWords(deviceId) },
  { key: 'received', head: '送到', width: 110, wide: true, cell: ({ receivedAt }) => time(receivedAt) },
]

/** The page of what a record is about: interfaces and pages go by the same names. */
function placeOf(path: string, id: string | null): string {
  const room = path.split('/')[3] ?? ''
  return id ? `/${room}/${id}` : `/${room}`
}

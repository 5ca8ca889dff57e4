import { useNavigate } from '@tanstack/react-router'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { GradesMark } from '#kernel/sync/console/parts/grade-mark.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day, time } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { flags, patrolLevels } from '../../model/codes.ts'
import { type PatrolLine, usePatrols } from '../api.ts'
import { FlagList } from '../parts/flag-list.tsx'
import '../patrol.css'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

const FILTERS = [
  { key: 'mine', label: '谁的', options: [{ value: 'true', label: '我登记的' }] },
  { key: 'level', label: '哪一级', options: options(patrolLevels) },
  {
    key: 'findings',
    label: '发现',
    options: [
      { value: 'true', label: '发现了问题' },
      { value: 'false', label: '没有发现问题' },
    ],
  },
  { key: 'flag', label: '提示', options: [{ value: 'any', label: '有提示的' }, ...options(flags)] },
]
const KEYS = ['grid', 'objectId', 'mine', 'level', 'findings', 'flag', 'from', 'to'] as const

/** Visits of the chosen grid, the newest first. */
export function PatrolRecordsPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const wanted = Object.fromEntries(KEYS.map((key) => [key, search[key]]))
  const list = usePatrols({ ...wanted, cursor: search.cursor })
  const trail = cursorTrail(`patrols${queryString(wanted)}`, search)
  const about = search.objectId ? list.data?.items[0]?.objectName : undefined
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/patrols">巡查</To>}
        meta={
          <>
            <span>巡查不是执法检查，不计入检查次数</span>
            {(search.from || search.to) && (
              <span>
                {day(search.from)} 至 {day(search.to)}
              </span>
            )}
          </>
        }
      >
        {about ?? ''}
        {list.data ? `巡查 ${count(list.data.total)} 次` : '巡查记录'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={FILTERS}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, cursor: undefined, page: undefined })}
          onClear={() =>
            change({
              ...Object.fromEntries(FILTERS.map(({ key }) => [key, undefined])),
              cursor: undefined,
              page: undefined,
            })
          }
        />
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="巡查记录"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={({ id }) => void navigate({ to: `/patrols/${id}` })}
          empty={
            <Sheet>
              <EmptyState title="没有这样的巡查" acts={<To to="/patrols">看待巡查</To>}>
                换一个筛选，或登记一次走访。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

const minutes = ({ startedAt, endedAt }: PatrolLine): number =>
  Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)

const COLUMNS: readonly Column<PatrolLine>[] = [
  {
    key: 'object',
    head: '对象',
    lead: true,
    cell: (row) => (
      <span className="ag-ellipsis" title={row.objectName}>
        <To to={`/patrols/${row.id}`}>{row.objectName}</To>
        {row.withdrawn && <span className="ag-kind">已撤回</span>}
      </span>
    ),
  },
  { key: 'at', head: '到达', width: 112, cell: (row) => <span className="ag-nowrap">{time(row.startedAt)}</span> },
  { key: 'stay', head: '停留 分钟', width: 84, align: 'right', wide: true, cell: (row) => count(minutes(row)) },
  {
    key: 'officer',
    head: '巡查人',
    width: 90,
    wide: true,
    cell: (row) => (
      <span className="ag-nowrap" title={`${row.bodyName} ${row.seatTitle}`}>
        {row.officer}
      </span>
    ),
  },
  { key: 'grid', head: '网格', width: 130, wide: true, cell: (row) => row.gridName },
  { key: 'items', head: '检查 项', width: 72, align: 'right', wide: true, cell: (row) => count(row.items) },
  { key: 'findings', head: '发现 处', width: 72, align: 'right', cell: (row) => count(row.findings) },
  {
    key: 'distance',
    head: '打卡距离',
    width: 90,
    align: 'right',
    wide: true,
    cell: (row) => (row.distanceM === null ? '—' : distanceWords(row.distanceM)),
  },
  { key: 'grades', head: '现场实录', width: 92, cell: ({ grades }) => <GradesMark grades={grades} /> },
  { key: 'flags', head: '提示', wide: true, cell: (row) => <FlagList flags={row.flags} /> },
]

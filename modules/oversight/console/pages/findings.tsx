import { useNavigate } from '@tanstack/react-router'
import { Short } from '#kernel/cases/console/parts/case-columns.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { checkPoints, findingStates, OTHER_POINT } from '../../model/codes.ts'
import { type FindingLine, useFindings } from '../api.ts'
import { FindingState } from '../parts/finding-list.tsx'
import '#kernel/cases/console/list.css'
import '../oversight.css'

/** What findings can be narrowed by. */
export const FINDING_FILTERS = [
  {
    key: 'itemCode',
    label: '检查项',
    options: [...checkPoints, { code: OTHER_POINT, name: '其他' }].map(({ code, name }) => ({
      value: code,
      label: name,
    })),
  },
  {
    key: 'state',
    label: '情况',
    options: Object.entries(findingStates).map(([value, label]) => ({ value, label: label as string })),
  },
  { key: 'left', label: '整改', options: [{ value: 'true', label: '没有整改好' }] },
  { key: 'late', label: '期限', options: [{ value: 'true', label: '逾期' }] },
  { key: 'repeated', label: '重复', options: [{ value: 'true', label: '重复查出' }] },
]
const KEYS = ['grid', 'own', 'itemCode', 'state', 'left', 'late', 'repeated', 'foundFrom', 'foundTo'] as const

/** Findings of all inspections, one a row, what is still to be put right and due first on top. */
export function FindingsPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const wanted = Object.fromEntries(KEYS.map((key) => [key, search[key]]))
  const list = useFindings({ ...wanted, cursor: search.cursor })
  const trail = cursorTrail(`oversight-findings${queryString(wanted)}`, search)
  const turn = { cursor: undefined, page: undefined }
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/oversight">督导检查</To>}
        meta={
          <>
            <span>重复：同一网格同一项一年内又查出来（平台口径，未经核实）</span>
            {(search.foundFrom || search.foundTo) && (
              <span>
                {day(search.foundFrom)} 至 {day(search.foundTo)} 查出
              </span>
            )}
          </>
        }
        acts={<To to="/oversight/figures">统计</To>}
      >
        {list.data ? `督导检查查出的问题 ${count(list.data.total)} 条` : '督导检查查出的问题'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={FINDING_FILTERS}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, ...turn })}
          onClear={() => change({ ...Object.fromEntries(FINDING_FILTERS.map(({ key }) => [key, undefined])), ...turn })}
        />
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="督导检查查出的问题"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ id, no }) => `${id}.${no}`}
          refreshing={list.isPlaceholderData}
          onOpen={({ id }) => void navigate({ to: `/oversight/${id}` })}
          under={({ subject, itemName, dueOn }) => `${subject} · ${itemName} · ${day(dueOn)} 前`}
          empty={
            <Sheet>
              <EmptyState title="没有这样的问题" acts={<To to="/oversight">看督导检查</To>}>
                换一个筛选，或等检查登记了结果再看。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

const COLUMNS: readonly Column<FindingLine>[] = [
  {
    key: 'text',
    head: '问题',
    lead: true,
    cell: ({ id, text, repeated }) => (
      <span className="ag-case-lead">
        <span className="ag-ellipsis" title={text}>
          <To to={`/oversight/${id}`}>{text}</To>
        </span>
        {repeated && <span className="ag-kind">重复</span>}
      </span>
    ),
  },
  { key: 'item', head: '检查项', width: 120, wide: true, cell: ({ itemName }) => itemName },
  {
    key: 'subject',
    head: '被检查单位',
    width: 190,
    wide: true,
    cell: ({ subject }) => <Short text={subject} most={182} />,
  },
  { key: 'grid', head: '网格', width: 110, wide: true, cell: ({ gridName }) => <Short text={gridName} most={104} /> },
  { key: 'found', head: '查出', width: 104, wide: true, cell: ({ foundOn }) => day(foundOn) },
  { key: 'state', head: '情况', width: 92, cell: (row) => <FindingState {...row} /> },
  { key: 'due', head: '期限', width: 104, align: 'right', roomy: true, cell: ({ dueOn }) => day(dueOn) },
]

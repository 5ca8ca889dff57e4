import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { type Check, useChecks } from '../api.ts'
import { AddForm } from '../parts/check-forms.tsx'
import { checkFilters, ranks, standingWords } from '../words.ts'
import '../check-item.css'

const KEYS = [
  'q',
  'industry',
  'category',
  'audience',
  'rank',
  'place',
  'standing',
  'verified',
  'template',
  'on',
] as const

/** The library of checks, as it holds on a day: to find one, to take it out, and for those who keep it to add one. */
export function CheckItemsPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const wanted = Object.fromEntries(KEYS.map((key) => [key, search[key]]))
  const list = useChecks({ ...wanted, cursor: search.cursor })
  const trail = cursorTrail(`check-items${queryString(wanted)}`, search)
  const turn = { cursor: undefined, page: undefined }
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>{search.on ? `${search.on} 适用的` : '今天适用的'}；发布后只改错字，意思变了就停用、另立</span>
            {search.template && <span>模板 {search.template} 里的</span>}
          </>
        }
        acts={
          <>
            <To to="/check-templates">
              <Button icon={<Icon name="table" />}>检查模板</Button>
            </To>
            <ExportButton path={(format) => `/check-items/export${queryString({ ...wanted, format })}`} />
            {may('check-item.maintain') && (
              <>
                <To to="/check-items/import">
                  <Button icon={<Icon name="inbound" />}>导入</Button>
                </To>
                <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
                  新增
                </Button>
              </>
            )}
          </>
        }
      >
        {list.data ? `检查项 ${count(list.data.total)} 项` : '检查项'}
      </PageHead>
      <search className="ag-bar ag-check-bar" aria-label="筛选">
        <SearchBox
          key={search.q ?? ''}
          label="搜检查项"
          placeholder="内容、依据或编码"
          width={220}
          text={search.q ?? ''}
          onSearch={(q) => change({ q, ...turn })}
        />
        <FilterChips
          filters={checkFilters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, ...turn })}
          onClear={() => change({ ...Object.fromEntries(checkFilters.map(({ key }) => [key, undefined])), ...turn })}
        />
        <label className="ag-row ag-nowrap" htmlFor="check-on">
          哪一天
          <DayInput
            id="check-on"
            size="small"
            value={search.on ?? ''}
            onChange={(day) => change({ on: day || undefined, ...turn })}
          />
        </label>
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="检查项"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ code }) => code}
          refreshing={list.isPlaceholderData}
          onOpen={({ code }) => void navigate({ to: `/check-items/${code}` })}
          under={({ code, industryName, gridName, rank }) =>
            [industryName, code, gridName, rank === 'major' && '重大'].filter(Boolean).join(' · ')
          }
          empty={
            <Sheet>
              <EmptyState title="没有这样的检查项">换一个词、去掉一个筛选，或看「已停用」的。</EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer open={adding} onClose={() => setAdding(false)} size={720} destroyOnHidden title="新增本地检查项">
        <AddForm onDone={(code) => void navigate({ to: `/check-items/${code}` })} />
      </Drawer>
    </div>
  )
}

const COLUMNS: readonly Column<Check>[] = [
  {
    key: 'question',
    head: '检查内容',
    lead: true,
    width: '30%',
    cell: ({ code, question }) => <To to={`/check-items/${code}`}>{question}</To>,
  },
  { key: 'code', head: '编码', width: 168, roomy: true, cell: ({ code }) => <span className="ag-nowrap">{code}</span> },
  { key: 'industry', head: '行业', width: 92, roomy: true, cell: ({ industryName }) => industryName },
  {
    key: 'category',
    head: '类别',
    width: 150,
    wide: true,
    cell: ({ category, categoryName }) => `${category} ${categoryName}`,
  },
  {
    key: 'rank',
    head: '等级',
    width: 64,
    roomy: true,
    cell: ({ rank }) => (rank === 'major' ? <span className="ag-warn">{ranks.major}</span> : ranks.ordinary),
  },
  {
    key: 'basis',
    head: '依据',
    width: '20%',
    wide: true,
    cell: ({ basis, verified }) => (
      <>
        {basis} {!verified && <span className="ag-kind">未经核实</span>}
      </>
    ),
  },
  { key: 'place', head: '范围', width: 84, wide: true, cell: ({ gridName }) => gridName ?? '全平台' },
  {
    key: 'standing',
    head: '状态',
    width: 120,
    roomy: true,
    cell: (row) => {
      const { kind, words } = standingWords(row)
      return <StatusMark kind={kind}>{words}</StatusMark>
    },
  },
]

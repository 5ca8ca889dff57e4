import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { checkLevels } from '#standards/check-item/check-item.ts'
import { type Template, useTemplates } from '../api.ts'
import { standingWords, templateFilters } from '../words.ts'
import '../check-item.css'

const KEYS = ['q', 'industry', 'level', 'place', 'standing', 'on'] as const
const FILTERS = templateFilters(checkLevels)

/** Templates by industry and occasion; for those who keep them, the way to a new one. */
export function CheckTemplatesPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const may = useMay()
  const list = useTemplates(Object.fromEntries(KEYS.map((key) => [key, search[key]])))
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/check-items">检查项</To>}
        meta="检查、巡查和自查按模板列出检查项；改动从写明的一天起用，以前做的不变"
        acts={
          may('check-item.maintain') && (
            <To to="/check-templates/new">
              <Button type="primary" icon={<Icon name="plus" />}>
                新增模板
              </Button>
            </To>
          )
        }
      >
        {list.data ? `检查模板 ${count(list.data.total)} 个` : '检查模板'}
      </PageHead>
      <search className="ag-bar ag-check-bar" aria-label="筛选">
        <SearchBox
          key={search.q ?? ''}
          label="搜模板"
          placeholder="名称或编码"
          width={200}
          text={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
        <FilterChips
          filters={FILTERS}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={() => change(Object.fromEntries(FILTERS.map(({ key }) => [key, undefined])))}
        />
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="检查模板"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ code }) => code}
          refreshing={list.isPlaceholderData}
          onOpen={({ code }) => void navigate({ to: `/check-templates/${code}` })}
          under={({ levelName, itemCodes, gridName }) =>
            [levelName, `${itemCodes.length} 项`, gridName].filter(Boolean).join(' · ')
          }
          empty={
            <Sheet>
              <EmptyState title="没有这样的模板">换一个词，或去掉一个筛选。</EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

const COLUMNS: readonly Column<Template>[] = [
  { key: 'name', head: '模板', lead: true, cell: ({ code, name }) => <To to={`/check-templates/${code}`}>{name}</To> },
  { key: 'code', head: '编码', width: 160, roomy: true, cell: ({ code }) => code },
  { key: 'industry', head: '行业', width: 110, roomy: true, cell: ({ industryName }) => industryName },
  { key: 'level', head: '用途', width: 100, roomy: true, cell: ({ levelName }) => levelName },
  {
    key: 'items',
    head: '检查项',
    width: 80,
    align: 'right',
    roomy: true,
    cell: ({ itemCodes }) => count(itemCodes.length),
  },
  { key: 'minutes', head: '分钟（约）', width: 84, align: 'right', wide: true, cell: ({ minutes }) => count(minutes) },
  { key: 'place', head: '范围', width: 120, wide: true, cell: ({ gridName }) => gridName ?? '全平台' },
  {
    key: 'standing',
    head: '状态',
    width: 150,
    wide: true,
    cell: (row) => {
      const { kind, words } = standingWords(row)
      return <StatusMark kind={kind}>{words}</StatusMark>
    },
  },
]

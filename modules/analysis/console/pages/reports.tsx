import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { gridRules, periodRules, rhythmText } from '../../model/report.ts'
import type { ReportLine, ReportTemplate } from '../../model/report-schema.ts'
import { useReports, useReportTemplates } from '../api.ts'
import '../analysis.css'

/** The office's own reports: the templates, and what was written by them. */
export function ReportsPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const mayKeep = useMay()('report.keep')
  const templates = useReportTemplates(mayKeep)
  const read = useReports(search.template, search.cursor)
  const chosen = templates.data?.items.find(({ id }) => id === search.template)
  return (
    <div className="ag-page">
      <PageHead
        meta={<span>数按写的那天定住，以后打开还是那天的数；每个数点开看明细。</span>}
        acts={
          mayKeep && (
            <Button type="primary" onClick={() => void navigate({ to: '/report-templates/new' })}>
              新建报告模板
            </Button>
          )
        }
      >
        {read.data ? headline(read.data.total, chosen) : '报告'}
      </PageHead>
      <div className="ag-stack">
        {mayKeep && (
          <Sheet title="模板" meta={templates.data && `${count(templates.data.items.length)} 个`}>
            {templates.error && !templates.data ? (
              <ProblemPanel error={templates.error} retry={() => void templates.refetch()} />
            ) : (
              <DataTable
                caption="报告模板"
                columns={templateColumns}
                rows={templates.data?.items}
                rowKey={({ id }) => id}
                skeletonRows={3}
                under={(row) => `${row.gridName} · ${rhythmText(row.rhythm, row.onDay)}`}
                empty={
                  <EmptyState title="还没有报告模板">新建一个：写好文字，插入指标，选什么时候写、发给谁。</EmptyState>
                }
              />
            )}
          </Sheet>
        )}
        {read.error && !read.data ? (
          <ProblemPanel error={read.error} retry={() => void read.refetch()} />
        ) : (
          <DataTable
            caption="写出的报告"
            columns={reportColumns}
            rows={read.data?.items}
            rowKey={({ id }) => id}
            refreshing={read.isPlaceholderData}
            skeletonRows={6}
            under={(row) => `${row.gridName} · ${day(row.from)} 至 ${day(row.to)}`}
            empty={
              <Sheet>
                <EmptyState title={chosen ? `「${chosen.title}」还没有写过` : '还没有报告'}>
                  {chosen?.nextOn ? `下一份 ${day(chosen.nextOn)} 写。` : '写出以后在这里看。'}
                </EmptyState>
              </Sheet>
            }
          />
        )}
        {read.data && read.data.items.length > 0 && (
          <ListFoot trail={cursorTrail(`reports ${search.template ?? ''}`, search)} list={read.data} onTurn={change} />
        )}
        {search.template && (
          <button type="button" className="ag-link" onClick={() => change({ template: undefined, cursor: undefined })}>
            看全部报告
          </button>
        )}
      </div>
    </div>
  )
}

const headline = (total: number, chosen: ReportTemplate | undefined): string =>
  `${chosen ? `「${chosen.title}」` : ''}写出的报告 ${count(total)} 份`

const templateColumns: readonly Column<ReportTemplate>[] = [
  { key: 'title', head: '标题', lead: true, cell: ({ id, title }) => <To to={`/report-templates/${id}`}>{title}</To> },
  { key: 'grid', head: '网格', roomy: true, cell: ({ gridName }) => gridName },
  { key: 'for', head: '为哪些网格', wide: true, cell: ({ gridRule }) => gridRules[gridRule] },
  {
    key: 'period',
    head: '期间',
    wide: true,
    cell: ({ periodRule, days }) => (periodRule === 'days' ? `最近 ${days} 天` : periodRules[periodRule]),
  },
  { key: 'rhythm', head: '什么时候写', roomy: true, cell: ({ rhythm, onDay }) => rhythmText(rhythm, onDay) },
  {
    key: 'next',
    head: '下一份',
    cell: ({ retiredAt, nextOn }) =>
      retiredAt ? (
        <StatusMark kind="off">已停用</StatusMark>
      ) : (
        <span className="ag-nowrap">{nextOn ? day(nextOn) : '—'}</span>
      ),
  },
  {
    key: 'written',
    head: '写过',
    align: 'right',
    cell: ({ id, written }) => (
      <To to="/reports" search={{ template: id }} className="ag-opens">
        {count(written)}
      </To>
    ),
  },
]

const reportColumns: readonly Column<ReportLine>[] = [
  { key: 'title', head: '报告', lead: true, cell: ({ id, title }) => <To to={`/reports/${id}`}>{title}</To> },
  { key: 'grid', head: '网格', roomy: true, cell: ({ gridName }) => gridName },
  {
    key: 'period',
    head: '期间',
    roomy: true,
    cell: ({ from, to }) => (
      <span className="ag-nowrap">
        {day(from)} 至 {day(to)}
      </span>
    ),
  },
  { key: 'asOf', head: '数据日期', wide: true, cell: ({ asOf }) => day(asOf) },
  {
    key: 'at',
    head: '写出',
    wide: true,
    cell: ({ writtenAt }) => <span className="ag-nowrap">{time(writtenAt)}</span>,
  },
  { key: 'sent', head: '发给', align: 'right', cell: ({ sent }) => count(sent) },
  { key: 'read', head: '看过', align: 'right', cell: ({ read }) => count(read) },
]

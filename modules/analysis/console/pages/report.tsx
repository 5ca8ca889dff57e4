import { Button } from 'antd'
import { usePart } from '#kernel/ui/address.ts'
import { DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import type { ReportWhole } from '../../model/report-schema.ts'
import { useReport } from '../api.ts'
import { ReportBody } from '../parts/report-body.tsx'
import '../analysis.css'

/** A report as it was written, to be read, printed, taken along, and to whom it went. */
export function ReportPage() {
  const id = usePart('id')
  const read = useReport(id)
  const report = read.data
  useTitle(report?.title)
  if (read.error && !report)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/reports">看全部报告</To>} />
      </div>
    )
  if (!report) return <Waiting lines={10} />
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/reports">报告</To>}
        meta={
          <>
            <span>{time(report.writtenAt)} 写出</span>
            <span>模板第 {report.templateVersion} 版</span>
            <span>
              发给 {count(report.sent)} 个岗位，{count(report.read)} 个看过
            </span>
          </>
        }
        acts={
          <>
            <Button href={`/api/v1/reports/${id}/pdf`} target="_blank" rel="noopener">
              下载 PDF
            </Button>
            <Button href={`/api/v1/reports/${id}/word`}>下载 Word</Button>
            <Button onClick={() => window.print()}>打印</Button>
          </>
        }
      >
        {report.title}：{report.gridName}，{report.from} 至 {report.to}
      </PageHead>
      <div className="ag-stack">
        <ReportBody content={report.content} />
        <Deliveries report={report} />
      </div>
    </div>
  )
}

const Deliveries = ({ report: { deliveries } }: { report: ReportWhole }) => (
  <Sheet title="发给了谁" className="ag-no-print">
    <DataTable
      caption="发给了谁"
      columns={[
        { key: 'seat', head: '岗位', lead: true, cell: ({ body, seat }) => `${body} ${seat}` },
        { key: 'sent', head: '发出', cell: ({ sentAt }) => time(sentAt) },
        {
          key: 'read',
          head: '看过',
          cell: ({ readAt }) =>
            readAt ? (
              <StatusMark kind="done">{time(readAt)}</StatusMark>
            ) : (
              <StatusMark kind="open">还没有看</StatusMark>
            ),
        },
      ]}
      rows={deliveries}
      rowKey={({ body, seat, sentAt }) => `${body} ${seat} ${sentAt}`}
      empty={<EmptyState title="没有发给别的岗位">模板里没有选岗位，或它们不在您的网格内。</EmptyState>}
    />
  </Sheet>
)

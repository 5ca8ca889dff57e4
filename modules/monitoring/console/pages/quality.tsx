import { Segmented } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, percent } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type Quality, useQuality } from '../api.ts'
import '../monitoring.css'

type Line = Quality['points'][number]
type Seat = Quality['seats'][number]

/** What alarms are worth: which points cry wolf, chatter or stand for days, and who gets more than he can look at. */
export function AlarmQualityPage() {
  const { search, change } = useAddress()
  const read = useQuality(search)
  useTitle('报警质量')
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/alarms">监测报警</To>}
        acts={
          <Segmented
            aria-label="多少天"
            value={Number(search.days ?? 30)}
            onChange={(days) => change({ days: String(days) })}
            options={[7, 30, 90].map((value) => ({ value, label: `${value} 天` }))}
          />
        }
      >
        报警质量
      </PageHead>
      {read.error && !read.data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={6} />}
      {read.data && (
        <div className="ag-stack">
          <Sheet title="测点" meta="报得最多的在前，最多 200 个">
            <DataTable
              caption="测点的报警质量"
              columns={pointColumns}
              rows={read.data.points}
              rowKey={({ pointId }) => pointId}
              empty={<EmptyState title="这段时间没有报警">换一段更长的时间再看。</EmptyState>}
            />
          </Sheet>
          <Sheet
            title="岗位"
            meta={`近 ${read.data.shiftHours} 小时收到的报警；一班超过 ${read.data.ceiling} 件就看不过来（可在设置里改）`}
          >
            <DataTable
              caption="岗位收到的报警"
              columns={seatColumns(read.data.ceiling)}
              rows={read.data.seats}
              rowKey={({ seatId }) => seatId}
              empty={<EmptyState title="这一班没有岗位收到报警">有报警交到岗位时，这里会有。</EmptyState>}
            />
          </Sheet>
        </div>
      )}
    </div>
  )
}

const pointColumns: readonly Column<Line>[] = [
  {
    key: 'name',
    head: '测点',
    lead: true,
    cell: (row) => <To to={`/monitoring/points/${row.pointId}`}>{row.pointName}</To>,
  },
  { key: 'object', head: '企业', wide: true, cell: (row) => row.objectName },
  { key: 'alarms', head: '报警 件', width: 84, align: 'right', cell: (row) => count(row.alarms) },
  {
    key: 'false',
    head: '误报率',
    width: 84,
    align: 'right',
    cell: (row) => percent(row.falseOnes, row.handled),
  },
  {
    key: 'signals',
    head: '越限 次',
    width: 84,
    align: 'right',
    cell: (row) =>
      row.signals > 5 * Math.max(1, row.alarms) ? <b className="ag-warn">{count(row.signals)}</b> : count(row.signals),
  },
  {
    key: 'standing',
    head: '一天没有消除',
    width: 110,
    align: 'right',
    wide: true,
    cell: (row) => count(row.standing),
  },
  { key: 'shelved', head: '搁置 次', width: 84, align: 'right', wide: true, cell: (row) => count(row.shelved) },
]

const seatColumns = (ceiling: number): readonly Column<Seat>[] => [
  { key: 'seat', head: '岗位', lead: true, cell: (row) => row.seat },
  { key: 'body', head: '单位', cell: (row) => row.body },
  {
    key: 'alarms',
    head: '报警 件',
    width: 100,
    align: 'right',
    cell: (row) => (row.alarms > ceiling ? <b className="ag-warn">{count(row.alarms)}</b> : count(row.alarms)),
  },
]

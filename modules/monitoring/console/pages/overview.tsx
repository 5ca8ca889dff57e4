import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type Plant, usePlants, useSummary } from '../api.ts'
import { LevelMark } from '../parts/level-mark.tsx'
import { PointFigures } from '../parts/point-figures.tsx'
import '../monitoring.css'

/** Enterprises with points, the most pressing first. */
export function MonitoringPage() {
  const navigate = useNavigate()
  const { search, change } = useAddress()
  const plants = usePlants(search)
  const summary = useSummary(search)
  useTitle('监测一览')
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>监测一览</h1>
        <span className="ag-grow" />
        <To to="/alarms" search={{ open: 'true' }}>
          <Button size="small" icon={<Icon name="bell" />}>
            报警
          </Button>
        </To>
        <To to="/monitoring/points" search={search.grid ? { grid: search.grid } : {}}>
          <Button size="small" icon={<Icon name="table" />}>
            测点列表
          </Button>
        </To>
        <To to="/monitoring/quality">
          <Button size="small" icon={<Icon name="columns" />}>
            报警质量
          </Button>
        </To>
      </div>
      <PointFigures summary={summary.data} of={search.grid ? { grid: search.grid } : {}} />
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在企业里找"
          placeholder="企业、测点、储罐"
          width={220}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {plants.data ? `${count(plants.data.items.length)} 家` : '正在数…'}
        </span>
      </search>
      {plants.error && !plants.data ? (
        <ProblemPanel error={plants.error} retry={() => void plants.refetch()} />
      ) : (
        <DataTable
          caption="有监测点的企业"
          columns={columns}
          rows={plants.data?.items}
          rowKey={({ objectId }) => objectId}
          onOpen={(row) => void navigate({ to: `/monitoring/plants/${row.objectId}` })}
          empty={
            <Sheet>
              <EmptyState title={search.q ? '没有符合条件的企业' : '还没有监测点'}>
                {search.q ? '换一个词再找。' : '企业的设备接入网关、上报数据以后，在企业的监测页里把数据登记成测点。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

const columns: readonly Column<Plant>[] = [
  {
    key: 'name',
    head: '企业',
    lead: true,
    cell: (row) => <To to={`/monitoring/plants/${row.objectId}`}>{row.objectName || '（已不在册的企业）'}</To>,
  },
  {
    key: 'worst',
    head: '最高报警',
    width: 96,
    cell: (row) => (row.worst ? <LevelMark level={row.worst} /> : <span className="ag-pale">没有</span>),
  },
  {
    key: 'alarming',
    head: '报警测点',
    width: 90,
    align: 'right',
    cell: (row) =>
      row.alarming > 0 ? <b className="ag-warn">{count(row.alarming)}</b> : <span className="ag-pale">0</span>,
  },
  { key: 'points', head: '测点', width: 72, align: 'right', cell: (row) => count(row.points) },
  {
    key: 'online',
    head: '在线率',
    width: 84,
    align: 'right',
    cell: (row) => percent(row.online, row.points),
  },
  {
    key: 'heard',
    head: '最近数据',
    width: 130,
    align: 'right',
    wide: true,
    cell: (row) => (row.heardAt ? time(row.heardAt) : <span className="ag-pale">没有收到过</span>),
  },
]

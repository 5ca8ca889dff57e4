import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type HazardClass, hazardClasses, type VehicleKind, vehicleKinds } from '../../model/codes.ts'
import { filterKeys, filterOf, useVehicleList, useVehicleSummary, type VehicleLine } from '../api.ts'
import { vehicleFilters } from '../filters.ts'
import { VehicleFigures } from '../parts/vehicle-figures.tsx'
import { VehicleForm } from '../parts/vehicle-form.tsx'
import { motionMarks, motionWords } from '../words.ts'
import '../vehicle.css'

const emptied = Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined]))

/** Vehicles of hazardous goods of a place or of one's own enterprise. */
export function VehicleListPage() {
  const me = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useAddress()
  const [adding, setAdding] = useState(false)
  const own = Boolean(me.data?.objectId)
  useTitle(own ? '本企业的车辆' : '危险货物车辆')
  const list = useVehicleList(search)
  const summary = useVehicleSummary(search)
  const trail = cursorTrail(`vehicles${queryString(filterOf(search))}`, search)
  const narrow = (patch: Record<string, string | undefined>) => change({ ...patch, cursor: undefined, page: undefined })
  const isNarrowed = vehicleFilters.some(({ key }) => search[key]) || Boolean(search.q)
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>{own ? '本企业的车辆' : '危险货物车辆'}</h1>
        <span className="ag-grow" />
        <To to="/vehicles/map" search={filterOf(search)}>
          <Button size="small" icon={<Icon name="map" />}>
            车辆地图
          </Button>
        </To>
        {may('vehicle.keep') && own && (
          <Button size="small" type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            登记车辆
          </Button>
        )}
      </div>
      <VehicleFigures summary={summary.data} to="/vehicles" of={{ grid: search.grid, objectId: search.objectId }} />
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在车辆里找"
          placeholder={own ? '车牌、终端号' : '车牌、终端号、企业'}
          width={200}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={vehicleFilters}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(emptied)}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {list.data ? `${count(list.data.total)} 辆` : '正在数…'}
        </span>
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="危险货物车辆"
          columns={columnsFor(own)}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => void navigate({ to: `/vehicles/${row.id}` })}
          empty={
            <Sheet>
              <EmptyState title={isNarrowed ? '没有符合条件的车辆' : '还没有登记车辆'}>
                {isNarrowed ? '换一个筛选再看。' : '企业登记车辆和终端手机号后，终端一接入就能看到它在哪里。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer open={adding} onClose={() => setAdding(false)} size={640} destroyOnHidden title="登记车辆">
        <VehicleForm onDone={() => setAdding(false)} />
      </Drawer>
    </div>
  )
}

const columnsFor = (own: boolean): readonly Column<VehicleLine>[] => [
  {
    key: 'plate',
    head: '车牌',
    lead: true,
    width: 120,
    cell: (row) => <To to={`/vehicles/${row.id}`}>{row.plate}</To>,
  },
  ...(own
    ? []
    : [
        {
          key: 'object',
          head: '企业',
          cell: (row: VehicleLine) => (
            <span className="ag-ellipsis" style={{ maxWidth: 240 }} title={row.objectName}>
              {row.objectName}
            </span>
          ),
        },
      ]),
  { key: 'kind', head: '类型', width: 110, wide: true, cell: (row) => vehicleKinds[row.kind as VehicleKind] },
  {
    key: 'class',
    head: '准运类项',
    width: 170,
    wide: true,
    cell: (row) => (row.hazardClass ? hazardClasses[row.hazardClass as HazardClass] : '—'),
  },
  { key: 'cargo', head: '正在运输', width: 120, cell: (row) => row.cargo ?? <span className="ag-pale">空车</span> },
  {
    key: 'state',
    head: '状态',
    width: 90,
    cell: (row) => <StatusMark kind={motionMarks[row.motion]}>{motionWords[row.motion]}</StatusMark>,
  },
  {
    key: 'speed',
    head: '车速 km/h',
    width: 92,
    align: 'right',
    wide: true,
    cell: (row) => (row.motion === 'moving' && row.place?.speedKmh != null ? Math.round(row.place.speedKmh) : '—'),
  },
  {
    key: 'alerts',
    head: '报警 条',
    width: 80,
    align: 'right',
    cell: (row) =>
      row.openAlerts > 0 ? (
        <b className={row.worst === 1 ? 'ag-late' : 'ag-warn'}>{count(row.openAlerts)}</b>
      ) : (
        <span className="ag-pale">0</span>
      ),
  },
  {
    key: 'at',
    head: '最近定位',
    width: 130,
    align: 'right',
    cell: (row) => (row.place ? time(row.place.at) : <span className="ag-pale">没有收到过</span>),
  },
]

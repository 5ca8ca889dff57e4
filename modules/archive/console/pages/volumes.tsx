import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SavedViews, type View } from '#kernel/ui/saved-views.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { retentions, volumeStates } from '../../model/codes.ts'
import { chosenOf, useVolumes, type VolumeLine, volumeKeys } from '../api.ts'
import { volumeStand } from '../stand.ts'
import '../archive.css'

const VIEWS: readonly View[] = [
  { name: '全部', search: {} },
  { name: '借出的', search: { loan: 'lent' } },
  { name: '待鉴定', search: { over: 'true' } },
  { name: '已撤卷', search: { state: 'superseded' } },
]

const emptied: Search = Object.fromEntries(volumeKeys.map((key) => [key, undefined]))

/** Volumes of the region: those being bound first, then the last bound. */
export function ArchiveVolumesPage() {
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useAddress()
  useTitle('案卷')
  const list = useVolumes(search)
  const chosen = chosenOf(search, volumeKeys)
  const trail = cursorTrail(`archive-volumes${queryString(chosen)}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const { data } = list
  const isNarrowed = Object.keys(chosen).length > 0
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>案卷</h1>
        <SavedViews
          page="archive-volumes"
          given={VIEWS}
          present={chosen}
          onChoose={(view) => narrow({ ...emptied, ...view })}
        />
        <span className="ag-grow" />
        {may('archive.read') && (
          <To to="/archive-settings">
            <Button size="small">{may('archive.maintain') ? '档案设置' : '保管期限表'}</Button>
          </To>
        )}
      </div>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          key={search.q ?? ''}
          label="在案卷里找"
          placeholder="档号、案名、当事人、办件编号"
          width={260}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={[
            {
              key: 'year',
              label: '年度',
              options: yearsFrom(new Date()).map((year) => ({ value: year, label: `${year} 年` })),
            },
            {
              key: 'retention',
              label: '保管期限',
              options: Object.entries(retentions).map(([value, label]) => ({ value, label })),
            },
            {
              key: 'state',
              label: '状态',
              options: Object.entries(volumeStates)
                .filter(([value]) => value !== 'draft')
                .map(([value, label]) => ({ value, label })),
            },
          ]}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(emptied)}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {data ? `${count(data.total)} 卷` : '正在数…'}
        </span>
      </search>
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="案卷"
          columns={COLUMNS}
          rows={data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={({ id }) => void navigate({ to: '/archive-volumes/$id', params: { id } as never })}
          under={({ archiveNo, party, pages }) =>
            [archiveNo, party, pages && `${pages} 页`].filter(Boolean).join(' · ')
          }
          empty={
            <Sheet>
              <EmptyState icon="box" title={isNarrowed ? '没有符合条件的案卷' : '还没有归档的案卷'}>
                {isNarrowed ? '换个条件再看。' : '在“待归档”里立卷、归档后，案卷在这里。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={data} onTurn={change} />
    </div>
  )
}

/** The years somebody may look for: this one and nine before. */
const yearsFrom = (now: Date): string[] => Array.from({ length: 10 }, (_, at) => String(now.getFullYear() - at))

const COLUMNS: readonly Column<VolumeLine>[] = [
  {
    key: 'title',
    head: '案名',
    lead: true,
    cell: ({ id, title }) => <To to={`/archive-volumes/${id}`}>{title}</To>,
  },
  {
    key: 'no',
    head: '档号',
    width: 250,
    roomy: true,
    cell: ({ archiveNo }) => <span className="ag-code">{archiveNo ?? '—'}</span>,
  },
  { key: 'kind', head: '种类', width: 120, wide: true, cell: ({ kindTitle }) => kindTitle },
  { key: 'grid', head: '网格', width: 110, wide: true, cell: ({ gridName }) => gridName },
  {
    key: 'retention',
    head: '保管期限',
    width: 170,
    roomy: true,
    cell: ({ retention, retainUntil, over }) => (
      <>
        {retention ? retentions[retention] : '—'}
        {retainUntil && (
          <small className={`ag-archive-under ${over ? 'ag-warn' : 'ag-meta'}`}>
            {over ? `${retainUntil} 已满，待鉴定` : `到 ${retainUntil}`}
          </small>
        )}
      </>
    ),
  },
  {
    key: 'pages',
    head: '页数',
    width: 70,
    align: 'right',
    roomy: true,
    cell: ({ pages }) => (pages ? count(pages) : '—'),
  },
  {
    key: 'bound',
    head: '归档',
    width: 110,
    wide: true,
    cell: ({ boundAt }) => (boundAt ? day(boundAt) : '—'),
  },
  {
    key: 'state',
    head: '状态',
    width: 110,
    cell: ({ state, lent }) => {
      const { kind, word } = volumeStand(state)
      return lent && state === 'bound' ? (
        <StatusMark kind="open">借阅中</StatusMark>
      ) : (
        <StatusMark kind={kind}>{word}</StatusMark>
      )
    },
  },
]

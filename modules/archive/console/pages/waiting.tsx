import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString, send } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { chosenOf, useForgetArchive, useWaiting, type Waiting, waitingKeys } from '../api.ts'
import '../archive.css'

const emptied: Search = Object.fromEntries(waitingKeys.map((key) => [key, undefined]))

/** Closed cases that have no volume yet, the longest closed first; those past their day are marked. */
export function ArchiveWaitingPage() {
  const may = useMay()
  const navigate = useNavigate()
  const forget = useForgetArchive()
  const act = useAct()
  const { search, change } = useAddress()
  useTitle('待归档')
  const list = useWaiting(search)
  const chosen = chosenOf(search, waitingKeys)
  const trail = cursorTrail(`archive-waiting${queryString(chosen)}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const open = (id: string) => void navigate({ to: '/archive-volumes/$id', params: { id } as never })
  const begin = ({ caseId, volumeId }: Waiting) => {
    if (volumeId) return open(volumeId)
    void act.run(async () => {
      const { id } = await send<{ id: string }>('POST', '/archive-volumes', { body: { caseId }, key: `bind-${caseId}` })
      await forget()
      open(id)
    })
  }
  const { data } = list
  return (
    <div className="ag-page">
      <PageHead
        meta={
          data && (
            <span className="ag-row ag-wrap">
              <span>{dueWords(data.kinds)}（未经核实，天数可在设置里改）</span>
              {data.late > 0 && (
                <button type="button" className="ag-link" onClick={() => narrow({ ...emptied, late: 'true' })}>
                  逾期 {count(data.late)} 件
                </button>
              )}
            </span>
          )
        }
      >
        {data ? `待归档 ${count(data.total)}${data.totalIsBound ? ' 件以上' : ' 件'}` : '待归档'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          key={search.q ?? ''}
          label="在待归档里找"
          placeholder="办件编号、标题"
          width={220}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={[
            {
              key: 'kind',
              label: '种类',
              options: (data?.kinds ?? []).map(({ kind, title }) => ({ value: kind, label: title })),
            },
            {
              key: 'late',
              label: '期限',
              options: [
                { value: 'true', label: '已逾期' },
                { value: 'false', label: '没有逾期' },
              ],
            },
          ]}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(emptied)}
        />
      </search>
      {act.problem && <Refusal problem={act.problem} />}
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="待归档的办件"
          columns={columnsOf(may, begin, act.busy)}
          rows={data?.items}
          rowKey={({ caseId }) => caseId}
          refreshing={list.isPlaceholderData}
          {...(may('archive.bind') ? { onOpen: begin } : {})}
          under={({ kindTitle, number, gridName, fileBy }) =>
            [kindTitle, number, gridName, `${fileBy} 前归档`].filter(Boolean).join(' · ')
          }
          empty={
            <Sheet>
              <EmptyState icon="tick" title={Object.keys(chosen).length > 0 ? '没有符合条件的' : '没有待归档的办件'}>
                {Object.keys(chosen).length > 0 ? '换个条件再看。' : '办件结案后会出现在这里。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={data} onTurn={change} />
      {data && (
        <p className="ag-meta ag-archive-which">
          单独立卷的：{data.kinds.map(({ title, which }) => `${title}（${which}）`).join('；')}。
        </p>
      )}
    </div>
  )
}

/** Kinds with the same term are said together. */
const dueWords = (kinds: readonly { title: string; due: string }[]): string =>
  [...Map.groupBy(kinds, ({ due }) => due)]
    .map(([due, same]) => `${same.map(({ title }) => title).join('、')}${due}`)
    .join('；')

const columnsOf = (
  may: (permission: string) => boolean,
  begin: (row: Waiting) => void,
  busy: boolean,
): readonly Column<Waiting>[] => [
  {
    key: 'title',
    head: '办件',
    lead: true,
    cell: ({ title, link, kind, number }) => (
      <span className="ag-archive-lead">
        {may(`${kind}.read`) ? <To to={link}>{title}</To> : <span>{title}</span>}
        {number && <small className="ag-code ag-meta">{number}</small>}
      </span>
    ),
  },
  {
    key: 'kind',
    head: '种类',
    width: 130,
    roomy: true,
    cell: ({ kindTitle, stateTitle }) => (
      <>
        {kindTitle}
        <small className="ag-meta ag-archive-under">{stateTitle}</small>
      </>
    ),
  },
  { key: 'object', head: '当事人', wide: true, cell: ({ objectName }) => objectName ?? '—' },
  { key: 'grid', head: '网格', width: 110, wide: true, cell: ({ gridName }) => gridName },
  {
    key: 'closed',
    head: '结案',
    width: 110,
    roomy: true,
    cell: ({ closedOn }) => <span className="ag-code">{closedOn}</span>,
  },
  {
    key: 'by',
    head: '归档期限',
    width: 170,
    roomy: true,
    cell: ({ fileBy, late, lateDays }) =>
      late ? (
        <StatusMark kind="late">
          {fileBy}　逾期 {count(lateDays)} 天
        </StatusMark>
      ) : (
        <span className="ag-code">{fileBy}</span>
      ),
  },
  ...(may('archive.bind')
    ? [
        {
          key: 'act',
          head: '办理',
          width: 96,
          cell: (row: Waiting) => (
            <Button size="small" type={row.volumeId ? 'default' : 'primary'} disabled={busy} onClick={() => begin(row)}>
              {row.volumeId ? '接着立卷' : '立卷'}
            </Button>
          ),
        },
      ]
    : []),
]

import { Checkbox } from 'antd'
import { useState } from 'react'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type DifferenceKind, differenceKinds, verdicts } from '../../model/codes.ts'
import type { Difference, Reconciliation, ReconciliationListView } from '../../model/schema.ts'
import { useDifferences } from '../api.ts'
import { SettlePanel } from './settle-panel.tsx'
import { WhoseLine } from './whose-line.tsx'

const SHOWN = [
  {
    key: 'show',
    label: '处理',
    options: [
      { value: 'open', label: '未决' },
      { value: 'settled', label: '已处理' },
      { value: 'gone', label: '已一致' },
    ],
  },
]

interface DifferenceListProps {
  of: Reconciliation
  list: ReconciliationListView
  onSettled(): void
}

/** The differences, by kind; chosen ones are settled together. */
export function DifferenceList({ of, list, onSettled }: DifferenceListProps) {
  const { search, change } = useAddress()
  const read = useDifferences(of.id, of.comparedAt ?? '', search)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Difference>>(new Map())
  const trail = cursorTrail(`reconciliation ${of.id} ${search.kind ?? ''} ${search.show ?? ''}`, search)
  const turn = (patch: Search) => {
    setChosen(new Map())
    change({ cursor: undefined, page: undefined, ...patch })
  }
  const mark = (one: Difference) => {
    const next = new Map(chosen)
    if (!next.delete(one.id)) next.set(one.id, one)
    setChosen(next)
  }
  const markable = read.data?.items.filter(({ goneAt }) => goneAt === null) ?? []
  const markAll = () =>
    setChosen(chosen.size >= markable.length ? new Map() : new Map(markable.map((one) => [one.id, one])))
  const settled = () => {
    setChosen(new Map())
    void read.refetch()
    onSettled()
  }
  const kind = search.kind as DifferenceKind | undefined
  const mayKeep = of.mayKeep && of.state === 'compared'
  const columns = columnsFor(
    list,
    mayKeep ? { chosen, mark, markAll, all: markable.length } : null,
    mayKeep ? { id: of.id, onDone: settled } : null,
  )
  return (
    <Sheet
      title={kind ? differenceKinds[kind].title : '全部差异'}
      meta={read.data && `${count(read.data.total)} 处${kind ? `，${differenceKinds[kind].hint}` : ''}`}
    >
      <search className="ag-bar ag-pad" aria-label="筛选">
        <FilterChips
          filters={SHOWN}
          chosen={search}
          onChoose={(key, value) => turn({ [key]: value })}
          onClear={() => turn({ show: undefined })}
        />
      </search>
      {chosen.size > 0 && (
        <SettlePanel key={[...chosen.keys()].join()} id={of.id} chosen={[...chosen.values()]} onDone={settled} />
      )}
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption="差异"
          columns={columns}
          rows={read.data?.items}
          rowKey={({ id }) => id}
          refreshing={read.isPlaceholderData}
          marked={({ id }) => chosen.has(id)}
          skeletonRows={6}
          empty={
            <EmptyState title="没有这样的差异">
              {search.show || kind ? '换一类，或看全部差异。' : `${of.gridName}的${of.title}和平台完全一致。`}
            </EmptyState>
          }
        />
      )}
      {read.data && (trail.page > 1 || read.data.nextCursor) && (
        <ListFoot trail={trail} list={read.data} onTurn={change} />
      )}
    </Sheet>
  )
}

interface Identifying {
  /** Of the reconciliation. */
  id: string
  onDone(): void
}

interface Choosing {
  chosen: ReadonlyMap<string, Difference>
  mark(one: Difference): void
  markAll(): void
  /** How many of this page can be chosen. */
  all: number
}

const columnsFor = (
  list: ReconciliationListView,
  choosing: Choosing | null,
  identify: Identifying | null,
): readonly Column<Difference>[] => [
  ...(choosing
    ? [
        {
          key: 'choose',
          head: (
            <Checkbox
              aria-label="选这一页"
              disabled={choosing.all === 0}
              checked={choosing.all > 0 && choosing.chosen.size >= choosing.all}
              indeterminate={choosing.chosen.size > 0 && choosing.chosen.size < choosing.all}
              onChange={choosing.markAll}
            />
          ),
          width: 40,
          cell: (one: Difference) =>
            one.goneAt === null && (
              <Checkbox
                aria-label={`选 ${one.title}`}
                checked={choosing.chosen.has(one.id)}
                onChange={() => choosing.mark(one)}
              />
            ),
        },
      ]
    : []),
  {
    key: 'row',
    head: '原表行',
    align: 'right',
    width: 76,
    roomy: true,
    cell: ({ row }) => (row === null ? '—' : count(row)),
  },
  { key: 'kind', head: '类别', width: 90, roomy: true, cell: ({ kind }) => differenceKinds[kind].title },
  {
    key: 'title',
    head: '名称',
    lead: true,
    cell: (one) => (
      <>
        {one.link ? <To to={one.link}>{one.title}</To> : one.title}
        {one.code && <div className="ag-meta">{one.code}</div>}
      </>
    ),
  },
  { key: 'what', head: '差在哪里', cell: (one) => <What one={one} list={list} identify={identify} /> },
  { key: 'said', head: '处理', cell: (one) => <Said one={one} /> },
]

/** What both sides say, or why it is not clear, and where it is put right. */
function What({
  one,
  list,
  identify,
}: {
  one: Difference
  list: ReconciliationListView
  identify: Identifying | null
}) {
  if (one.kind === 'different')
    return (
      <dl className="ag-recon-sides">
        {one.fields.map(({ key, label, platform, office }) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>
              平台「{platform}」，台账「{office}」
            </dd>
          </div>
        ))}
      </dl>
    )
  if (one.kind === 'missing')
    return (
      <>
        平台上本网格里没有。
        <To to={list.add.to} className="ag-opens">
          {list.add.label}
        </To>
      </>
    )
  if (one.kind === 'duplicate') return <>和原表第 {count(one.twinRow)} 行是同一条</>
  if (one.kind === 'extra') return <>台账里没有</>
  return (
    <>
      {one.why}
      {one.candidates.length > 0 && '：'}
      {one.candidates.map(({ title, link }, at) => (
        <span key={link}>
          {at > 0 && '、'}
          <To to={link} className="ag-opens">
            {title}
          </To>
        </span>
      ))}
      {identify && one.verdict === null && one.goneAt === null && <WhoseLine one={one} {...identify} />}
    </>
  )
}

function Said({ one }: { one: Difference }) {
  if (one.goneAt) return <StatusMark kind="done">已一致 {time(one.goneAt)}</StatusMark>
  if (!one.verdict) return <StatusMark kind="open">未决</StatusMark>
  const kind = one.verdict === 'platform' ? 'going' : 'done'
  return (
    <>
      <StatusMark kind={kind}>{verdicts[one.verdict].title}</StatusMark>
      {one.verdict === 'platform' && one.link && (
        <>
          {' '}
          <To to={one.link} className="ag-opens">
            去改
          </To>
        </>
      )}
      {one.reason && <div>{one.reason}</div>}
      <div className="ag-meta">
        {one.settledBy} {time(one.settledAt)}
      </div>
    </>
  )
}

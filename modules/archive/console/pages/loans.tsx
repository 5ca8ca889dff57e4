import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, moment } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { loanStates } from '../../model/codes.ts'
import { chosenOf, type Loan, loanKeys, useLoans } from '../api.ts'
import { DecideForm } from '../parts/decide-form.tsx'
import { loanStand } from '../stand.ts'
import '../archive.css'

/** Who borrows what until when; the head decides here. */
export function ArchiveLoansPage() {
  const may = useMay()
  const { search, change } = useAddress()
  const [open, setOpen] = useState<string | null>(null)
  useTitle('借阅登记')
  const list = useLoans(search)
  const chosen = chosenOf(search, loanKeys)
  const trail = cursorTrail(`archive-loans${queryString(chosen)}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const { data } = list
  const one = data?.items.find(({ id }) => id === open)
  const decides = may('archive.decide')
  return (
    <div className="ag-page">
      <PageHead meta={decides ? '待您批准的，打开后审批' : '借阅经负责人批准，到期自动收回'}>
        {data ? `借阅 ${count(data.total)} 次` : '借阅登记'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={[
            {
              key: 'state',
              label: '状态',
              options: Object.entries(loanStates).map(([value, label]) => ({ value, label })),
            },
          ]}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow({ state: undefined })}
        />
      </search>
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="借阅登记"
          columns={columnsOf(setOpen, decides)}
          rows={data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={({ id }) => setOpen(id)}
          under={({ borrower, dueOn, days }) => `${borrower} · ${dueOn ? `到 ${dueOn}` : `${days} 天`}`}
          empty={
            <Sheet>
              <EmptyState icon="document" title="没有借阅">
                {chosen.state ? '换个条件再看。' : '在案卷页上申请借阅。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={data} onTurn={change} />
      <Drawer open={one !== undefined} onClose={() => setOpen(null)} size={480} destroyOnHidden title={one?.archiveNo}>
        {one && <Card key={one.id} one={one} decides={decides} onDone={() => setOpen(null)} />}
      </Drawer>
    </div>
  )
}

const columnsOf = (open: (id: string) => void, decides: boolean): readonly Column<Loan>[] => [
  {
    key: 'title',
    head: '案卷',
    lead: true,
    cell: ({ volumeId, title, archiveNo }) => (
      <span className="ag-archive-lead">
        <To to={`/archive-volumes/${volumeId}`}>{title}</To>
        <small className="ag-code ag-meta">{archiveNo}</small>
      </span>
    ),
  },
  { key: 'borrower', head: '借阅人', width: 220, roomy: true, cell: ({ borrower }) => borrower },
  { key: 'reason', head: '理由', wide: true, cell: ({ reason }) => reason },
  { key: 'days', head: '天数', width: 64, align: 'right', wide: true, cell: ({ days }) => count(days) },
  {
    key: 'due',
    head: '到期',
    width: 110,
    roomy: true,
    cell: ({ dueOn }) => <span className="ag-code">{dueOn ?? '—'}</span>,
  },
  {
    key: 'state',
    head: '状态',
    width: 120,
    cell: ({ state }) => {
      const { kind, word } = loanStand(state)
      return <StatusMark kind={kind}>{word}</StatusMark>
    },
  },
  {
    key: 'act',
    head: '办理',
    width: 84,
    cell: ({ id, state, mine }) => (
      <Button
        size="small"
        type={decides && state === 'asked' && !mine ? 'primary' : 'default'}
        onClick={() => open(id)}
      >
        {decides && state === 'asked' && !mine ? '审批' : '详情'}
      </Button>
    ),
  },
]

function Card({ one, decides, onDone }: { one: Loan; decides: boolean; onDone(): void }) {
  const { kind, word } = loanStand(one.state)
  const lines: [string, string | null][] = [
    ['案卷', one.title],
    ['借阅人', one.borrower],
    ['理由', one.reason],
    ['范围', one.extent],
    ['天数', `${one.days} 天`],
    ['申请', moment(one.askedAt)],
    ['审批', one.decidedAt && `${moment(one.decidedAt)} ${one.decidedBy}：${one.decision}`],
    ['到期', one.dueOn],
    ['结束', one.endedAt && moment(one.endedAt)],
  ]
  return (
    <div className="ag-stack">
      <StatusMark kind={kind}>{word}</StatusMark>
      <dl className="ag-archive-facts">
        {lines.flatMap(([label, value]) =>
          value ? [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>] : [],
        )}
      </dl>
      {decides && one.state === 'asked' && !one.mine && (
        <DecideForm path={`/archive-loans/${one.id}/decide`} name="loan" onDone={onDone} />
      )}
      {decides && one.state === 'asked' && one.mine && (
        <span className="ag-meta">自己的申请要由另一位负责人批准。</span>
      )}
    </div>
  )
}
